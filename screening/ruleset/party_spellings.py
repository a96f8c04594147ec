"""Other ways to write a name that is known: what may be left out, moved or put on."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Final

__all__ = ["folded_name", "is_called_a_unit", "other_forms", "says_nothing", "without_remarks"]

_NUMBER: Final = re.compile(
    r"[\s,]*(?:\borg(?:anisations)?\.?\s*-?(?:nr|nummer|no)\b[.:]?\s*)?\b\d{6}-\d{4}\b",
    re.IGNORECASE,
)
_THEN_AND_NOW: Final = re.compile(
    r"^(?:(?:f\.?\s?d\.?|tidigare|före detta|numera|formerly|former|now)\s+)+", re.IGNORECASE
)
_UNSEEN: Final = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
"""Soft hyphens and the like, which texts that are pasted bring along."""
_OF_NO_MATTER: Final = frozenset({"i", "of", "the", "in", "sweden", "sverige"})
_SHORTENED: Final = {
    "reg": "region",
    "regionen": "region",
    "landstinget": "landsting",
    "univ": "universitet",
    "uni": "universitet",
    "universitetet": "universitet",
    "university": "universitet",
    "hogskolan": "hogskola",
    "lans": "lan",
}
_MAY_STAND_FIRST_OR_LAST: Final = frozenset({"region", "landsting", "universitet", "hogskola"})
_ENDINGS: Final = ("en", "et")
_SHORTEST_GENITIVE: Final = 5
_UNIT: Final = re.compile(
    r"(?:akademin|centrum|enheten|avdelningen|institutionen) för \w|(?:school|department) of \w"
    r"|(?:\w+ )*\w*(?:förvaltningen|kliniken|avdelningen|enheten|mottagningen|akademin)$",
    re.IGNORECASE,
)


def folded_name(name: str) -> str:
    """A name without regard to case, accents, punctuation, spacing and what nobody sees."""
    letters = unicodedata.normalize("NFKD", _UNSEEN.sub("", name.casefold()))
    words = "".join(
        character if character.isalnum() else " "
        for character in letters
        if not unicodedata.combining(character)
    )
    return " ".join(words.split())


def without_remarks(name: str) -> str:
    """A name without its registration number, and without that it is a former one."""
    return _THEN_AND_NOW.sub("", _NUMBER.sub("", name).strip())


def other_forms(name: str) -> Iterator[str]:
    """Keys that a name shares with every other way to write it.

    Small words, where the kind of organisation stands, genitives, usual short forms, the dots of an
    abbreviation and the space in a name of two words make no difference to one of them.
    """
    written = folded_name(without_remarks(name)).split()
    words = [word for word in written if word not in _OF_NO_MATTER]
    if len(words) > 1:
        if all(len(word) == 1 for word in words):
            yield f"={''.join(words)}"
        bare = [_bare(word) for word in words]
        yield " ".join(sorted(bare, key=lambda word: word not in _MAY_STAND_FIRST_OR_LAST))
    if len(words) in {1, 2}:
        yield f"={_without_ending(''.join(words))}"
        yield f"={''.join(map(_bare, words))}"


def says_nothing(name: str) -> bool:
    """Whether a part of a name adds nothing to it: "Sweden"."""
    return _OF_NO_MATTER.issuperset(folded_name(name).split())


def is_called_a_unit(name: str) -> bool:
    """Whether a name says that it is a part of something: a school, a clinic, a department."""
    return _UNIT.match(name) is not None


def _bare(word: str) -> str:
    word = _SHORTENED.get(word, word)
    return word.removesuffix("s") if len(word) >= _SHORTEST_GENITIVE else word


def _without_ending(word: str) -> str:
    for ending in _ENDINGS:
        if len(word) > len(ending) + _SHORTEST_GENITIVE and word.endswith(ending):
            return word.removesuffix(ending)
    return word
