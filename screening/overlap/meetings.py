"""A word of a proposal beside an entry: what of either the other says too.

Words come again from one proposal to the next, so each entry remembers the words that it
has been asked for.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final, NamedTuple

from screening.overlap.covering import Body, Hits
from screening.overlap.reading import Keys, Token

__all__ = ["Meeting", "Meetings"]

_REMEMBERED: Final = 2_000
"""So many words are remembered by an entry; a few kilobytes for every hundred."""


class Meeting(NamedTuple):
    """A word of a proposal, and the words of an entry that it meets.

    ``told`` is how much of its own weight the entry says, and ``body`` what it meets of all
    that the entry says.  ``names`` and ``themes`` have what it meets of each of these.
    """

    told: float
    body: Hits
    names: tuple[tuple[int, Hits], ...]
    themes: tuple[tuple[int, Hits], ...]


_UNASKED: Final = Meeting(0.0, (), (), ())
"""Stands for what a word meets until that is found out."""


class Meetings:
    """What words of proposals have in common with one entry.  Safe to call from threads.

    Args:
        keys: how strongly the entry can be met by each key.
        body: all that it says.
        names: its name and its aliases.
        themes: its themes.
    """

    __slots__ = ("_body", "_keys", "_known", "_names", "_themes")

    def __init__(
        self, keys: Keys, body: Body, names: tuple[Body, ...], themes: tuple[Body, ...]
    ) -> None:
        self._keys = keys
        self._body = body
        self._names = names
        self._themes = themes
        self._known: dict[str, Meeting | None] = {}

    def of(self, tokens: Iterable[Token]) -> list[Meeting]:
        """The meetings of those of some words that meet anything."""
        known, found = self._known, []
        for token in tokens:
            meeting = known.get(token.label, _UNASKED)
            if meeting is _UNASKED:
                meeting = self._meeting(token)
                if len(known) >= _REMEMBERED:
                    known.clear()
                known[token.label] = meeting
            if meeting is not None:
                found.append(meeting)
        return found

    def _meeting(self, token: Token) -> Meeting | None:
        strengths = token.strengths
        if self._keys.keys().isdisjoint(strengths):
            return None
        told = max((worth * self._keys.get(key, 0.0) for key, worth in token.worth), default=0.0)
        return Meeting(
            told,
            self._body.met_by(strengths),
            _each(self._names, strengths),
            _each(self._themes, strengths),
        )


def _each(bodies: Iterable[Body], keys: Mapping[str, float]) -> tuple[tuple[int, Hits], ...]:
    return tuple((place, hits) for place, body in enumerate(bodies) if (hits := body.met_by(keys)))
