"""How many candidates and partners of each profile there are, as z3 sees them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

import z3

from screening.ruleset.facts import Scope, Value
from screening.ruleset.links import ANSWERED_AT_MOST, PARTIES_AT_MOST, UNASKED_AT_MOST
from screening.ruleset.rules import RuleSet
from screening.workbench.logic.profiles import (
    CandidateProfile,
    PartnerProfile,
    candidate_profiles,
    partner_profiles,
)
from screening.workbench.logic.sides import Subjects, candidates_of, partners_of
from screening.workbench.logic.terms import Formula

__all__ = ["Crowd", "Joining"]

Joining = Mapping[str, tuple[Value, ...]]
"""What is known of a partner that takes part on the second side alone."""


class Crowd:
    """The candidates and partners of any case; both sides see the same ones.

    Args:
        sides: the rule sets.
        read: for each side, the names that its rules of the proposal read.
        strictly: whether all links between facts are relied on.
        joining: a partner that takes part on the second side alone.
        findings: whether what is found of a candidate counts as a difference of the sides.
    """

    def __init__(
        self,
        sides: Sequence[RuleSet],
        read: Sequence[frozenset[str]],
        *,
        strictly: bool,
        joining: Joining | None,
        findings: bool,
    ) -> None:
        self.sides = range(len(sides))
        self.joining = joining is not None
        self.candidates = candidates_of(sides, strictly=strictly)
        self.partners = partners_of(sides, joining=joining)
        two = len(sides) > 1
        differing = self.candidates.differs(findings=findings) if two else 0
        self.candidate_profiles = candidate_profiles(
            self.candidates, [self.candidates.named(names) for names in read], differing
        )
        differing = self.partners.differs(findings=False) if two else 0
        self.partner_profiles = partner_profiles(
            self.partners, [self.partners.named(names) for names in read], differing
        )
        self.how_many = [z3.Int(f"candidates-{i}") for i in range(len(self.candidate_profiles))]
        self.how_many_partners = [
            z3.Int(f"partners-{i}") for i in range(len(self.partner_profiles))
        ]

    def constraints(self) -> Iterator[Formula]:
        """What holds of how many there are, in every case."""
        for number in (*self.how_many, *self.how_many_partners):
            yield number >= 0
        yield self.count(lambda profile: profile.unasked) <= UNASKED_AT_MOST
        yield self.count(lambda profile: not profile.unasked) <= ANSWERED_AT_MOST
        yield self.parties(self.sides[0]) >= 1
        yield self.parties(self.sides[-1]) <= PARTIES_AT_MOST
        if self.joining:
            yield z3.Sum([number for one, number in self._partners() if one.joins]) == 1

    def of(self, scope: Scope) -> Subjects:
        """All that a candidate, or a partner, can be."""
        return self.candidates if scope is Scope.CANDIDATE else self.partners

    def exists(self, scope: Scope, mask: int) -> Formula:
        """Whether there is a candidate, or a partner, among the combinations of a mask."""
        pairs = self._candidates() if scope is Scope.CANDIDATE else self._partners()
        return z3.Or([number >= 1 for profile, number in pairs if profile.block & mask])

    def count(self, wanted: Callable[[CandidateProfile], bool]) -> Formula:
        """How many candidates are wanted."""
        return z3.Sum([number for profile, number in self._candidates() if wanted(profile)])

    def count_partners(self, wanted: Callable[[PartnerProfile], bool], side: int) -> Formula:
        """How many partners that take part on a side are wanted."""
        return z3.Sum([number for one, number in self.there(side) if wanted(one)])

    def any_partner(self, wanted: Callable[[PartnerProfile], bool], side: int) -> Formula:
        """Whether a partner that is wanted takes part on a side."""
        return z3.Or([number >= 1 for one, number in self.there(side) if wanted(one)])

    def parties(self, side: int) -> Formula:
        """How many parties take part on a side."""
        return self.count_partners(lambda _: True, side)

    def there(self, side: int) -> Iterator[tuple[PartnerProfile, Formula]]:
        """The profiles of partners that can take part on a side, with how many do."""
        for profile, number in self._partners():
            if not profile.joins or side == self.sides[-1]:
                yield profile, number

    def differing(self) -> Formula:
        """Whether somebody is asked for other things on the two sides."""
        candidates = [number >= 1 for one, number in self._candidates() if one.differs]
        partners = [number >= 1 for one, number in self._partners() if one.differs]
        return z3.Or(candidates + partners)

    def _candidates(self) -> Iterable[tuple[CandidateProfile, Formula]]:
        return zip(self.candidate_profiles, self.how_many, strict=True)

    def _partners(self) -> Iterable[tuple[PartnerProfile, Formula]]:
        return zip(self.partner_profiles, self.how_many_partners, strict=True)
