"""Two rule sets side by side on the days that they are compared on, and what differs then."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import zip_longest

from screening.model.days import Days
from screening.model.values import Outcome
from screening.ruleset.rules import RuleSet
from screening.ruleset.versions import Versions
from screening.workbench.diff.changed_rules import (
    ChangedPart,
    ChangedRule,
    Part,
    changed_parts,
    changed_rules,
)
from screening.workbench.diff.told import Comparison, Region
from screening.workbench.told import Case

__all__ = ["Difference", "Stretch", "ToldChange", "stretches", "written"]


@dataclass(frozen=True, slots=True)
class Stretch:
    """Two rule sets as of ``days``; None where neither changes with the days."""

    old: RuleSet
    new: RuleSet
    days: Days | None = None


@dataclass(frozen=True, slots=True)
class ToldChange:
    """Cases that get another outcome, or of which another obligation is asked.

    ``was`` has more than one outcome where the same cases are told of each.  ``step`` is the
    obligation, and ``gained`` whether it is asked for now.  ``before`` and ``after`` are one
    of the cases by the old and by the new rules.
    """

    was: tuple[Outcome | None, ...]
    becomes: Outcome | None
    region: Region
    before: Case
    after: Case
    rules: tuple[str, ...] = ()
    parts: tuple[Part, ...] = ()
    step: str | None = None
    gained: bool = False

    @property
    def name(self) -> str:
        """A short name for files."""
        if self.step is not None:
            return f"{'with' if self.gained else 'without'}-{self.step}"
        return f"{'-or-'.join(one or 'none' for one in self.was)}-to-{self.becomes or 'none'}"


@dataclass(frozen=True, slots=True)
class Difference:
    """What is written otherwise, and what that does to cases.

    ``comparison`` is None where nothing could be proved of it.  ``changes`` are its outcomes
    and obligations as they are told.
    """

    stretch: Stretch
    rules: tuple[ChangedRule, ...]
    parts: tuple[ChangedPart, ...]
    comparison: Comparison | None = None
    changes: tuple[ToldChange, ...] = ()

    @property
    def same(self) -> bool:
        """Whether it is proved that every case gets the same verdict."""
        return self.comparison is not None and self.comparison.equivalent


def stretches(
    old: RuleSet | Versions, new: RuleSet | Versions, as_of: date | None = None
) -> list[Stretch]:
    """What to compare with what: the rules of a day, or those of all days in turn.

    Raises:
        InvalidInput: ``as_of`` is a day that versions have no rules for.
    """
    if as_of is not None:
        return [Stretch(old.on(as_of), new.on(as_of), Days(as_of, as_of))]
    cuts = sorted({day for one in (old, new) for day in _cuts(one)})
    if not cuts:
        return [Stretch(_whole(old), _whole(new))]
    found: list[Stretch] = []
    begun = cuts[0]
    for first, following in zip_longest(cuts, cuts[1:]):
        pair = old.nearest(first), new.nearest(first)
        last = None if following is None else Days(following).eve
        if found and (found[-1].old, found[-1].new) == pair:
            found[-1] = replace(found[-1], days=Days(begun, last))
            continue
        begun = first
        found.append(Stretch(*pair, Days(first, last)))
    return found


def _cuts(loaded: RuleSet | Versions) -> Iterator[date]:
    """The days on which other rules come into force; none where it is the same ones always."""
    sets: Sequence[RuleSet] = (
        [loaded] if isinstance(loaded, RuleSet) else [one for _, one in loaded]
    )
    spells = [spell for one in sets for spell in one.spells]
    if len(spells) > 1:
        yield from (spell.days.first for spell in spells)


def _whole(loaded: RuleSet | Versions) -> RuleSet:
    return loaded if isinstance(loaded, RuleSet) else loaded.inorder[0].ruleset


def written(stretch: Stretch) -> Difference:
    """What is written otherwise; what it does is left open."""
    return Difference(
        stretch,
        tuple(changed_rules(stretch.old, stretch.new)),
        tuple(changed_parts(stretch.old, stretch.new)),
    )
