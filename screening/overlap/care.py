"""What can be told of a register to those who keep it, and how much of it is."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import chain
from typing import Final, Literal, Protocol, get_args, overload

__all__ = ["CARE_CODES", "MOST_TOLD", "Bands", "Care", "CareCode", "Cares", "Fact", "Level"]

CareCode = Literal[
    "not-calibrated",
    "register-changed",
    "scoring-changed",
    "overlap-strong",
    "same-name",
    "agreement-ended",
    "hard-to-find",
    "no-english-name",
    "overlap-possible",
    "overlap-sampled",
    "agreement-ends",
    "no-agreement",
    "unknown-theme",
]
CARE_CODES: Final[tuple[CareCode, ...]] = get_args(CareCode)
"""In the order in which they are told."""

Level = Literal["mend", "judge", "know"]
"""Whether something is to be mended, judged by people, or only good to know."""

_JUDGED: Final = frozenset({"overlap-strong", "overlap-possible"})
_KNOWN: Final = frozenset({"overlap-sampled", "agreement-ends", "no-agreement", "unknown-theme"})

MOST_TOLD: Final = 1_000
"""So many cares of a kind are told of; of the others only how many they are."""

Fact = str | int | date | tuple[str, ...] | Mapping[str, int] | None


class Bands(Protocol):
    """From which score, 0 to 100, an overlap is possible and strong."""

    @property
    def possible(self) -> int:
        """From which it is possible."""
        ...

    @property
    def strong(self) -> int:
        """From which it is strong."""
        ...


@dataclass(frozen=True, slots=True)
class Care:
    """Something to see to in a register.

    ``entries`` are the ids of those that it concerns, none where it is the whole register;
    ``facts`` has what is told of it by name; ``at`` is where in each entry it stands.
    """

    code: CareCode
    entries: tuple[str, ...] = ()
    facts: Mapping[str, Fact] = field(default_factory=dict)
    at: tuple[str | int, ...] = ("id",)

    @property
    def level(self) -> Level:
        """Whether it is to be mended, to be judged, or only good to know."""
        if self.code in _JUDGED:
            return "judge"
        return "know" if self.code in _KNOWN else "mend"


class Cares(Sequence[Care]):
    """What is to be seen to, in the order of ``CARE_CODES``; of each kind ``MOST_TOLD`` at most.

    So what is told of a register takes no more room, the larger it is.
    """

    def __init__(self, cares: Iterable[Care]) -> None:
        told: dict[CareCode, list[Care]] = defaultdict(list)
        self.counts: Counter[CareCode] = Counter()
        """How many there are of each kind, also those that are not told of."""
        for care in cares:
            self.counts[care.code] += 1
            if self.counts[care.code] <= MOST_TOLD:
                told[care.code].append(care)
        self._told = tuple(chain.from_iterable(told[code] for code in CARE_CODES if code in told))

    @property
    def levels(self) -> Counter[Level]:
        """How many there are of each level."""
        levels: Counter[Level] = Counter()
        for code, count in self.counts.items():
            levels[Care(code).level] += count
        return levels

    def __len__(self) -> int:
        return len(self._told)

    @overload
    def __getitem__(self, number: int) -> Care: ...

    @overload
    def __getitem__(self, number: slice) -> Sequence[Care]: ...

    def __getitem__(self, number: int | slice) -> Care | Sequence[Care]:
        return self._told[number]
