"""How facts hang together: what no proposal, register or letter can make untrue.

They are declared here, beside the facts, so that no proof and no counterexample speaks of
a case that cannot be.  What each says in words stands in the catalogues (``links.toml``).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from screening.ruleset.conditions import AllOf, AnyOf, Condition, Not, Test
from screening.ruleset.facts import Scope

__all__ = [
    "ANSWERED_AT_MOST",
    "LINKS",
    "PARTIES_AT_MOST",
    "SCORES",
    "SURELY_AGREED",
    "UNASKED_AT_MOST",
    "Link",
]

Kind = Literal["definition", "circumstance"]

SCORES: Final = (2, 100)
"""The lowest and the highest score there is: with nothing in common, 2 is left."""
SURELY_AGREED: Final = 90
"""From this score on two fields or the name must speak for an overlap, so it is strong."""
UNASKED_AT_MOST: Final = 24
"""So many entries that nobody has answered for are weighed at most."""
ANSWERED_AT_MOST: Final = 200
"""So many answers a proposal has at most."""
PARTIES_AT_MOST: Final = 100
"""So many parties a proposal has at most."""


@dataclass(frozen=True, slots=True)
class Link:
    """A condition on the facts of one candidate, or of the proposal, that always holds.

    Some hold by the meaning of the facts, others by how registers are kept and entries are
    found: a rule may well say the latter once more for its readers.
    """

    id: str
    scope: Scope
    kind: Kind
    holds: Condition


def _if(when: Condition, then: Condition) -> Condition:
    return AnyOf((Not(when), then))


def _is(fact: str, *values: str | bool) -> Test:
    return Test(fact, "one_of", values)


_C, _P = Scope.CANDIDATE, Scope.PROPOSAL
_YES, _NO = True, False
_HOST: Final = _is("host.exists", _YES)
_IN_FORCE: Final = _is("host.agreement", "in-force")
_BROADER: Final = _is("candidate.kind", "platform", "framework-agreement")
_NOTHING: Final = AllOf((_is("host.agreement", "none"), _is("host.agreement_outlasts", "unknown")))

LINKS: Final = (
    Link(
        "only-broad-entries-have-a-scope",
        _C,
        "circumstance",
        _if(_is("candidate.in_scope", _YES), _BROADER),
    ),
    Link(
        "what-overlaps-in-nothing-is-named-by-the-proposer",
        _C,
        "circumstance",
        _if(_is("candidate.overlap", "none"), Not(_is("candidate.answer", "unasked"))),
    ),
    Link(
        "without-a-host-there-is-no-agreement",
        _P,
        "definition",
        _if(_is("host.exists", _NO), _NOTHING),
    ),
    Link(
        "only-an-agreement-in-force-outlasts",
        _P,
        "definition",
        _if(_is("host.agreement_outlasts", "yes"), _IN_FORCE),
    ),
    Link(
        "an-agreement-not-in-force-does-not-outlast",
        _P,
        "definition",
        _if(AllOf((_HOST, Not(_IN_FORCE))), _is("host.agreement_outlasts", "no")),
    ),
    Link(
        "a-known-period-has-an-end",
        _P,
        "definition",
        _if(
            AllOf((_HOST, Not(_is("period.length", "unknown")))),
            Not(_is("host.agreement_outlasts", "unknown")),
        ),
    ),
)
"""Every link that is a condition; those of numbers and of bands are part of the proofs.

``parties.count`` is the number of partners, of which the region and the university are one
each where they take part; counts of findings are how many candidates or partners have them;
the bands and the scores go together as they do in screening.
"""
