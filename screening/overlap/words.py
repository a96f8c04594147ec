"""The words of a text: where they stand, how they are written, and what they are forms of."""

from __future__ import annotations

import re
import threading
import unicodedata
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from importlib import resources
from itertools import islice
from typing import Final, NamedTuple

import Stemmer

__all__ = [
    "END",
    "MOST_WORDS",
    "Spot",
    "common_words",
    "english_stem",
    "english_stems",
    "folded",
    "in_order",
    "marks",
    "plain",
    "spots",
    "stems",
    "swedish_stem",
    "swedish_stems",
    "words_and_ends",
    "words_of",
]

END: Final = "\x1e"
"""Stands among words where a text ends."""

MOST_WORDS: Final = 2_000
"""So many words of a text are looked at; nobody describes an initiative in more."""

_LONGEST_WORD: Final = 60
"""Longer "words" are cut: they are no language, and would cost without telling anything."""

_SHORTEST_DEFINITE: Final = 6
"""Shorter words in -an are seldom definite forms: "utan", "plan", "kran"."""

_NOUNS_IN_ANS: Final = (
    "acceptans", "allians", "ambulans", "arrogans", "assistans", "assurans", "balans",
    "bilans", "briljans", "chans", "dans", "distans", "dominans", "elegans", "finans", "frans",
    "glans", "instans", "krans", "leverans", "nyans", "observans", "redundans", "relevans",
    "resistans", "resonans", "revans", "romans", "seans", "signifikans", "stimulans",
    "substans", "svans", "tolerans", "vakans", "varians",
)  # fmt: skip
"""What ends in -ans without being a genitive, alone or as the last part of a compound."""

_LONGEST_TEXT: Final = 100_000
"""Characters, which is twice what a proposal may have."""

_WORD: Final = re.compile(r"[^\W_]++(?:[\u0300-\u036f]++[^\W_]*+)*+")
_WORD_OR_END: Final = re.compile(rf"{_WORD.pattern}|{END}")
_TURNS_INTO_A_LETTER: Final = "\u0345"
"""The one character that is no part of a word until it is casefolded."""
_PHASES: Final = (
    "fas", "etapp", "steg", "del", "omgång", "version", "phase", "stage", "part", "step", "round"
)  # fmt: skip
_MARK: Final = re.compile(
    rf"\b(?:{'|'.join(_PHASES)})\s+(?:[0-9]{{1,2}}|[ivx]{{1,4}})\b"
    r"|\b(?:19|20)[0-9][0-9]\b|\b[0-9]\.[0-9]\b",
    re.IGNORECASE,
)
_IN_MARKS: Final = frozenset((*_PHASES, *map(str, range(1900, 2100))))
_DECIMAL: Final = re.compile(r"[0-9]\.[0-9]")
"""No text has a mark that has neither this nor any of those words: this is soon found out."""


class Spot(NamedTuple):
    """A word, casefolded and composed, and where in the text it stands."""

    word: str
    start: int
    end: int


def spots(text: str) -> list[Spot]:
    """The words of a text in turn, without marks of phase and year, at most ``MOST_WORDS``."""
    text = text[:_LONGEST_TEXT]
    found = _spots(text)
    return (
        _spots(_unmarked(text)) if _may_have_marks(text, [spot.word for spot in found]) else found
    )


def _spots(text: str) -> list[Spot]:
    lowered, normal = _lowered(text)
    if lowered is not None:
        return [
            Spot(match[0][:_LONGEST_WORD], *match.span())
            for match in islice(_WORD.finditer(lowered), MOST_WORDS)
        ]
    folded_word = _casefolded if normal else _word
    return [
        Spot(folded_word(match[0]), *match.span())
        for match in islice(_WORD.finditer(text), MOST_WORDS)
    ]


def words_of(text: str) -> list[str]:
    """The words of :func:`spots`, without where they stand: sooner found."""
    text = text[:_LONGEST_TEXT]
    found = _words(text)
    return _words(_unmarked(text)) if _may_have_marks(text, found) else found


def words_and_ends(texts: Sequence[str]) -> list[str]:
    """The words of some texts in turn, each text with an ``END`` after it: sooner still."""
    joined = END.join([*texts, ""])
    if _TURNS_INTO_A_LETTER not in joined:
        joined = joined.casefold()
        found: list[str] = _WORD_OR_END.findall(joined)
        if (
            found.count(END) == len(texts)
            and len(found) <= MOST_WORDS
            and len(max(found, key=len)) <= _LONGEST_WORD
            and unicodedata.is_normalized("NFC", joined)
            and not _may_have_marks(joined, found)
        ):
            return found
    return [word for text in texts for word in (*words_of(text), END)]


def _casefolded(written: str) -> str:
    return written[:_LONGEST_WORD].casefold()


def _word(written: str) -> str:
    return unicodedata.normalize("NFC", _casefolded(written))


def _words(text: str) -> list[str]:
    lowered, normal = _lowered(text)
    if lowered is not None:
        return [word[:_LONGEST_WORD] for word in _WORD.findall(lowered)[:MOST_WORDS]]
    folded_word = _casefolded if normal else _word
    return [folded_word(word) for word in _WORD.findall(text)[:MOST_WORDS]]


def _lowered(text: str) -> tuple[str | None, bool]:
    """A text casefolded, unless its words are not where they were; and whether it is composed.

    One look at the whole spares one at each word.
    """
    lowered = text.casefold()
    normal = unicodedata.is_normalized("NFC", lowered)
    stays = normal and len(lowered) == len(text) and _TURNS_INTO_A_LETTER not in text
    return lowered if stays else None, normal


def _may_have_marks(text: str, words: Iterable[str]) -> bool:
    return not _IN_MARKS.isdisjoint(words) or _DECIMAL.search(text) is not None


def _unmarked(text: str) -> str:
    """A text with blanks for its marks."""
    return _MARK.sub(lambda mark: " " * len(mark[0]), text)


def marks(text: str) -> list[Spot]:
    """What says which phase or year it is: "fas 2", "etapp II", "2027".

    They say nothing of the subject, but that something goes on that there already was.
    """
    found = _MARK.finditer(text[:_LONGEST_TEXT])
    return [Spot(match[0].casefold(), match.start(), match.end()) for match in found]


class _Stemmers(threading.local):
    """A thread's own stemmers: they may not be shared."""

    def __init__(self) -> None:
        self.swedish = Stemmer.Stemmer("swedish")
        self.english = Stemmer.Stemmer("english")


_stemmers = _Stemmers()


@lru_cache(maxsize=200_000)
def stems(word: str) -> tuple[str, ...]:
    """What is left of a word without its endings, Swedish first and then English if it differs."""
    one, other = swedish_stem(word), english_stem(word)
    return (one,) if one == other else (one, other)


def swedish_stem(word: str) -> str:
    """What is left of a word without the endings that Swedish gives it."""
    stem: str = _stemmers.swedish.stemWord(_indefinite(word))
    return _stemmers.swedish.stemWord(stem) if stem.endswith("s") else stem


def swedish_stems(words: Iterable[str]) -> dict[str, str]:
    """Words with their Swedish stems, which are sooner found all at once."""
    listed = list(words)
    stemmer = _stemmers.swedish
    found = stemmer.stemWords(list(map(_indefinite, listed)))
    # "kompetensen" becomes "kompetens", and "kompetens" itself "kompeten".
    again = [stemmer.stemWord(stem) if stem.endswith("s") else stem for stem in found]
    return dict(zip(listed, again, strict=True))


def _indefinite(word: str) -> str:
    """A word without the n of -an and the ns of -ans, "hälsan" and "hälsans" as "hälsa".

    Snowball leaves them apart.
    """
    if word.endswith("an") and len(word) >= _SHORTEST_DEFINITE:
        return word[:-1]
    if word.endswith("ans") and len(word) > _SHORTEST_DEFINITE and not word.endswith(_NOUNS_IN_ANS):
        return word[:-2]
    return word


def english_stem(word: str) -> str:
    """What is left of a word without the endings that English gives it."""
    stem: str = _stemmers.english.stemWord(word)
    return stem


def english_stems(words: Iterable[str]) -> dict[str, str]:
    """Words with their English stems."""
    listed = list(words)
    return dict(zip(listed, _stemmers.english.stemWords(listed), strict=True))


@cache
def common_words() -> frozenset[str]:
    """Words that say nothing of what a collaboration is about, in Swedish and English.

    Fifty entries are too few to learn from them that "samverkan" and "region" say nothing.
    """
    text = resources.files(__package__).joinpath("common_words.txt").read_text(encoding="utf-8")
    lines = (line.partition("#")[0].split() for line in text.splitlines())
    return frozenset(word for line in lines for word in line)


@lru_cache(maxsize=200_000)
def plain(word: str) -> str:
    """A word without accents, dots and rings, as it is written on a foreign keyboard."""
    letters = unicodedata.normalize("NFD", word)
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def folded(text: str) -> str:
    """A text casefolded and composed, its words parted by single spaces."""
    return " ".join(_WORD.findall(unicodedata.normalize("NFC", text).casefold()))


def in_order(text: str) -> str:
    """A text's words, folded and in alphabetical order, parted by single spaces."""
    return " ".join(sorted(folded(text).split()))
