"""A rule set, loaded and checked: what the engine runs and the explanations tell of."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Literal

from screening.model.letter import Letter
from screening.model.text import Text
from screening.model.values import Outcome
from screening.model.vocabulary import Vocabulary
from screening.ruleset.conditions import Condition
from screening.ruleset.facts import Scope
from screening.ruleset.parties import PartyBook

Due = Literal["before-start", "at-resourcing"]

__all__ = ["Bands", "Obligation", "OutcomeText", "Property", "Rule", "RuleSet", "Stratum"]


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: what it is tried for, when it fires, and what follows.

    ``clauses`` is what of the letter it encodes.  ``file`` and ``line`` say where it is
    written, and play no part in what it means.
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
    file: str = field(default="", compare=False)
    line: int = field(default=0, compare=False)


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
class Property:
    """Something that the rules must hold to: where ``when`` holds, ``never`` is not the outcome."""

    id: str
    clauses: tuple[str, ...]
    when: Condition
    never: Outcome


@dataclass(frozen=True, slots=True)
class Bands:
    """From which score, 0 to 100, an overlap is possible, and from which it is strong (§ 4.4)."""

    possible: int
    strong: int


@dataclass(frozen=True, eq=False)
class RuleSet:
    """Everything that the rule files say.

    ``outcomes`` stand in the order in which one wins over another.  ``sha256`` is the
    hash of the files' content: the same hash, the same rules, and rule sets are compared
    by it.
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

    def __eq__(self, other: object) -> bool:
        return isinstance(other, RuleSet) and self.sha256 == other.sha256

    def __hash__(self) -> int:
        return hash(self.sha256)

    @cached_property
    def rules(self) -> tuple[Rule, ...]:
        """All rules, by scope and then in the order they are run."""
        return tuple(rule for stratum in self.strata for rule in stratum.rules)

    @cached_property
    def rank(self) -> Mapping[Outcome, int]:
        """The place of each outcome: the lowest that a rule gives wins."""
        return {outcome.id: rank for rank, outcome in enumerate(self.outcomes)}

    def outcome(self, outcome: Outcome) -> OutcomeText:
        """The texts of an outcome."""
        return self.outcomes[self.rank[outcome]]

    def rule(self, rule_id: str) -> Rule | None:
        """The rule with that id, or None."""
        return next((rule for rule in self.rules if rule.id == rule_id), None)

    def strata_of(self, scope: Scope) -> Iterator[Stratum]:
        """The strata of a scope in the order they are run."""
        return (stratum for stratum in self.strata if stratum.scope is scope)

    def covers(self, day: date) -> bool:
        """Whether the rule set is meant to be used on a day."""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)
