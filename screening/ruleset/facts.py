"""The facts that rules may test, and the values each can have.

Facts are drawn in Python (see :mod:`screening.engine.drawing`), so they are declared
here and not in the rule files.  Unknown is a value like any other.  What a fact means,
and the question that asks for it, stand in the catalogues (``facts.toml``).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, get_args

from screening.model import values

__all__ = [
    "COUNT",
    "FACTS",
    "HOST_FACTS",
    "HOST_FINDING",
    "OUTCOME_FACT",
    "TRUTH",
    "UNKNOWN",
    "Choice",
    "Fact",
    "FactType",
    "Scope",
    "Truth",
    "Value",
    "Whole",
]

Value = str | int | bool
"""What a fact can be: a choice, a whole number, or true or false."""


class Scope(StrEnum):
    """What a rule is tried for, in the order in which the scopes are run."""

    CANDIDATE = "candidate"
    PARTNER = "partner"
    PROPOSAL = "proposal"


@dataclass(frozen=True, slots=True)
class Choice:
    """One of a few words.  ``ordered`` are those that can be compared, low to high."""

    values: tuple[str, ...]
    ordered: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Truth:
    """True or false."""

    values: tuple[bool, ...] = (True, False)


@dataclass(frozen=True, slots=True)
class Whole:
    """A whole number from ``low`` to ``high``."""

    low: int
    high: int


FactType = Choice | Truth | Whole
TRUTH: Final = Truth()
COUNT: Final = Whole(0, 1_000_000)
"""How many candidates or partners a finding holds for."""


@dataclass(frozen=True, slots=True)
class Fact:
    """A declared fact.

    ``clause`` is what of the letter it serves.  ``unknown`` is the value it has while
    nobody has said.  ``settable`` facts can be other than they are, because somebody
    decides, signs or answers; the rest (a score, a count, what follows from a host)
    cannot be changed by themselves.  ``only_to`` holds the values that are worth aiming
    for, where not all are: nobody gets another outcome by dropping a party.
    """

    name: str
    scope: Scope
    type: FactType
    clause: str
    unknown: str | None = None
    settable: bool = False
    only_to: tuple[Value, ...] | None = None


UNKNOWN: Final = "unknown"
"""What a fact is while nobody has said; a value like any other."""

_YES_NO_UNKNOWN: Final = Choice(("yes", "no", UNKNOWN))
_LEVEL: Final = Choice((*get_args(values.Level), UNKNOWN), ordered=get_args(values.Level))
_HOST_AGREEMENT: Final = Choice(get_args(values.HostAgreement))

OUTCOME_FACT: Final = "verdict.outcome"
"""The outcome; only rules that conclude neither a finding nor an outcome may test it."""

HOST_FINDING: Final = "host"
"""The finding that makes a candidate a host: the facts about the best host rest on it."""

HOST_FACTS: Final = frozenset(
    {"host.exists", "host.agreement", "host.agreement_outlasts", "partner.covered_by_host"}
)
"""The facts that follow from the best host."""

_C, _P, _I = Scope.CANDIDATE, Scope.PARTNER, Scope.PROPOSAL
_DECLARED: Final = (
    Fact("candidate.overlap", _C, Choice(("none", "possible", "strong"), ("none", "possible", "strong")), "4.4"),
    Fact("candidate.score", _C, Whole(0, 100), "4.4"),
    Fact("candidate.kind", _C, Choice(get_args(values.Kind)), "4.4"),
    Fact("candidate.status", _C, Choice(get_args(values.EntryStatus)), "4.4", settable=True),
    Fact("candidate.in_scope", _C, TRUTH, "4.4"),
    Fact("candidate.agreement", _C, _HOST_AGREEMENT, "6", settable=True),
    Fact("candidate.answer", _C, Choice(("unasked", *get_args(values.Answer))), "4.4", unknown="unasked", settable=True),
    Fact("candidate.level", _C, _LEVEL, "4.3"),
    Fact("partner.third_party", _P, TRUTH, "4.5"),
    Fact("partner.agreement", _P, Choice((*get_args(values.AgreementStatus), UNKNOWN)), "4.5", unknown=UNKNOWN, settable=True),
    Fact("partner.covered_by_host", _P, TRUTH, "4.5"),
    Fact("letter.status", _I, Choice(("in-force", "terminated")), "6", settable=True, only_to=("in-force",)),
    Fact("letter.review", _I, Choice(("current", "late", UNKNOWN)), "6"),
    Fact("parties.region", _I, TRUTH, "6", settable=True, only_to=(True,)),
    Fact("parties.university", _I, TRUTH, "6", settable=True, only_to=(True,)),
    Fact("parties.count", _I, Whole(1, 100_000), "6"),
    Fact("parties.units", _I, Whole(0, 100_000), "4.3"),
    Fact("proposal.level", _I, _LEVEL, "4.3", unknown=UNKNOWN, settable=True),
    Fact("proposal.category", _I, Choice((*get_args(values.Category), UNKNOWN)), "4.4", unknown=UNKNOWN, settable=True),
    Fact("proposal.new_principles", _I, _YES_NO_UNKNOWN, "4.2", unknown=UNKNOWN, settable=True),
    Fact("resources.committed", _I, _YES_NO_UNKNOWN, "6", unknown=UNKNOWN, settable=True),
    Fact("resources.named", _I, TRUTH, "6", settable=True),
    Fact("period.length", _I, Choice(("up-to-a-year", "over-a-year", UNKNOWN)), "4.3", unknown=UNKNOWN, settable=True),
    Fact("coordination.specific_agreement", _I, TRUTH, "4.3", settable=True),
    Fact("coordination.joint_meetings", _I, TRUTH, "4.3", settable=True),
    Fact("coordination.shared_goals", _I, TRUTH, "4.3", settable=True),
    Fact("coordination.coordinating_function", _I, TRUTH, "4.3", settable=True),
    Fact("host.exists", _I, TRUTH, "4.4"),
    Fact("host.agreement", _I, _HOST_AGREEMENT, "6"),
    Fact("host.agreement_outlasts", _I, _YES_NO_UNKNOWN, "6"),
    Fact(OUTCOME_FACT, _I, Choice(get_args(values.Outcome)), "4.2"),
)  # fmt: skip

FACTS: Final[Mapping[str, Fact]] = {fact.name: fact for fact in _DECLARED}
"""Every declared fact by its name."""
