"""What a register needs from those who keep it: what hides entries, and what is out of date."""

from __future__ import annotations

from array import array
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import pairwise
from typing import Final

from screening.model.register import RegisterEntry
from screening.model.vocabulary import Vocabulary
from screening.overlap.calibration_file import Standing
from screening.overlap.care import Bands, Care, Fact
from screening.overlap.english import NameReader
from screening.overlap.hashed import hash_of
from screening.overlap.known_themes import ThemeReader
from screening.overlap.matching import Matcher
from screening.overlap.neighbours import Progress, likest, neighbours
from screening.overlap.registers import AnyRegister, evenly_spread, names_of_parties
from screening.overlap.words import folded, spots

__all__ = ["MOST_HOLDERS", "MOST_POSSIBLE", "MOST_TRIED", "NOTICE", "care_of_bands", "found_cares"]

MOST_POSSIBLE: Final = 10
"""So many pairs of entries that possibly overlap are told of, the likest."""

MOST_TRIED: Final = 5_000
"""So many entries are compared with all others, evenly spread: of a million it takes minutes."""

MOST_HOLDERS: Final = 100
"""So many of the entries that have one name are told of."""

NOTICE: Final = 90
"""So many days before its last an agreement is told of."""


def found_cares(
    register: AnyRegister,
    vocabulary: Vocabulary,
    as_of: date,
    bands: Bands,
    *,
    progress: Progress = iter,
) -> Iterator[Care]:
    """All that is to be seen to; of each kind in the order of the register.

    Overlaps come with the likest first; of those that are only possible there are at most
    ``MOST_POSSIBLE``.  The entries are gone through one at a time, and none of them is kept.

    Args:
        register: the register.
        vocabulary: the words that mean the same, which also say what is English.
        as_of: the day that agreements are looked at.
        bands: from which scores entries overlap.
        progress: shows how far it has come; see :data:`~screening.overlap.neighbours.Progress`.

    Raises:
        InvalidInput: the file of a stored register was changed meanwhile.
    """
    yield from _overlaps(register, vocabulary, bands, progress)
    themes = ThemeReader(vocabulary)
    parties = {spot.word for party in names_of_parties(register) for spot in spots(party)}
    english = NameReader(vocabulary, parties)
    names = array("Q")
    for entry in progress(register.entries):
        names.extend(map(hash_of, _names(entry)))
        yield from _of_agreement(entry, as_of)
        yield from _of_texts(entry, english)
        yield from _of_themes(entry, themes)
    yield from _same_names(register, names)


def care_of_bands(standing: Standing | None) -> tuple[Care, ...]:
    """What is to be seen to of the bands of a register; ``standing`` is None where it has none."""
    if standing is None:
        return (Care("not-calibrated"),)
    return () if standing == "current" else (Care(standing),)


def _overlaps(
    register: AnyRegister, vocabulary: Vocabulary, bands: Bands, progress: Progress
) -> Iterator[Care]:
    tried: Sequence[RegisterEntry] = register.entries
    if len(tried) > MOST_TRIED:
        tried = evenly_spread(register, MOST_TRIED)
        facts = {"tried": len(tried), "entries": len(register)}
        yield Care("overlap-sampled", facts=facts)
    found = neighbours(Matcher(register, vocabulary), tried, progress)
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


def _names(entry: RegisterEntry) -> dict[str, str]:
    """The names and aliases of an entry by how they read, each once."""
    names: dict[str, str] = {}
    for name in (entry.name, *entry.aliases):
        names.setdefault(folded(name), name)
    return names


def _same_names(register: AnyRegister, names: array[int]) -> Iterator[Care]:
    """Names and aliases that several entries have.

    ``names`` are the hashes of all of them, so that only those are remembered in full that
    come up again.
    """
    again = {one for one, other in pairwise(sorted(names)) if one == other}
    written: dict[str, str] = {}
    holders: dict[str, list[str]] = defaultdict(list)
    counts: Counter[str] = Counter()
    for entry in register.entries if again else ():
        for name, as_written in _names(entry).items():
            if hash_of(name) in again:
                written.setdefault(name, as_written)
                counts[name] += 1
                if counts[name] <= MOST_HOLDERS:
                    holders[name].append(entry.id)
    for name, ids in holders.items():
        facts: dict[str, Fact] = {"name": written[name]}
        if counts[name] > MOST_HOLDERS:
            facts["count"] = counts[name]
        yield Care("same-name", tuple(ids), facts)


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
