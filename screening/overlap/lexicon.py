"""What a word can meet: its forms, its parts, words spelt alike, and the vocabulary's terms."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import cached_property, lru_cache
from typing import Final, Literal, NamedTuple

from rapidfuzz.distance import OSA

from screening.model.vocabulary import Vocabulary
from screening.overlap.known_words import KnownWords
from screening.overlap.term_store import term_table
from screening.overlap.words import (
    common_words,
    plain,
    stems,
    swedish_stem,
)

__all__ = ["REACH", "STRENGTHS", "How", "Key", "Lexicon", "Phrase", "stems_of_both"]

How = Literal["same", "part", "spelling", "initials", "synonym", "subject"]
"""How two words meet: forms of one, a part of a compound, a slip of the pen, the initials of a
name, or the vocabulary."""

STRENGTHS: Final = {
    "synonym": 0.95,
    "spelling": 0.85,
    "first part": 0.7,
    "initials": 0.6,
    "last part": 0.5,
    "subject": 0.3,
}
"""How much of a word each way of meeting it stands for.

The last part of a compound says what kind of thing it is, the parts before it which one.
"""

_SHORTEST_COMPOUND: Final = 7
_SHORTEST_PART: Final = 4
_SHORTEST_JOINED: Final = 3
_SUFFIXES: Final = frozenset({"and", "ant", "dom", "ent", "het", "ing", "ism", "ist", "ning"})
"""What words are derived with, "doktorander", though some are words of their own as well."""
REACH: Final = 2
"""So many letters of the second word of a compound are in its stem."""
_LONG: Final = 9
"""From so many letters two slips are one word still; in shorter ones only one."""


class Phrase(NamedTuple):
    """Words that mean something together: ``before`` of the ``length`` stand before the token."""

    words: str
    before: int
    length: int


class _Any:
    """Contains everything."""

    def __contains__(self, _: object) -> bool:
        return True


_ANY: Final = _Any()


class Key(NamedTuple):
    """Something that words share: a stem ``s:…``, synonyms ``c:…`` or a subject ``f:…``.

    ``strength`` is how much of the word it stands for, up to 1; ``via`` is the part, the
    known spelling or the vocabulary's term that it was reached by.  ``phrase`` is the words that
    have it together, if they are several.
    """

    id: str
    strength: float
    how: How
    via: str
    phrase: Phrase | None = None


def stems_of_both(word: str) -> tuple[str, str]:
    """The Swedish stem of a word and its English one, the same perhaps."""
    found = stems(word)
    return found[0], found[-1]


class Lexicon:
    """The vocabulary and a register's words, to look words up in.  Safe to call from threads.

    Args:
        vocabulary: the words that mean the same.
        known: the words of the register.
        remembered: so many words are remembered with what they can be met by.
    """

    def __init__(
        self, vocabulary: Vocabulary, known: KnownWords, *, remembered: int = 200_000
    ) -> None:
        self._known = known
        self._terms = term_table(vocabulary)
        self._common = common_words() | self._terms.common
        remember = lru_cache(maxsize=remembered)
        self.keys = remember(self._keys)
        self.parts = remember(self._parts)
        self._of_phrase = remember(self._phrase_keys)
        self.joined = remember(self._joined)
        self.beginning = remember(self._beginning)
        self.following = remember(self._following)
        # Remembered, or "enasenasenas…" would be tried in more ways than there is time for.
        self._split = remember(self._fewest)

    def is_common(self, word: str) -> bool:
        """Whether a word says nothing of what a collaboration is about."""
        return word in self._common or word.isdigit()

    def is_word(self, word: str) -> bool:
        """Whether the register or the vocabulary has the word, in some form."""
        return self._is_stem(stems(word)[0])

    def own_keys(self, word: str) -> tuple[Key, ...]:
        """All that a word by itself can be met by; nothing, if it says nothing."""
        return () if len(word) <= 1 or self.is_common(word) else self.keys(word)

    @property
    def stems(self) -> AbstractSet[str]:
        """The Swedish stems of the vocabulary's words."""
        return self._terms.stems

    @property
    def beginnings(self) -> Iterable[tuple[str, Iterable[str]]]:
        """What terms of several words begin with: a stem, and those that come after it."""
        return self._terms.longest.items()

    def _beginning(self, word: str) -> Mapping[str, int]:
        """The stems of what can come after a word in a term of several words.

        Each has the words of the longest such term.  The two languages are taken together, so
        there may be no such term after all.
        """
        begun = [self._terms.longest.get(stem, {}) for stem in stems_of_both(word)]
        return {
            second: max(each.get(second, 0) for each in begun) for each in begun for second in each
        }

    def _following(self, word: str) -> Container[str]:
        """How a word can go on that makes a compound with a word; these are two letters each."""
        if not self._may_begin_compound(word):
            return frozenset()
        if self._known.stems is None:
            return _ANY
        found: set[str] = set()
        for known in self._in_order:
            at = bisect_left(known, word)
            # No stem goes on with a character that comes after this one.
            for stem in known[at : bisect_left(known, word + "\U0010ffff", at)]:
                found.add(stem[len(word) : len(word) + REACH])
        return frozenset(each for each in found if len(each) == REACH)

    @cached_property
    def _in_order(self) -> tuple[Sequence[str], ...]:
        """The stems of the vocabulary and those of the register, in the order of characters."""
        return sorted(self._terms.stems), sorted(self._known.stems or ())

    def _may_begin_compound(self, word: str) -> bool:
        # "för äldre" is no föräldre.
        return len(word) >= _SHORTEST_JOINED and not self.is_common(word)

    def term_keys(self, words: Sequence[str]) -> list[Key]:
        """The vocabulary's lines that have a term of several words, in any form."""
        return list(self._of_phrase(*words))

    def _phrase_keys(self, *words: str) -> tuple[Key, ...]:
        found: dict[str, Key] = {}
        for stemmed in zip(*map(stems_of_both, words), strict=True):
            for key in self._term(" ".join(stemmed), 1.0):
                found.setdefault(key.id, key)
        return tuple(found.values())

    def _joined(self, first: str, second: str) -> tuple[Key, ...]:
        """What two words can be met by as one, if they are a compound that is written apart."""
        if len(second) < _SHORTEST_JOINED or not self._may_begin_compound(first):
            return ()
        stem = swedish_stem(first + second)
        # Else the second is no word of the compound but an ending of the first.
        reaches = len(stem) >= len(first) + REACH
        return self.keys(first + second) if reaches and self._is_stem(stem) else ()

    def _term(self, stemmed: str, strength: float) -> Iterator[Key]:
        for key in self._terms.lines.get(stemmed, "").split():
            if key[0] == "c":
                yield Key(key, STRENGTHS["synonym"] * strength, "synonym", self._terms.labels[key])
            else:
                yield Key(key, STRENGTHS["subject"] * strength, "subject", self._terms.labels[key])

    def _keys(self, word: str) -> tuple[Key, ...]:
        """All that a word can be met by, each key once and as strong as it gets."""
        found: dict[str, Key] = {}
        for key in self._all_keys(word):
            known = found.get(key.id)
            if known is None or key.strength > known.strength:
                found[key.id] = key
        return tuple(found.values())

    def _all_keys(self, word: str) -> Iterator[Key]:
        for stem in stems(word):
            yield Key(f"s:{stem}", 1.0, "same", word)
            yield from self._term(stem, 1.0)
        parts = self.parts(word)
        for place, part in enumerate(parts):
            if not self.is_common(part):
                strength = (
                    STRENGTHS["last part"] if place == len(parts) - 1 else STRENGTHS["first part"]
                )
                yield from self._by_way_of(part, strength, "part")
        if not parts and not self.is_word(word):
            for other in self._spelt_like(word):
                yield from self._by_way_of(other, STRENGTHS["spelling"], "spelling")

    def _by_way_of(self, word: str, strength: float, how: How) -> Iterator[Key]:
        stem = stems(word)[0]
        yield Key(f"s:{stem}", strength, how, word)
        for key in self._term(stem, strength):
            yield key if key.how == "subject" else key._replace(via=f"{word} = {key.via}")

    def _spelt_like(self, word: str) -> list[str]:
        allowed = 2 if len(word) >= _LONG else 1
        bare = plain(word)
        return sorted(
            other
            for other in self._known.spelt_like(word)
            if OSA.distance(bare, plain(other), score_cutoff=allowed) <= allowed
        )

    def _parts(self, word: str) -> tuple[str, ...]:
        """The words that a compound is made of, in the fewest and longest parts; else nothing."""
        if len(word) < _SHORTEST_COMPOUND:
            return ()
        return self._split(word, stems(word)[0])

    def _fewest(self, word: str, stem: str) -> tuple[str, ...]:
        """The fewest parts, and of as few those that begin with a word, not the stem of one."""
        ways = (self._split_by(word, stem, as_part) for as_part in (self._as_word, self._as_stem))
        return min(filter(None, ways), key=len, default=())

    def _split_by(
        self, word: str, stem: str, as_part: Callable[[str], str | None]
    ) -> tuple[str, ...]:
        best: tuple[str, ...] = ()
        for at in range(len(word) - _SHORTEST_PART, 2, -1):
            head = as_part(word[:at])
            if head is None:
                continue
            rest, rest_stem = word[at:], stem[at:]
            if rest in self._terms.words or (
                len(rest_stem) >= _SHORTEST_PART - 1
                and rest_stem not in _SUFFIXES
                and self._is_stem(rest_stem)
            ):
                return (head, rest)
            if len(rest) >= _SHORTEST_COMPOUND:
                further = self._split(rest, rest_stem)
                if further and (not best or len(further) + 1 < len(best)):
                    best = (head, *further)
        return best

    def _as_word(self, head: str) -> str | None:
        """The word that a compound begins with, without the sound that links it to the next."""
        for part in _unlinked(head):
            if part in self._terms.words:
                return part
        return None

    def _as_stem(self, head: str) -> str | None:
        """The stem of such a word: sjuksköterske-, patient-."""
        for part in _unlinked(head):
            if len(part) >= _SHORTEST_PART and self._is_stem(part):
                return part
        return None

    def _is_stem(self, stem: str) -> bool:
        return stem in self._terms.stems or self._known.has_stem(stem)


def _unlinked(head: str) -> tuple[str, ...]:
    """The beginning of a compound as it stands, and without a linking sound."""
    return (head, head[:-1]) if head[-1] in "sea" else (head,)
