"""A rule set, loaded and checked: what the engine runs and the explanations tell of."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import Final, Literal, Self

from screening.model.days import Days
from screening.model.letter import Letter
from screening.model.text import Text
from screening.model.values import Outcome
from screening.model.vocabulary import Vocabulary
from screening.ruleset.conditions import AllOf, Condition, Test
from screening.ruleset.facts import Scope, Value
from screening.ruleset.parties import PartyBook
from screening.ruleset.whereabouts import Whereabouts

Due = Literal["before-start", "at-resourcing"]

__all__ = [
    "ALWAYS",
    "Bands",
    "FactChange",
    "Obligation",
    "OutcomeText",
    "Property",
    "Rule",
    "RuleSet",
    "Spell",
    "Stratum",
]


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: what it is tried for, when it fires, and what follows.

    ``clauses`` is what of the letter it encodes.  ``valid_from`` and ``valid_to`` are the
    first and the last day it plays a part; None where the rule set's own is meant.
    ``file``, ``line`` and ``at`` say where it is written, and play no part in what it means.
    """

    id: str
    clauses: tuple[str, ...]
    title: Text
    scope: Scope
    when: Condition
    finding: str | None = None
    outcome: Outcome | None = None
    obligations: tuple[str, ...] = ()
    because: Text | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    file: str = field(default="", compare=False)
    line: int = field(default=0, compare=False)
    at: Whereabouts = field(default_factory=Whereabouts, compare=False, repr=False)


@dataclass(frozen=True, eq=False)
class Stratum:
    """Rules of one scope that can be tried together: none reads what another concludes.

    Compared by identity, so that it can be looked up without reading all its rules.
    """

    scope: Scope
    rules: tuple[Rule, ...]
    after_outcome: bool = False


@dataclass(frozen=True, slots=True)
class Obligation:
    """Something that must be done next; ``due`` is before-start or at-resourcing (§ 6)."""

    id: str
    clauses: tuple[str, ...]
    text: Text
    due: Due | None = None


@dataclass(frozen=True, slots=True)
class OutcomeText:
    """An outcome with its name and what it means to a coordinator."""

    id: Outcome
    title: Text
    text: Text


@dataclass(frozen=True, slots=True)
class FactChange:
    """A fact of the proposal that turns from one of some values to another."""

    fact: str
    before: tuple[Value, ...]
    after: tuple[Value, ...]


ALWAYS: Final = AllOf(())
"""The condition that holds in every case."""


@dataclass(frozen=True, slots=True)
class Property:
    """Something that the rules must hold to: where ``when`` holds, ``never`` is not the outcome.

    With ``change`` or ``adds`` it is about two cases, the same but that a fact has turned or
    that a partner of whom the tests hold has joined: where ``when`` holds of the first, and
    its outcome is another, ``never`` is not that of the second.
    ``valid_from`` and ``valid_to`` are the first and the last day it is asked for; None
    where the rule set's own is meant.
    """

    id: str
    clauses: tuple[str, ...]
    when: Condition
    never: Outcome
    at: Whereabouts = field(default_factory=Whereabouts, compare=False, repr=False)
    valid_from: date | None = None
    valid_to: date | None = None
    change: FactChange | None = None
    adds: tuple[Test, ...] = ()


@dataclass(frozen=True, slots=True)
class Bands:
    """From which score, 0 to 100, an overlap is possible, and from which it is strong (§ 4.4)."""

    possible: int
    strong: int


@dataclass(frozen=True, eq=False)
class Spell:
    """Days on end on which the same rules, in these strata, and properties are in force."""

    days: Days
    strata: tuple[Stratum, ...]
    must_hold: tuple[Property, ...]


@dataclass(frozen=True, eq=False)
class RuleSet:
    """Everything that the rule files say, as of a day.

    ``outcomes`` stand in the order in which one wins over another.  ``sha256`` is the
    hash of the files' content: the same hash, the same rules, and rule sets are compared
    by it and by the rules in force.

    ``strata`` and ``must_hold`` are those in force, and ``spell`` is the number among
    ``spells``, from 0, of the days on which they are.  ``spells`` follow on each other from
    the first day of the rule set to its last; there is one unless a rule or a property has
    days of its own.  Findings keep their meaning when no rule in force concludes them: they
    hold of nothing.
    """

    name: str
    version: str
    valid_from: date
    valid_to: date | None
    bands: Bands
    outcomes: tuple[OutcomeText, ...]
    obligations: Mapping[str, Obligation]
    must_hold: tuple[Property, ...]
    letter: Letter
    parties: PartyBook
    vocabulary: Vocabulary
    strata: tuple[Stratum, ...]
    findings: Mapping[str, Scope]
    sha256: str
    spells: tuple[Spell, ...] = ()
    spell: int = 0
    at: Whereabouts = field(default_factory=Whereabouts, repr=False)

    def __eq__(self, other: object) -> bool:
        return (
            isinstance(other, RuleSet) and self.sha256 == other.sha256 and self.spell == other.spell
        )

    def __hash__(self) -> int:
        return hash((self.sha256, self.spell))

    def on(self, day: date) -> Self:
        """The rule set as of a day: with the rules that are in force then.

        Before its first day it is as on the first, and after its last as on the last.
        """
        if len(self.spells) < 2:  # noqa: PLR2004 - the usual case: nothing has days of its own
            return self
        day = self.days.nearest(day)
        number = bisect_right(self.spells, day, key=lambda spell: spell.days.first) - 1
        if number == self.spell:
            return self
        spell = self.spells[number]
        return replace(self, strata=spell.strata, must_hold=spell.must_hold, spell=number)

    def nearest(self, day: date) -> Self:
        """The same as :meth:`on`: a rule set by itself is used on days outside its own too."""
        return self.on(day)

    @property
    def days(self) -> Days:
        """The days that the rule set is meant for."""
        return Days(self.valid_from, self.valid_to)

    @cached_property
    def rules(self) -> tuple[Rule, ...]:
        """All rules in force, by scope and then in the order they are run."""
        return tuple(rule for stratum in self.strata for rule in stratum.rules)

    @cached_property
    def rank(self) -> Mapping[Outcome, int]:
        """The place of each outcome: the lowest that a rule gives wins."""
        return {outcome.id: rank for rank, outcome in enumerate(self.outcomes)}

    def outcome(self, outcome: Outcome) -> OutcomeText:
        """The texts of an outcome."""
        return self.outcomes[self.rank[outcome]]

    def rule(self, rule_id: str) -> Rule | None:
        """The rule in force with that id, or None."""
        return next((rule for rule in self.rules if rule.id == rule_id), None)

    def strata_of(self, scope: Scope) -> Iterator[Stratum]:
        """The strata of a scope in the order they are run."""
        return (stratum for stratum in self.strata if stratum.scope is scope)

    def covers(self, day: date) -> bool:
        """Whether the rule set is meant to be used on a day."""
        return day in self.days
