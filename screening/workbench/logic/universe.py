"""All that one candidate or partner can be, as the bits of a number.

Values that no rule tells apart are put together.  A combination of the facts' values is a
bit, a set of combinations an ``int``; "and", "or" and "not" are one operation each.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from math import prod
from typing import assert_never

from screening.ruleset.conditions import AllOf, AnyOf, Condition, Not, Test
from screening.ruleset.facts import Choice, FactType, Truth, Value, Whole

__all__ = ["Classes", "Universe", "classes", "mask_of", "members", "split"]

Classes = tuple[tuple[Value, ...], ...]
"""The values of a fact, put together where nothing tells them apart."""


def classes(kind: FactType, tests: Iterable[Test], plain: Value | None = None) -> Classes:
    """The values of a fact in classes that all tests treat alike, the plainest value first.

    A class of whole numbers holds the first and the last of them.
    """
    tests = list(tests)
    match kind:
        case Choice() | Truth():
            found: dict[tuple[bool, ...], list[Value]] = {}
            values: Iterable[Value] = kind.values
            for value in sorted(values, key=lambda value: value != plain):
                found.setdefault(tuple(test.passes(value) for test in tests), []).append(value)
            return tuple(map(tuple, found.values()))
        case Whole(low, high):
            starts = {low, *_cuts(tests)}
            begins = sorted(start for start in starts if low <= start <= high)
            ends = [*(begin - 1 for begin in begins[1:]), high]
            return tuple(zip(begins, ends, strict=True))
        case _:
            assert_never(kind)


def _cuts(tests: Iterable[Test]) -> Iterator[int]:
    """Where a test begins to answer otherwise, going upwards."""
    for test in tests:
        for value in map(int, test.values):
            if test.operator != "at_most":
                yield value
            if test.operator != "at_least":
                yield value + 1


class Universe:
    """Every combination of the classes of some facts.

    The facts named first weigh most: the lowest bit is the combination of all first classes.
    """

    def __init__(self, facts: Mapping[str, Classes]) -> None:
        self.facts = dict(facts)
        self.size = prod(len(each) for each in facts.values())
        self.all = (1 << self.size) - 1
        self._strides: dict[str, int] = {}
        stride = self.size
        for name, each in facts.items():
            stride //= len(each)
            self._strides[name] = stride

    def where(self, fact: str, chosen: Callable[[Value], bool]) -> int:
        """The combinations in which the fact's class is chosen, by its first value."""
        each, stride = self.facts[fact], self._strides[fact]
        block = (1 << stride) - 1
        pattern = sum(
            block << (stride * place) for place, values in enumerate(each) if chosen(values[0])
        )
        period = stride * len(each)
        return pattern * (self.all // ((1 << period) - 1))

    def at(self, bit: int) -> dict[str, tuple[Value, ...]]:
        """The class of each fact in one combination."""
        return {
            name: each[bit // self._strides[name] % len(each)] for name, each in self.facts.items()
        }


def members(mask: int) -> Iterator[int]:
    """The numbers of the bits that are set, rising."""
    while mask:
        low = mask & -mask
        yield low.bit_length() - 1
        mask ^= low


def mask_of(condition: Condition, of_test: Callable[[Test], int], everything: int) -> int:
    """The combinations in which a condition holds."""
    match condition:
        case Test():
            return of_test(condition)
        case Not(part):
            return everything & ~mask_of(part, of_test, everything)
        case AllOf(parts):
            found = everything
            for part in parts:
                found &= mask_of(part, of_test, everything)
            return found
        case AnyOf(parts):
            found = 0
            for part in parts:
                found |= mask_of(part, of_test, everything)
            return found
        case _:
            assert_never(condition)


def split(blocks: Sequence[int], by: Iterable[int]) -> list[int]:
    """Blocks divided further, so that every mask holds of all or none of each."""
    found = [block for block in blocks if block]
    for mask in by:
        parts: list[int] = []
        for block in found:
            inside = block & mask
            outside = block ^ inside
            parts += [part for part in (inside, outside) if part]
        found = parts
    return found
