"""What a conclusion comes to in words: the target, the reasons, the next steps, the questions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from screening.engine.evaluators import EngineName
from screening.engine.running import Firing, Runner
from screening.explain.naming import Case, Naming
from screening.explain.questions import open_questions
from screening.explain.remarks import remarks_of_all
from screening.messages import Lang, message
from screening.model.overlap import BandsRef
from screening.model.verdict import NextStep, OpenQuestion, Reason, RegisterRef, Remark, Target
from screening.ruleset.conditions import facts_of
from screening.ruleset.rules import RuleSet

__all__ = ["Circumstances", "Telling", "clause_order"]


@dataclass(frozen=True, slots=True)
class Circumstances:
    """Under what a proposal was screened."""

    ruleset: RuleSet
    register: RegisterRef
    bands: BandsRef
    engine: EngineName
    plain: Runner
    as_of: date
    screened_at: datetime
    lang: Lang
    explain: bool
    fell_back: bool
    """Whether the plain evaluator serves for want of durable-rules."""


class Telling:
    """A conclusion told, part by part; each part is worked out when it is asked for."""

    def __init__(self, case: Case, under: Circumstances) -> None:
        self._case = case
        self._under = under
        self._lang = under.lang
        self.naming = Naming(case, under.ruleset, under.lang)

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """Every rule that fired: what decides first, then other outcomes, then findings."""
        return tuple(map(self._reason, sorted(self._case.conclusion.fired, key=self._order)))

    @property
    def why(self) -> tuple[str, ...]:
        """The texts of the rules that decided, each once."""
        deciding = [each for each in self._case.conclusion.fired if self._decides(each)]
        return tuple(dict.fromkeys(map(self._text, sorted(deciding, key=self._order))))

    @property
    def clauses(self) -> tuple[str, ...]:
        """The clauses of the rules that decided, in their order."""
        fired = self._case.conclusion.fired
        found = {clause for one in fired if self._decides(one) for clause in one.rule.clauses}
        return tuple(sorted(found, key=clause_order))

    @property
    def target(self) -> Target | None:
        """The host, where the outcome is to go there (§ 4.4)."""
        host = self._case.conclusion.host
        if host is None or self._case.outcome != "route-to-existing":
            return None
        entry = self._case.matches[host].entry
        unit = entry.contact.unit if entry.contact else None
        return Target(id=entry.id, name=entry.name, contact_unit=unit)

    def _decides(self, firing: Firing) -> bool:
        return firing.rule.outcome == self._case.outcome

    def _text(self, firing: Firing) -> str:
        because = firing.rule.because
        if because is None:
            return firing.rule.title.of(self._lang)
        return self.naming.filled(because.of(self._lang), firing)

    def _reason(self, firing: Firing) -> Reason:
        rule = firing.rule
        return Reason(
            rule=rule.id,
            clause=rule.clauses,
            title=rule.title.of(self._lang),
            text=self._text(firing),
            facts={name: firing.facts[name] for name in sorted(facts_of(rule.when))},
            decisive=self._decides(firing),
            about=self.naming.about(firing),
            finding=rule.finding,
            outcome=rule.outcome,
        )

    def _order(self, firing: Firing) -> tuple[bool, int, list[tuple[int, ...]], str, str]:
        """What decides first, then other outcomes in their order, then findings."""
        rule, rank = firing.rule, self._under.ruleset.rank
        return (
            not self._decides(firing),
            len(rank) if rule.outcome is None else rank[rule.outcome],
            [clause_order(clause) for clause in rule.clauses],
            rule.id,
            self.naming.about(firing) or "",
        )

    @property
    def next_steps(self) -> tuple[NextStep, ...]:
        """Each obligation once for what it is about, in the order of the rule set."""
        steps: dict[tuple[str, str | None], NextStep] = {}
        for firing in self._case.conclusion.fired:
            for name in firing.rule.obligations:
                owed = self._under.ruleset.obligations[name]
                about = self.naming.about(firing)
                steps.setdefault(
                    (name, about),
                    NextStep(
                        id=name,
                        clause=owed.clauses,
                        text=self.naming.filled(owed.text.of(self._lang), firing),
                        due=owed.due,
                        about=about,
                    ),
                )
        order = list(self._under.ruleset.obligations)
        return tuple(
            sorted(steps.values(), key=lambda step: (order.index(step.id), step.about or ""))
        )

    @cached_property
    def _asked(self) -> tuple[tuple[OpenQuestion, ...], bool]:
        case, under = self._case, self._under
        return open_questions(
            case.situation,
            case.conclusion,
            under.ruleset,
            under.plain,
            self.naming.of_fact,
            self._lang,
        )

    @property
    def open_questions(self) -> tuple[OpenQuestion, ...]:
        """What is unknown and could change the outcome."""
        return self._asked[0]

    @property
    def remarks(self) -> tuple[Remark, ...]:
        """What a reader should know of how all this came about."""
        under = self._under
        of_all = remarks_of_all(
            under.ruleset,
            under.bands,
            under.as_of,
            under.lang,
            sample=under.register.sample,
            fell_back=under.fell_back,
        )
        return (*of_all, *self.own_remarks)

    @property
    def own_remarks(self) -> tuple[Remark, ...]:
        """Those of the remarks that are of this proposal, not of all that are screened so."""
        remarks = tuple(self._remarks())
        complete = self._asked[1]
        if complete:
            return remarks
        text = message("verdict.questions-incomplete", self._lang)
        return (*remarks, Remark(code="questions-incomplete", text=text))

    def _remarks(self) -> Iterator[Remark]:
        """How each name was read where it is not plain (§ 4.5)."""
        for party in self._case.participants:
            for written, reading in party.written:
                if reading.how in {"plain", "third-party"}:
                    continue
                text = message(
                    f"verdict.party-{reading.how}",
                    self._lang,
                    written=written,
                    name=party.name,
                    unit=reading.unit or "",
                )
                yield Remark(code=f"party-{reading.how}", text=text)


def clause_order(clause: str) -> tuple[int, ...]:
    """Clauses by their numbers: 4.3 before 4.10 before 6."""
    return tuple(int(part) for part in clause.split("."))
