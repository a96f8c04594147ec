"""A register made ready to be looked up in: which entries can be met by which key."""

from __future__ import annotations

import heapq
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Protocol

from screening.model.register import Register, RegisterEntry
from screening.model.vocabulary import Vocabulary
from screening.overlap.covering import Body
from screening.overlap.english import SMALL_WORDS
from screening.overlap.known_words import KnownWords, Words
from screening.overlap.lexicon import STRENGTHS, Key, Lexicon
from screening.overlap.reading import TextReader, rarity
from screening.overlap.tokens import Keys, Source, Token, body_of, distinct, strongest, subjects
from screening.overlap.words import Spot, folded, in_order, spots, swedish_stem, words_of

__all__ = [
    "EntryText",
    "Index",
    "MemoryIndex",
    "best",
    "entry_text",
    "initials",
    "places_in",
    "texts_of",
]

_FEWEST_INITIALS: Final = 3


@dataclass(frozen=True, slots=True)
class EntryName:
    """A name or alias of an entry."""

    text: str
    sorted: str
    """Its words folded and in order, so that names compare whatever the order of theirs."""
    tokens: list[Token]
    body: Body


@dataclass(frozen=True, slots=True)
class EntryText:
    """An entry as tokens, field by field."""

    entry: RegisterEntry
    names: tuple[EntryName, ...]
    themes: tuple[tuple[str, list[Token]], ...]
    theme_bodies: tuple[Body, ...]
    """Those of the themes that have words."""
    tokens: list[Token]
    """All words of name, aliases, description and themes, each once."""
    short: list[Token]
    """The name and the aliases whole, where they can be met by their initials."""
    body: Body
    keys: Keys
    """How strongly the entry can be met by each key."""
    subjects: Keys
    """What it is about."""
    parties: frozenset[str]
    """Its parties' folded names."""


class Index(Protocol):
    """Finds the entries that can be met by a key."""

    @property
    def reader(self) -> TextReader:
        """What reads texts for this register."""
        ...

    def __len__(self) -> int:
        """How many entries there are."""
        ...

    def holding(self, key: str) -> Sequence[int]:
        """The numbers of the entries that can be met by a key, rising."""
        ...

    def places_of(self, key: str, numbers: Sequence[int]) -> Iterable[int]:
        """The places, among the numbers of some entries, of those that can be met by a key."""
        ...

    def text(self, number: int) -> EntryText:
        """An entry, read."""
        ...

    def number(self, entry_id: str) -> int | None:
        """The number of the entry with an id."""
        ...

    def parties_holding(self, party: str) -> int:
        """How many entries a party, by its folded name, takes part in."""
        ...


def texts_of(entry: RegisterEntry) -> list[str]:
    """All texts of an entry that a proposal can meet."""
    return [entry.name, *entry.aliases, entry.description or "", *entry.themes]


def entry_text(entry: RegisterEntry, reader: TextReader) -> EntryText:
    """An entry, read."""
    names = tuple(_name(name, reader.tokens(name, where)) for where, name in _names_of(entry))
    themes = tuple(
        (theme, reader.tokens(theme, f"themes[{n}]")) for n, theme in enumerate(entry.themes)
    )
    tokens = distinct(
        token
        for each in (
            *(name.tokens for name in names),
            reader.tokens(entry.description or "", "description"),
            *(tokens for _, tokens in themes),
        )
        for token in each
    )
    keys = strongest(tokens)
    short = [
        token
        for name, where in zip(names, _names_of(entry), strict=True)
        for token in _shortened(name.text, where[0], reader)
    ]
    for key, strength in strongest(short).items():
        keys.setdefault(key, strength)
    return EntryText(
        entry=entry,
        names=names,
        themes=themes,
        theme_bodies=tuple(body_of(tokens) for _, tokens in themes if tokens),
        tokens=tokens,
        short=short,
        body=body_of(tokens),
        keys=keys,
        subjects=subjects(tokens),
        parties=frozenset(map(folded, entry.parties)),
    )


def _names_of(entry: RegisterEntry) -> Iterator[tuple[str, str]]:
    """The name and the aliases, each after where it stands."""
    yield "name", entry.name
    for number, alias in enumerate(entry.aliases):
        yield f"aliases[{number}]", alias


def _shortened(name: str, where: str, reader: TextReader) -> Iterator[Token]:
    """A name as one word that its initials meet; nothing where it has too few words."""
    short = initials(words_of(name))
    if short:
        key = Key(f"s:{swedish_stem(short)}", STRENGTHS["initials"], "initials", short)
        whole = Source(where, name, [Spot(name, 0, len(name))])
        yield Token(whole, 0, reader.weighed(short, name, (key,)))


def _name(name: str, tokens: list[Token]) -> EntryName:
    return EntryName(name, in_order(name), tokens, body_of(tokens))


def initials(words: Sequence[str]) -> str:
    """The letters that the words of a name begin with: a hint of its short form.

    Words such as "och" and "för" are passed over, as they are in short forms.
    """
    letters = [word[0] for word in words if word not in SMALL_WORDS]
    return "".join(letters) if len(letters) >= _FEWEST_INITIALS else ""


class MemoryIndex:
    """The index of a register that is held in memory; entries are numbered by their ids."""

    def __init__(self, register: Register, vocabulary: Vocabulary) -> None:
        entries = sorted(register.entries, key=lambda entry: entry.id)
        known: KnownWords = Words(
            spot.word for entry in entries for text in texts_of(entry) for spot in spots(text)
        )
        self._size = len(entries)
        self._postings: dict[str, list[int]] = defaultdict(list)
        weightless = TextReader(Lexicon(vocabulary, known), lambda _: 1.0, 1.0)
        for number, entry in enumerate(entries):
            for key in entry_text(entry, weightless).keys:
                self._postings[key].append(number)
        weights = {key: rarity(self._size, len(held)) for key, held in self._postings.items()}
        self.reader = TextReader(
            weightless.lexicon, lambda key: weights.get(key, 0.0), rarity(self._size, 0)
        )
        self._texts = [entry_text(entry, self.reader) for entry in entries]
        self._numbers = {entry.id: number for number, entry in enumerate(entries)}
        self._parties = Counter(
            party for entry in entries for party in set(map(folded, entry.parties))
        )

    def __len__(self) -> int:
        """How many entries there are."""
        return self._size

    def holding(self, key: str) -> Sequence[int]:
        """The numbers of the entries that can be met by a key, rising."""
        return self._postings.get(key, ())

    def places_of(self, key: str, numbers: Sequence[int]) -> Iterable[int]:
        """The places, among the numbers of some entries, of those that can be met by a key."""
        return places_in(self.holding(key), numbers)

    def text(self, number: int) -> EntryText:
        """An entry, read."""
        return self._texts[number]

    def number(self, entry_id: str) -> int | None:
        """The number of the entry with an id."""
        return self._numbers.get(entry_id)

    def parties_holding(self, party: str) -> int:
        """How many entries a party, by its folded name, takes part in."""
        return self._parties[party]


def places_in(held: Sequence[int], numbers: Sequence[int]) -> Iterator[int]:
    """The places of those numbers that are among others; both rise."""
    at = 0
    for place, number in enumerate(numbers):
        at = bisect_left(held, number, at)
        if at < len(held) and held[at] == number:
            yield place


def best(scores: Mapping[int, float], most: int) -> list[int]:
    """The numbers with the highest scores, rising; of equals the lower ones."""
    if len(scores) <= most:
        return sorted(scores)
    least = heapq.nlargest(most, scores.values())[-1]
    enough = [number for number, score in scores.items() if score >= least]
    above = [number for number in enough if scores[number] > least]
    level = sorted(number for number in enough if scores[number] == least)
    return sorted(above + level[: most - len(above)])
