"""The words that the names of organisations are made of, read so that languages meet.

"Statens geotekniska institut" and "Swedish Geotechnical Institute" are the same words once
each is put in the place of what it stands for, and compounds are taken apart:
"Cancerforskningsfonden" is cancer, research and foundation.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache
from importlib import resources
from typing import Final, Literal, NamedTuple, cast

__all__ = [
    "NameWord",
    "Sort",
    "listed_kinds",
    "listed_places",
    "meaning",
    "name_words",
    "plain",
    "stem",
    "written_parts",
]

Sort = Literal["own", "place", "kind", "body", "matter", "common", "noise"]
"""What a word tells of an organisation; ``own`` is what no list has, and tells most."""

_WORD: Final = re.compile(r"[^\W_]+")
_POSSESSIVE: Final = re.compile(r"[:'’´`]s\b", re.IGNORECASE)
_INSIDE: Final = re.compile(r"(?<=\w)[:'’´`](?=\w)")
_LETTERS: Final = str.maketrans({"æ": "a", "ø": "o", "đ": "d", "ł": "l"})
_ENDINGS: Final = (
    *("ernas", "arnas", "ornas", "erna", "arna", "orna", "ande", "ens", "ets", "nas", "ers"),
    *("es", "en", "et", "na", "er", "ar", "or", "an", "s", "n", "t", "e", "a"),
)
"""Inflections that a listed word may have, the longest first; a place has but the genitive."""
_SHORTEST: Final = 4
"""The fewest letters of a word that has an ending, or that is part of a compound."""
_SHORT_HEADS: Final = frozenset({"råd", "rad", "hav", "län", "lan"})
_LONGEST_PHRASE: Final = 4
_LONGEST_WORD: Final = 40


class NameWord(NamedTuple):
    """A word of a name: the same text whatever its language and inflection."""

    text: str
    sort: Sort


def plain(text: str) -> str:
    """A text without case and accents: "Mälardalen" and "Malardalen" become the same."""
    letters = unicodedata.normalize("NFKD", text.casefold())
    return "".join(each for each in letters if not unicodedata.combining(each)).translate(_LETTERS)


def stem(word: str) -> str:
    """A word without accents and without a genitive's s: "Köpings" meets "koping"."""
    bare = plain(word)
    return bare[:-1] if bare.endswith("s") and len(bare) >= _SHORTEST else bare


def name_words(name: str) -> tuple[NameWord, ...]:
    """The words of a name in their order, phrases joined, compounds parted, noise left out."""
    return tuple(word for word in _read(_written(name)) if word.sort != "noise")


def written_parts(name: str) -> list[tuple[str, ...]]:
    """The words of a name as they are written, compounds parted, phrases not joined.

    Noise is left out: this is what initials are made of.
    """
    return [_parts(word) for word in _written(name) if meaning(word).sort != "noise"]


@cache
def listed_kinds() -> frozenset[str]:
    """The words, as they are written, that say what kind of organisation one is."""
    return frozenset(
        form for form, word in _table().items() if word.sort == "kind" and form.isalpha()
    )


@cache
def listed_places() -> frozenset[str]:
    """The places that the list knows, none of which is ever a misspelling of another."""
    return frozenset(word.text for word in _table().values() if word.sort == "place")


def _written(name: str) -> list[str]:
    composed = unicodedata.normalize("NFC", name)
    found = _WORD.findall(_INSIDE.sub("", _POSSESSIVE.sub("", composed)).casefold())
    return [word[:_LONGEST_WORD] for word in found]


def _read(written: Sequence[str]) -> Iterator[NameWord]:
    known = _table()
    place = 0
    while place < len(written):
        for length in range(min(_LONGEST_PHRASE, len(written) - place), 1, -1):
            words = " ".join(written[place : place + length])
            phrase = next(filter(None, map(known.get, _phrase_forms(words))), None)
            if phrase is not None:
                yield phrase
                place += length
                break
        else:
            yield from map(meaning, _parts(written[place]))
            place += 1


def _phrase_forms(words: str) -> tuple[str, ...]:
    return words, plain(words), words.removesuffix("s"), plain(words).removesuffix("s")


@lru_cache(maxsize=50_000)
def _parts(word: str) -> tuple[str, ...]:
    """A compound that ends in a listed word, in its parts; any other word as it is."""
    if _listed(word) is None:
        for start in range(3, len(word) - 2):
            first, head = word[:start], word[start:]
            if _may_be_parted(first, head):
                return (*_parts(first), head)
    return (word,)


def _may_be_parted(first: str, head: str) -> bool:
    if len(head) < _SHORTEST and head not in _SHORT_HEADS:
        return False
    last, known = _listed(head), _listed(first)
    if last is None or last.sort in {"noise", "place"}:
        return False
    return last.sort in {"kind", "body"} if known is None else len(first) >= _SHORTEST


@lru_cache(maxsize=50_000)
def meaning(word: str) -> NameWord:
    """What one word, casefolded, stands for; its own stem if no list has it."""
    return _listed(word) or NameWord(stem(word), "own")


def _listed(word: str) -> NameWord | None:
    """What a word stands for by the list, inflected or not."""
    known = _table()
    for form in dict.fromkeys((word, plain(word))):
        found = known.get(form)
        if found is not None:
            return found
        for ending in _ENDINGS:
            bare = form.removesuffix(ending)
            found = known.get(bare) if bare != form else None
            if found is not None and (
                ending == "s"
                if found.sort == "place"
                else len(bare) >= _SHORTEST or bare in _SHORT_HEADS
            ):
                return found
    return None


@cache
def _table() -> Mapping[str, NameWord]:
    """The listed words and phrases; without accents too, where no other word is written so."""
    text = resources.files(__package__).joinpath("organisation_words.txt").read_text("utf-8")
    known: dict[str, NameWord] = {}
    for line in text.splitlines():
        sort, *listed = line.partition("#")[0].casefold().split() or [""]
        forms = [" ".join(_WORD.findall(form)) for form in listed]
        for form in forms:
            if sort == "places":
                known[form] = NameWord(form, "place")
            else:
                known[form] = NameWord(forms[0], cast("Sort", sort))
    for form, word in list(known.items()):
        known.setdefault(plain(form), word)
    return known
