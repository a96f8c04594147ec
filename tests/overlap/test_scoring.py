"""How alike a proposal and an entry are, field by field and in all."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from screening.overlap.matching import Match, Query
from screening.overlap.scoring import FIELDS, WEIGHTS, Field, score
from tests.overlap.sample import TEXTS, VOCABULARY, entry, found, matcher, near, small

NOTHING: dict[Field, float] = dict.fromkeys(FIELDS, 0.0)
SHARES = st.fixed_dictionaries({field: st.floats(0, 1) for field in FIELDS})


def only(title: str, summary: str = "", *, themes: tuple[str, ...] = ()) -> dict[Field, float]:
    """How alike the nearest entry is to a proposal, in the fields where it is at all."""
    fields = near(matcher(), title, summary, themes=themes).fields
    return {field: round(likeness, 2) for field, likeness in fields.items() if likeness}


# --- the score ------------------------------------------------------------------------------


def test_nothing_in_common_scores_next_to_nothing_and_everything_nearly_100() -> None:
    assert score(NOTHING) == 2
    assert score(dict.fromkeys(FIELDS, 1.0)) == 100


@given(SHARES)
def test_a_score_is_a_whole_number_from_0_to_100(fields: dict[Field, float]) -> None:
    points = score(fields)

    assert isinstance(points, int)
    assert 0 <= points <= 100


@given(SHARES, st.sampled_from(FIELDS), st.floats(0, 1))
def test_no_field_that_is_more_alike_makes_the_score_less(
    fields: dict[Field, float], field: Field, more: float
) -> None:
    assert score(fields | {field: max(more, fields[field])}) >= score(fields)


@pytest.mark.parametrize("field", FIELDS)
def test_every_field_counts_for_its_weight(field: Field) -> None:
    half = score(NOTHING | {field: 1.0})

    assert half == round(100 / (1 + math.exp(4.0 - WEIGHTS[field])))
    assert half > score(NOTHING)


# --- any text at all ------------------------------------------------------------------------


@given(TEXTS, TEXTS, st.lists(TEXTS, max_size=3), st.lists(TEXTS, max_size=2))
def test_every_field_of_any_proposal_is_between_nothing_and_all(
    title: str, summary: str, themes: list[str], others: list[str]
) -> None:
    query = matcher().read(Query(title, summary, tuple(themes), tuple(others)))

    for match in matcher().matches(query, at_least=0, besides=["K-1", "K-2", "K-3", "K-4", "K-5"]):
        assert set(match.fields) == set(FIELDS)
        assert all(0.0 <= likeness <= 1.0 for likeness in match.fields.values())
        assert match.score == score(match.fields)


# --- fields ---------------------------------------------------------------------------------


def test_the_text_is_alike_if_either_says_most_of_what_the_other_says() -> None:
    whole = (
        "Fysioterapeuter leder balansträning för äldre som har fallit. Frukost, kaffe och bullar."
    )

    assert only("Balansträning", "Fysioterapeuter")["text"] == 1.0
    assert only("Nytt", f"Balansgruppen fall {whole}")["text"] == 1.0
    assert only("Kaffe", "Fysioterapeuter")["text"] < 0.5


def test_the_title_is_alike_if_the_entry_says_it_anywhere() -> None:
    assert only("Fysioterapeuter och fall", "kaffe")["title"] == 1.0
    assert only("Fysioterapeuter, kaffe")["title"] < 0.5
    assert "title" not in only("Kaffe", "Fysioterapeuter")


@pytest.mark.parametrize(
    "title",
    ["Välfärdsteknik i hemmet", "i HEMMET: välfärdsteknik!", "vth", "Välfärdstekniik i hemmet",
     "Välfärdsteknik i hemmet, etapp 2"],
)  # fmt: skip
def test_a_name_or_alias_for_a_title_is_the_name_whatever_its_order_and_spelling(
    title: str,
) -> None:
    assert only(title)["name"] == 1.0


def test_a_name_that_is_only_said_in_the_summary_is_half_of_it() -> None:
    assert only("Kaffe", "Som i Välfärdsteknik, men utanför hemmet.")["name"] == 0.5
    assert "name" not in only("Kaffe", "Sensorer")


def test_the_nearest_of_the_names_is_the_one_that_is_told() -> None:
    def name(title: str) -> str:
        match = near(matcher(), title, "läslust")
        return match.name.text

    assert name("Stora skolbibliotek") == "Nätverket för stora skolbibliotek"
    assert name("A network of school libraries") == "School Library Network"
    assert name("Kaffe") == "Nätverket för stora skolbibliotek"


def test_themes_are_alike_by_how_many_of_the_entrys_the_proposal_says_anywhere() -> None:
    assert only("Kaffe", "sensorer", themes=("Välfärdstekniken",))["themes"] == 1.0
    assert only("Kaffe", "läsning och läslust")["themes"] == 0.5
    assert only("Läsning", "bibliotek", themes=("skolan",))["themes"] == 1.0
    assert "themes" not in only("Kaffe", "sensorer", themes=("kaffe",))


def test_themes_without_words_do_not_count() -> None:
    among = small(entry("K-1", name="Bok", themes=["samverkan", "läsning", "…"]))

    assert near(among, "Bok", "läsning").fields["themes"] == 1.0


def test_the_subject_is_alike_where_both_have_words_of_it() -> None:
    assert only("Yrsel", "fysioterapeuter")["subject"] == 1.0
    assert only("Yrsel och körsång", "fysioterapeuter")["subject"] == 0.71
    assert "subject" not in only("Kaffe", "fysioterapeuter")


def test_a_third_party_counts_the_less_the_more_entries_have_it() -> None:
    def parties(*others: str) -> list[tuple[str, float]]:
        query = matcher().read(Query("Kaffe", "", (), others))
        matches = matcher().matches(query, at_least=0, besides=["K-1", "K-2", "K-3"])
        return sorted((match.entry.id, match.fields["parties"]) for match in matches)

    assert parties() == [("K-1", 0.0), ("K-2", 0.0), ("K-3", 0.0)]
    assert parties("Rise") == [("K-1", 1.0), ("K-2", 0.0), ("K-3", 0.0)]
    assert parties("SALA  kommun") == [("K-1", 0.5), ("K-2", 0.0), ("K-3", 0.5)]
    assert parties("Sala kommun", "RISE", "ABB") == [("K-1", 1.0), ("K-2", 0.0), ("K-3", 0.5)]


def test_the_parties_that_both_have_are_told_by_their_folded_names() -> None:
    match: Match = near(matcher(), "Balansgruppen", others=("Sala  KOMMUN", "rise", "ABB"))

    # RISE takes part in no other entry, and the municipality in one.
    assert match.parties == {"rise": 1.0, "sala kommun": 0.5}
    assert match.fields["parties"] == 1.0


# --- more in common is never less -----------------------------------------------------------

_SAID = ["frukost", "bullar", "trumpet", "katalog", "segling", "vävstol"]
_OTHER = ["kaffe", "gitarr", "cykel", "papper"]
_PLAIN = small(
    entry("K-1", name="Frukost", description="Bullar, trumpet och katalog", themes=["segling"]),
    entry("K-2", name="Vävstol", description="Bullar och gitarr"),
    entry("K-3", name="Cykel"),
)


@given(
    st.lists(st.sampled_from(_SAID + _OTHER), min_size=1),
    st.sampled_from(["frukost", "bullar", "trumpet", "katalog", "segling"]),
)
def test_saying_one_more_word_of_an_entry_never_makes_any_field_less_alike(
    said: list[str], more: str
) -> None:
    def fields(words: list[str]) -> dict[Field, float]:
        query = _PLAIN.read(Query("Frukost", " ".join(words)))
        return dict(
            next(m for m in _PLAIN.matches(query, at_least=0) if m.entry.id == "K-1").fields
        )

    before, after = fields(said), fields([*said, more])
    assert all(after[field] >= before[field] - 1e-12 for field in FIELDS)


@given(st.permutations(_SAID + _OTHER))
def test_the_order_of_the_words_makes_no_difference(words: list[str]) -> None:
    def scores(said: list[str]) -> list[tuple[str, int]]:
        return [(match.entry.id, match.score) for match in found(_PLAIN, Query("", " ".join(said)))]

    assert scores(words) == scores(_SAID + _OTHER)


def test_the_vocabulary_is_what_makes_other_words_meet() -> None:
    one = entry("K-1", name="Stöd för äldre", description="Gymnastik")
    query = Query("Help for the elderly", "Gymnastik")

    [without], [with_it] = found(small(one), query), found(small(one, vocabulary=VOCABULARY), query)
    assert without.score < with_it.score
