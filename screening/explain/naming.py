"""What candidates and partners are called in the texts of a case, and the texts filled in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from screening.engine.parties import Participant
from screening.engine.running import Conclusion, Firing
from screening.engine.situation import Situation
from screening.messages import Lang, message
from screening.model.proposal import Proposal
from screening.model.values import Outcome
from screening.overlap.matching import Match
from screening.ruleset.conditions import facts_of
from screening.ruleset.facts import FACTS, Scope
from screening.ruleset.rules import RuleSet

__all__ = ["Case", "Naming"]


@dataclass(frozen=True, slots=True)
class Case:
    """A proposal with all that was worked out about it."""

    proposal: Proposal
    proposal_sha256: str
    participants: Sequence[Participant]
    matches: Sequence[Match]
    situation: Situation
    conclusion: Conclusion
    outcome: Outcome


class Naming:
    """The names of one case, in one language."""

    def __init__(self, case: Case, ruleset: RuleSet, lang: Lang) -> None:
        self._case = case
        self._ruleset = ruleset
        self._lang = lang

    def of_fact(self, fact: str, about: int | None) -> str | None:
        """Whose fact it is: the candidate's id, the party's name, or None for the proposal."""
        return self._subject(FACTS[fact].scope, about)

    def about(self, firing: Firing) -> str | None:
        """Whom a rule fired for: the candidate's id, the party's name, or None."""
        return self._subject(firing.rule.scope, firing.about)

    def filled(self, text: str, firing: Firing) -> str:
        """A rule's or an obligation's text with the names of this case in it."""
        return text.format_map(_Blanks(self, firing))

    def blank(self, name: str, firing: Firing) -> object:  # noqa: C901 - a case a blank
        """What fills a blank of a text.

        Raises:
            KeyError: there is no such blank.
        """
        case = self._case
        host = case.conclusion.host
        value: object = None
        match name:
            case "title":
                value = case.proposal.title
            case "host":
                value = None if host is None else self._entry(host)
            case "host_agreement_end":
                agreement = None if host is None else case.matches[host].entry.agreement
                value = agreement and agreement.valid_to
            case "period_end":
                value = case.proposal.period.end
            case "letter_review":
                value = self._ruleset.letter.last_review
            case "parties":
                value = self._listed([party.name for party in case.participants])
            case "third_parties":
                third = [party.name for party in case.participants if party.party is None]
                value = self._listed(third)
            case "partners":
                value = self._listed(list(self._found_by(firing, Scope.PARTNER)))
            case "candidates":
                value = self._listed(list(self._found_by(firing, Scope.CANDIDATE)))
            case "entry":
                value = self._long_name(firing, Scope.CANDIDATE)
            case "partner":
                value = self._long_name(firing, Scope.PARTNER)
            case _:
                raise KeyError(name)
        return message("verdict.unknown", self._lang) if value is None else value

    def _subject(self, scope: Scope, about: int | None) -> str | None:
        if about is None:
            return None
        if scope is Scope.CANDIDATE:
            return self._case.situation.candidates[about].entry
        return self._case.situation.partners[about].name

    def _long_name(self, firing: Firing, scope: Scope) -> str:
        if firing.about is None or firing.rule.scope is not scope:
            return ""
        return self._in_texts(scope, firing.about)

    def _in_texts(self, scope: Scope, place: int) -> str:
        if scope is Scope.CANDIDATE:
            return self._entry(place)
        return self._case.situation.partners[place].name

    def _entry(self, place: int) -> str:
        entry = self._case.matches[place].entry
        return f"{entry.id} {entry.name}"

    def _listed(self, names: Sequence[str]) -> str:
        if len(names) < 2:  # noqa: PLR2004 - two is when "and" is needed
            return "".join(names)
        last = message("verdict.and", self._lang, last=names[-1])
        return f"{', '.join(names[:-1])} {last}"

    def _found_by(self, firing: Firing, scope: Scope) -> Iterator[str]:
        """The candidates or partners for which a finding that the rule reads holds."""
        conclusion = self._case.conclusion
        read = [
            name for name in facts_of(firing.rule.when) if self._ruleset.findings.get(name) is scope
        ]
        subjects = conclusion.candidates if scope is Scope.CANDIDATE else conclusion.partners
        for place, facts in enumerate(subjects):
            if any(facts[name] for name in read):
                yield self._in_texts(scope, place)


class _Blanks(dict[str, object]):
    """The blanks of a text, each filled in when the text has it."""

    def __init__(self, naming: Naming, firing: Firing) -> None:
        self._naming = naming
        self._firing = firing

    def __missing__(self, name: str) -> object:
        return self._naming.blank(name, self._firing)
