"""The sample register, ready to be compared with, and texts of every kind."""

from __future__ import annotations

from functools import cache
from typing import Any, Final

from hypothesis import strategies as st

from screening.intake.files import read_register, register_from_data
from screening.model.register import Register, RegisterEntry
from screening.overlap.matching import Match, Matcher, Query
from screening.shipped import sample_register

__all__ = ["TEXTS", "entry", "matcher", "own", "register", "scores", "small"]


@cache
def register() -> Register:
    return read_register(sample_register()).model


@cache
def matcher() -> Matcher:
    return Matcher(register())


def entry(entry_id: str, **changes: Any) -> dict[str, Any]:
    """An entry of the two parties, as data."""
    return {
        "id": entry_id,
        "name": entry_id,
        "kind": "constellation",
        "status": "active",
        "parties": ["Region Västmanland", "Mälardalens universitet"],
        **changes,
    }


def small(*entries: dict[str, Any]) -> Matcher:
    """A register of a few entries."""
    return Matcher(register_from_data(list(entries)).model)


def own(one: RegisterEntry) -> Query:
    """What an entry would be as a proposal."""
    return Query(one.name, one.description or "", one.themes, one.parties)


def scores(among: Matcher, query: Query) -> dict[str, int]:
    """The score of every entry."""
    return {match.entry.id: match.score for match in everything(among, query)}


def everything(among: Matcher, query: Query) -> list[Match]:
    return among.matches(query, at_least=0)


_WORDS: Final = st.sampled_from(
    ["hembesök", "E-hälsa", "🤸", "مرحبا", "שלום", "\0", "\ud800", "و", "ß", "İ", "ﬁ", "12", "_"]
)  # fmt: skip
TEXTS: Final = st.one_of(
    st.text(max_size=40),
    st.lists(_WORDS, max_size=8).map(" ".join),
    st.sampled_from(["", " ", "\n", "och i att", "Region Västmanland", "…—!?", "a b c"]),
)
"""Any text: of other scripts, with NULs and halves of characters, and empty once it is read."""
