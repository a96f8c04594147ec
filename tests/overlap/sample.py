"""Small invented registers and a vocabulary, the sample register, and texts of every kind."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any, Final

from hypothesis import strategies as st

from screening.intake.files import read_register, register_from_data
from screening.model.register import Register
from screening.model.vocabulary import Vocabulary
from screening.overlap.matching import Match, Matcher, Query
from screening.shipped import sample_register

__all__ = [
    "ENTRIES",
    "NO_VOCABULARY",
    "TEXTS",
    "VOCABULARY",
    "entry",
    "found",
    "matcher",
    "near",
    "register",
    "small",
]

NO_VOCABULARY: Final = Vocabulary()

VOCABULARY: Final = Vocabulary(
    synonyms=(
        "äldre, senior, gamla människor / older people, elderly",
        "ont, värk, smärta / pain, ache",
        "hembesök, vård i hemmet / home visit",
        "sjukhus, sluten vård / hospital, inpatient care",
    ),
    abbreviations=("BVC, barnavårdscentral / child health centre",),
    subjects=("fall, balans, yrsel / falls, dizziness", "musik, sång, kör / choir"),
    common=("satsning",),
)


@cache
def register() -> Register:
    return read_register(sample_register()).model


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


ENTRIES: Final[Sequence[dict[str, Any]]] = (
    entry(
        "K-1",
        name="Balansgruppen",
        description="Fysioterapeuter leder balansträning för äldre som har fallit.",
        themes=["äldre", "fall"],
        parties=["RISE", "Sala kommun"],
    ),
    entry(
        "K-2",
        name="Välfärdsteknik i hemmet",
        aliases=["VTH"],
        description="Sensorer prövas av hemtjänsten.",
        themes=["välfärdsteknik"],
    ),
    entry(
        "K-3",
        name="Sång på recept",
        description="Körer sjunger mot långvarig smärta.",
        themes=["smärta", "musik"],
        parties=["Sala kommun"],
    ),
    entry(
        "K-4",
        name="Nätverket för stora skolbibliotek",
        aliases=["School Library Network"],
        description="Läslust väcks genom högläsning.",
        themes=["läsning", "bibliotek i skolan"],
    ),
    entry("K-5", name="BVC-forum", description="Späda barns sömn.", themes=["barnhälsa"]),
)


def small(*entries: dict[str, Any], vocabulary: Vocabulary = NO_VOCABULARY) -> Matcher:
    """A register of a few entries."""
    return Matcher(register_from_data(list(entries)).model, vocabulary)


@cache
def matcher() -> Matcher:
    """The five entries with the vocabulary."""
    return small(*ENTRIES, vocabulary=VOCABULARY)


def found(among: Matcher, query: Query) -> list[Match]:
    """Every entry that shares anything with a query."""
    return among.matches(among.read(query), at_least=0)


def near(among: Matcher, title: str, summary: str = "", **more: tuple[str, ...]) -> Match:
    """The entry that is nearest to a proposal."""
    return found(among, Query(title, summary, **more))[0]


_WORDS: Final = st.sampled_from(
    ["hembesök", "E-hälsa", "🤸", "مرحبا", "שלום", "\0", "\ud800", "و", "ß", "İ", "ﬁ", "12", "_",
     "vård", "i", "hemmet", "sluten", "fas", "2", "2027", "välfärds", "teknik", "o\u0308ga",
     "äldre", "Balansgruppen", "balasngruppen", "BVC", "skolbibliotekets",
     "older", "people", "pain"]
)  # fmt: skip
TEXTS: Final = st.one_of(
    st.text(max_size=40),
    st.lists(_WORDS, max_size=12).map(" ".join),
    st.sampled_from(["", " ", "\n", "och i att", "Region Västmanland", "…—!?", "a b c"]),
)
"""Any text: of other scripts, with NULs and halves of characters, and empty once it is read."""
