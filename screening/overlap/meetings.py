"""A word of a proposal beside an entry: what of either the other says too."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from screening.overlap.covering import Body, Hits
from screening.overlap.index import EntryText
from screening.overlap.tokens import Token

__all__ = ["Meeting", "Met", "meeting"]


class Meeting(NamedTuple):
    """A word of a proposal, and the words of an entry that it meets.

    ``told`` is how much of its own weight the entry says, and ``body`` what it meets of all
    that the entry says.  ``names`` and ``themes`` have what it meets of each of these, by
    their places.
    """

    told: float
    body: Hits
    names: tuple[tuple[int, Hits], ...]
    themes: tuple[tuple[int, Hits], ...]


Met = tuple[list[Meeting], list[Meeting]]
"""What the words of a proposal meet in an entry, and what those of its title do."""


def meeting(token: Token, entry: EntryText) -> Meeting | None:
    """What a word of a proposal and an entry have in common; None where that is nothing."""
    strengths, keys = token.meaning.strengths, entry.keys
    if keys.keys().isdisjoint(strengths):
        return None
    return Meeting(
        max((worth * keys.get(key, 0.0) for key, worth in token.meaning.worth), default=0.0),
        entry.body.met_by(strengths),
        _each((name.body for name in entry.names), strengths),
        _each(entry.theme_bodies, strengths),
    )


def _each(bodies: Iterable[Body], keys: Mapping[str, float]) -> tuple[tuple[int, Hits], ...]:
    return tuple((place, hits) for place, body in enumerate(bodies) if (hits := body.met_by(keys)))
