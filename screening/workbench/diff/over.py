"""Proposals that there are, screened by the old rules and by the new ones: whose verdict flips."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from screening.errors import ScreeningError
from screening.intake.handed_in import HandedIn
from screening.messages import Lang
from screening.model.values import Outcome
from screening.model.verdict import FactValue, Reason, Verdict
from screening.ruleset.conditions import tests_of
from screening.screener import Screener
from screening.workbench.diff.changed_rules import ChangedRule

__all__ = [
    "Compared",
    "MadeDifference",
    "Over",
    "Unreadable",
    "screened_over",
]


@dataclass(frozen=True, slots=True)
class MadeDifference:
    """A changed rule that fires by one side alone, and the facts that its two forms see apart.

    ``about`` is the candidate's id or the party's name.  ``fires`` is whether it does by the
    new rules.
    """

    rule: str
    about: str | None
    fires: bool
    facts: Mapping[str, FactValue]


@dataclass(frozen=True, slots=True)
class Compared:
    """The two verdicts on one proposal, and what made the difference between them.

    ``bands`` are the entries whose overlap has another band, with the old one and the new.
    """

    of: HandedIn
    old: Verdict
    new: Verdict
    made: tuple[MadeDifference, ...] = ()
    bands: tuple[tuple[str, str | None, str | None], ...] = ()

    @property
    def flips(self) -> bool:
        """Whether the outcome is another, or the host."""
        return (self.old.outcome, _target(self.old)) != (self.new.outcome, _target(self.new))

    @property
    def other_steps(self) -> bool:
        """Whether something else is to be done, though the outcome is the same."""
        return not self.flips and set(_steps(self.old)) != set(_steps(self.new))


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A proposal that neither side could screen."""

    of: HandedIn
    error: ScreeningError


@dataclass(frozen=True, slots=True)
class Over:
    """All proposals, in their order.  ``unread`` are columns of a table that nobody reads."""

    compared: tuple[Compared, ...]
    unreadable: tuple[Unreadable, ...]
    unread: tuple[str, ...] = ()

    @property
    def flips(self) -> tuple[Compared, ...]:
        """Those with another outcome or another host."""
        return tuple(one for one in self.compared if one.flips)

    @property
    def other_steps(self) -> tuple[Compared, ...]:
        """Those with the same outcome, of which something else is asked."""
        return tuple(one for one in self.compared if one.other_steps)

    @property
    def counts(self) -> Mapping[tuple[Outcome, Outcome], int]:
        """How many go from each outcome to each."""
        return Counter((one.old.outcome, one.new.outcome) for one in self.compared)


def screened_over(
    proposals: Iterable[HandedIn],
    old: Screener,
    new: Screener,
    changed: Iterable[ChangedRule],
    *,
    as_of: date | None = None,
    lang: Lang = "sv",
) -> Iterator[Compared | Unreadable]:
    """Each proposal by the old rules and by the new ones, in order.

    Args:
        proposals: what to screen.
        old: the old rules and a register.
        new: the new rules and the same register.
        changed: the rules that are not the same.
        as_of: the day that the facts are of; today unless another is named.
        lang: the language of the verdicts' texts.
    """
    rules = {rule.id: rule for rule in changed if rule.means_other}
    for one in proposals:
        try:
            before, after = (_screened(screener, one, as_of, lang) for screener in (old, new))
        except ScreeningError as error:
            yield Unreadable(one, error)
            continue
        made = tuple(_made(before, after, rules))
        yield Compared(one, before, after, made, tuple(_bands(before, after)))


def _screened(screener: Screener, one: HandedIn, as_of: date | None, lang: Lang) -> Verdict:
    if isinstance(one.proposal, ScreeningError):
        raise one.proposal
    return screener.screen(one.proposal, as_of=as_of, lang=lang)


def _target(verdict: Verdict) -> str | None:
    return verdict.target.id if verdict.target else None


def _steps(verdict: Verdict) -> Iterator[tuple[str, str | None]]:
    return ((step.id, step.about) for step in verdict.obligations)


def _made(
    old: Verdict, new: Verdict, changed: Mapping[str, ChangedRule]
) -> Iterator[MadeDifference]:
    """The changed rules that fired by one side alone, with what they saw."""
    fired = [{(one.rule, one.about): one for one in verdict.reasons} for verdict in (old, new)]
    for key, reason in {**fired[0], **fired[1]}.items():
        if reason.rule in changed and (key in fired[0]) != (key in fired[1]):
            facts = _telling(changed[reason.rule], reason)
            yield MadeDifference(reason.rule, reason.about, key in fired[1], facts)


def _telling(rule: ChangedRule, reason: Reason) -> Mapping[str, FactValue]:
    """Of the facts that a rule saw, those that only one of its forms asks for in that way."""
    tests = [set(tests_of(one.when)) if one else set() for one in (rule.old, rule.new)]
    asked = {test.fact for test in tests[0] ^ tests[1]}
    telling = {fact: value for fact, value in reason.facts.items() if fact in asked}
    return telling or reason.facts


def _bands(old: Verdict, new: Verdict) -> Iterator[tuple[str, str | None, str | None]]:
    sides = [{one.id: one.band for one in verdict.overlaps} for verdict in (old, new)]
    for entry in dict.fromkeys([*sides[0], *sides[1]]):
        was, becomes = (each.get(entry) for each in sides)
        if was != becomes:
            yield entry, was, becomes
