"""What a register needs from those who keep it: what hides entries, and what is out of date."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Final, Literal, Protocol, get_args

from screening.model.register import Register, RegisterEntry
from screening.model.vocabulary import Vocabulary
from screening.overlap.calibration_file import Standing
from screening.overlap.english import NameReader
from screening.overlap.known_themes import ThemeReader
from screening.overlap.matching import Matcher
from screening.overlap.neighbours import Progress, likest, neighbours
from screening.overlap.words import folded, spots

__all__ = [
    "CARE_CODES",
    "MOST_POSSIBLE",
    "NOTICE",
    "Bands",
    "Care",
    "CareCode",
    "Level",
    "care_of_bands",
    "cares",
]

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
    "agreement-ends",
    "no-agreement",
    "unknown-theme",
]
CARE_CODES: Final[tuple[CareCode, ...]] = get_args(CareCode)
"""In the order in which they are told."""

Level = Literal["mend", "judge", "know"]
"""Whether something is to be mended, judged by people, or only good to know."""

_JUDGED: Final = frozenset({"overlap-strong", "overlap-possible"})
_KNOWN: Final = frozenset({"agreement-ends", "no-agreement", "unknown-theme"})

MOST_POSSIBLE: Final = 10
"""So many pairs of entries that possibly overlap are told of, the likest."""

NOTICE: Final = 90
"""So many days before its last an agreement is told of."""

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


def cares(
    register: Register,
    vocabulary: Vocabulary,
    as_of: date,
    bands: Bands,
    *,
    progress: Progress = iter,
) -> tuple[Care, ...]:
    """All that is to be seen to, in the order of ``CARE_CODES`` and then of the register.

    Overlaps come with the likest first; of those that are only possible there are at most
    ``MOST_POSSIBLE``.

    Args:
        register: the register.
        vocabulary: the words that mean the same, which also say what is English.
        as_of: the day that agreements are looked at.
        bands: from which scores entries overlap.
        progress: shows how far it has come; see :data:`~screening.overlap.neighbours.Progress`.
    """
    found = [*_overlaps(register, vocabulary, bands, progress), *_same_names(register)]
    themes = ThemeReader(vocabulary)
    parties = {
        spot.word for entry in register.entries for party in entry.parties for spot in spots(party)
    }
    names = NameReader(vocabulary, parties)
    for entry in register.entries:
        found += _of_agreement(entry, as_of)
        found += _of_texts(entry, names)
        found += _of_themes(entry, themes)
    return tuple(sorted(found, key=lambda care: CARE_CODES.index(care.code)))


def care_of_bands(standing: Standing | None) -> tuple[Care, ...]:
    """What is to be seen to of the bands of a register; ``standing`` is None where it has none."""
    if standing is None:
        return (Care("not-calibrated"),)
    return () if standing == "current" else (Care(standing),)


def _overlaps(
    register: Register, vocabulary: Vocabulary, bands: Bands, progress: Progress
) -> Iterator[Care]:
    found = neighbours(Matcher(register, vocabulary), register.entries, progress)
    possible = 0
    for pair in likest(found, at_least=bands.possible):
        strong = pair.score >= bands.strong and pair.agreed
        possible += not strong
        if strong or possible <= MOST_POSSIBLE:
            yield Care(
                "overlap-strong" if strong else "overlap-possible",
                (pair.one.id, pair.other.id),
                {"score": pair.score, "fields": pair.speaking},
            )


def _same_names(register: Register) -> Iterator[Care]:
    """Names and aliases that several entries have."""
    holders: dict[str, dict[str, str]] = defaultdict(dict)
    for entry in register.entries:
        for name in (entry.name, *entry.aliases):
            holders[folded(name)].setdefault(entry.id, name)
    for names in holders.values():
        if len(names) > 1:
            yield Care("same-name", tuple(names), {"name": next(iter(names.values()))})


def _of_agreement(entry: RegisterEntry, as_of: date) -> Iterator[Care]:
    agreement, at = entry.agreement, ("agreement", "valid_to")
    if agreement is None or agreement.status != "in-force":
        if entry.kind != "constellation" and entry.status == "active":
            yield Care("no-agreement", (entry.id,))
    elif agreement.valid_to is not None:
        left = agreement.valid_to - as_of
        if left < timedelta():
            yield Care("agreement-ended", (entry.id,), {"valid_to": agreement.valid_to}, at)
        elif left <= timedelta(NOTICE) and entry.status != "ended":
            facts: Mapping[str, Fact] = {"valid_to": agreement.valid_to, "days": left.days}
            yield Care("agreement-ends", (entry.id,), facts, at)


def _of_texts(entry: RegisterEntry, names: NameReader) -> Iterator[Care]:
    texts: Mapping[str, Sequence[str] | str | None] = {
        "description": entry.description,
        "themes": entry.themes,
    }
    missing = tuple(name for name, text in texts.items() if not text)
    if missing:
        yield Care("hard-to-find", (entry.id,), {"missing": missing})
    if not any(map(names.is_english, (entry.name, *entry.aliases))):
        yield Care("no-english-name", (entry.id,))


def _of_themes(entry: RegisterEntry, themes: ThemeReader) -> Iterator[Care]:
    covered = entry.covers.themes if entry.covers else ()
    for at, listed in ((("themes",), entry.themes), (("covers", "themes"), covered)):
        for number, theme in enumerate(listed):
            if themes.unknown(theme):
                facts: Mapping[str, Fact] = {"theme": theme, "nearest": themes.nearest(theme)}
                yield Care("unknown-theme", (entry.id,), facts, (*at, number))
