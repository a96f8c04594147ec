"""Abbreviations of organisations, and those that their names can be shortened to."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from screening.overlap.organisation_words import meaning, plain, written_parts

__all__ = ["LEARNING", "initials", "is_abbreviation", "spelt_out"]

LEARNING: Final = frozenset({"universitet", "högskola", "teknisk högskola"})
"""What universities and university colleges are; translations interchange them."""

_LONGEST: Final = 8
_MOST_WORDS: Final = 10
_LEFT_OUT: Final = frozenset({"sverige", "stiftelse"})
"""Words that an abbreviation may pass over: IHE is the Swedish Institute for Health Economics."""
_LETTERS_OF_EACH: Final = ((1, 1), (1, 2), (1, 3), (2, 1), (2, 2), (3, 1))
"""How many letters two words give where one of them is "universitet": KaU, LiU, HKR, MIUN."""
_LETTERS_OF_THE_LAST: Final = (1, 2, 3)
_BRACKETED: Final = re.compile(r"\s*[(\[]\s*([^()\[\]\s]+)\s*[)\]]")
_FIRST: Final = re.compile(r"(?P<short>\w+)\W+(?P<whole>.+)", re.DOTALL)
_LAST: Final = re.compile(r"(?P<whole>.+?)\W+(?P<short>\w+)", re.DOTALL)


def is_abbreviation(name: str) -> bool:
    """Whether a name is one short word of which half the letters or more are capitals."""
    capitals = sum(letter.isupper() for letter in name)
    return name.isalnum() and capitals > 1 and 2 * capitals >= len(name) <= _LONGEST


def initials(name: str) -> frozenset[str]:
    """The abbreviations, casefolded, that a name of two to ten words can be shortened to.

    Compounds count as one word or by their parts (SCB, Statistiska centralbyrån); the last
    of three words may give three letters (CIMED), and of a university so may any.
    """
    words = written_parts(name)
    if len(words) > _MOST_WORDS:
        return frozenset()
    found: set[str] = set()
    for some in (words, [word for word in words if meaning("".join(word)).text not in _LEFT_OUT]):
        found.update(_shortened(["".join(word) for word in some]))
        found.update(_shortened([part for word in some for part in word]))
    return frozenset(plain(short) for short in found if 1 < len(short) <= _LONGEST)


def spelt_out(name: str) -> tuple[str, str]:
    """A name without its own abbreviation, and that: "MDU" in brackets; "" for none.

    Outside brackets a first or last word counts as that only if the rest can be
    shortened to it: "KTH Kungliga Tekniska högskolan".
    """
    for found in _BRACKETED.finditer(name):
        whole = f"{name[: found.start()]} {name[found.end() :]}".strip()
        if whole and is_abbreviation(found[1]):
            return whole, found[1]
    for edge in (_FIRST, _LAST):
        parts = edge.fullmatch(name)
        if parts and is_abbreviation(parts["short"]):
            whole, short = parts["whole"], parts["short"]
            if plain(short) in initials(whole):
                return whole, short
    return name, ""


def _shortened(words: Sequence[str]) -> Iterator[str]:
    match words:
        case [first, second] if LEARNING & {meaning(first).text, meaning(second).text}:
            yield from (first[:one] + second[:other] for one, other in _LETTERS_OF_EACH)
        case [first, second, third]:
            yield from (first[0] + second[0] + third[:last] for last in _LETTERS_OF_THE_LAST)
        case [_, _, *_]:
            yield "".join(word[0] for word in words)
