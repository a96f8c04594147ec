"""What in a proposal met what in an entry: the evidence behind a score."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from rapidfuzz import fuzz

from screening.model.register import RegisterEntry
from screening.overlap.matching import Field, Match, Query, same_theme
from screening.overlap.text import folded, words

__all__ = ["Evidence", "evidence"]

_MOST_WORDS: Final = 8
_WORTH_TELLING: Final = 0.10
"""From which likeness a field tells anybody anything."""
_STEM: Final = 4
"""Words that begin alike for so many characters are tried against each other."""
_SAME_STEM: Final = 70.0


@dataclass(frozen=True, slots=True)
class Evidence:
    """A field in which a proposal and an entry met; ``score`` is its likeness, 0 to 100."""

    field: Field
    proposal: str
    entry: str
    score: int


def evidence(query: Query, match: Match) -> tuple[Evidence, ...]:
    """What met, field by field, the likest first; fields with nothing in common are left out."""
    found = (
        Evidence(field, mine, theirs, round(100 * match.fields[field]))
        for field, mine, theirs in _met(query, match)
        if mine and theirs and match.fields[field] >= _WORTH_TELLING
    )
    return tuple(sorted(found, key=lambda one: (-one.score, one.field)))


def _met(query: Query, match: Match) -> Iterator[tuple[Field, str, str]]:
    entry = match.entry
    pairs = _shared_words(f"{query.title}\n{query.summary}", entry)
    yield "text", ", ".join(mine for mine, _ in pairs), ", ".join(theirs for _, theirs in pairs)
    yield "name", query.title, match.name
    themes = [
        (mine, theirs)
        for mine in query.themes
        for theirs in entry.themes
        if same_theme(folded(mine), folded(theirs))
    ]
    yield "themes", ", ".join(mine for mine, _ in themes), ", ".join(theirs for _, theirs in themes)
    known = {folded(party): party for party in entry.parties}
    parties = [(other, known[folded(other)]) for other in query.others if folded(other) in known]
    yield "parties", ", ".join(one for one, _ in parties), ", ".join(one for _, one in parties)


def _shared_words(text: str, entry: RegisterEntry) -> list[tuple[str, str]]:
    """Words of the text with the entry's word that each met, longest first."""
    whole = "\n".join([entry.name, *entry.aliases, entry.description or "", *entry.themes])
    by_stem: dict[str, list[str]] = defaultdict(list)
    for word in dict.fromkeys(words(whole)):
        by_stem[word[:_STEM]].append(word)
    pairs: dict[str, str] = {}
    taken: set[str] = set()
    for word in sorted(dict.fromkeys(words(text)), key=lambda word: (-len(word), word)):
        near = [
            (fuzz.ratio(word, other), other)
            for other in by_stem.get(word[:_STEM], ())
            if other not in taken
        ]
        ratio, other = max(near, default=(0.0, ""))
        if ratio >= _SAME_STEM:
            pairs[word] = other
            taken.add(other)
        if len(pairs) == _MOST_WORDS:
            break
    return list(pairs.items())
