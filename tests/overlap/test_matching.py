"""A proposal against a register: which entries it meets, in which order, and by how much."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from unittest import mock

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from screening import RuleSet
from screening.intake.files import proposal_from_data, read_proposal, read_register
from screening.model.register import Register
from screening.overlap import matching
from screening.overlap.matching import CANDIDATES, Match, Matcher, Query
from screening.shipped import sample_register
from tests.overlap.sample import ENTRIES, TEXTS, VOCABULARY, entry, found, matcher, small
from tests.rules.fixtures import FIXTURES


def told(matches: Sequence[Match]) -> list[tuple[Any, ...]]:
    """All that is told of matches."""
    return [
        (match.entry.id, match.score, dict(match.fields), match.rival, match.margin)
        for match in matches
    ]


def own(one: dict[str, Any]) -> Query:
    """What an entry would be as a proposal."""
    return Query(
        one["name"],
        one.get("description", ""),
        tuple(one.get("themes", ())),
        tuple(one["parties"]),
    )


# --- an entry and itself --------------------------------------------------------------------


@pytest.mark.parametrize("one", ENTRIES, ids=lambda one: str(one["id"]))
def test_an_entry_proposed_word_for_word_comes_first_and_is_nearly_wholly_alike(
    one: dict[str, Any],
) -> None:
    first, *others = found(matcher(), own(one))

    assert first.entry.id == one["id"]
    assert first.score >= 95
    assert first.agreed
    assert all(other.score < 30 for other in others)


WORDS = st.sampled_from(
    ["frukost", "bullar", "trumpet", "katalog", "segling", "vävstol", "kaffe", "gitarr", "cykel"]
)
DESCRIBED = st.tuples(
    st.lists(WORDS, min_size=1, max_size=3).map(" ".join), st.lists(WORDS, max_size=8).map(" ".join)
)
REGISTERS = st.lists(DESCRIBED, min_size=1, max_size=6).map(
    lambda texts: [
        entry(f"K-{number}", name=name, description=text or None)
        for number, (name, text) in enumerate(texts)
    ]
)


@settings(max_examples=60)
@given(REGISTERS, st.data())
def test_whatever_the_register_no_other_entry_is_liker_than_the_one_proposed(
    entries: list[dict[str, Any]], data: st.DataObject
) -> None:
    one = data.draw(st.sampled_from(entries))
    query = Query(one["name"], one["description"] or "")
    first, *_ = matches = found(small(*entries), query)

    itself = next(match for match in matches if match.entry.id == one["id"])
    assert itself.score == first.score >= 90
    assert itself.fields["text"] == itself.fields["name"] == itself.fields["title"] == 1.0


# --- the order of things --------------------------------------------------------------------


@settings(max_examples=60)
@given(REGISTERS, DESCRIBED, st.randoms(use_true_random=False))
def test_the_order_of_the_register_makes_no_difference(
    entries: list[dict[str, Any]], texts: tuple[str, str], random: Any
) -> None:
    mixed = random.sample(entries, len(entries))

    assert told(found(small(*mixed), Query(*texts))) == told(found(small(*entries), Query(*texts)))


def test_the_order_makes_no_difference_among_more_than_are_scored_either() -> None:
    many = [entry(f"K-{number}", name="Frukost") for number in range(3 * CANDIDATES)]
    query = Query("Frukost", "bullar")

    matches = found(small(*many), query)
    assert len(matches) == CANDIDATES
    assert told(found(small(*many[::-1]), query)) == told(matches)


def test_the_likest_come_first_and_of_equals_those_with_the_first_id() -> None:
    among = small(
        entry("B", name="Frukost"), entry("C", name="Frukost i skolan"), entry("A", name="Frukost")
    )

    assert [match.entry.id for match in found(among, Query("Frukost", ""))] == ["A", "B", "C"]


def test_of_very_many_entries_those_that_share_the_heaviest_words_are_scored() -> None:
    many = [entry(f"K-{number}", name=f"Frukost nr {number}") for number in range(200)]
    rare = entry("Z-1", name="Trumpet", description="Frukost")

    matches = found(small(*many, rare), Query("Frukost med trumpet", ""))
    assert len(matches) == CANDIDATES
    assert matches[0].entry.id == "Z-1"


# --- who is told ----------------------------------------------------------------------------


def test_only_entries_with_the_score_are_told_and_those_asked_for_besides() -> None:
    query = matcher().read(Query("Sång och balans", "för äldre med smärta i hemmet"))
    everything = matcher().matches(query, at_least=0)
    limit = everything[1].score

    assert len(everything) > 2
    assert matcher().matches(query, at_least=limit) == [m for m in everything if m.score >= limit]
    asked = matcher().matches(query, at_least=101, besides=["K-5", "K-1", "no such"])
    assert [match.entry.id for match in asked] == ["K-1", "K-5"]


@settings(max_examples=100)
@given(REGISTERS, DESCRIBED, st.integers(1, 101), st.sets(st.sampled_from(["K-0", "K-2", "K-9"])))
def test_what_is_not_worked_out_to_the_end_would_have_been_told_the_same(
    entries: list[dict[str, Any]], texts: tuple[str, str], at_least: int, besides: set[str]
) -> None:
    among = small(*entries)
    query = among.read(Query(*texts))
    everything = among.matches(query, at_least=0, besides=besides)
    expected = [m for m in everything if m.score >= at_least or m.entry.id in besides]

    assert told(among.matches(query, at_least=at_least, besides=besides)) == told(expected)


@settings(max_examples=60)
@given(REGISTERS, DESCRIBED, st.integers(0, 101))
def test_a_small_register_looked_at_as_a_whole_gives_what_a_large_one_does(
    entries: list[dict[str, Any]], texts: tuple[str, str], at_least: int
) -> None:
    as_whole = small(*entries)
    with mock.patch.object(matching, "MOST_ENTRIES", -1):
        one_by_one = small(*entries)
    query = Query(*texts, others=("Region", "kommunen"))

    assert told(as_whole.matches(as_whole.read(query), at_least=at_least)) == told(
        one_by_one.matches(one_by_one.read(query), at_least=at_least)
    )


def test_so_it_does_for_every_proposal_and_the_sample_register(shipped: RuleSet) -> None:
    register = read_register(sample_register()).model
    as_whole = Matcher(register, shipped.vocabulary)
    with mock.patch.object(matching, "MOST_ENTRIES", -1):
        one_by_one = Matcher(register, shipped.vocabulary)
    queries = [
        Query.of(proposal, [party.name for party in proposal.parties])
        for path in sorted((FIXTURES / "proposals").glob("row-*/*"))
        for proposal in [read_proposal(path).model]
    ]

    assert len(queries) > 30
    for query in queries:
        for at_least in (25, 34, 78):
            assert told(as_whole.matches(as_whole.read(query), at_least=at_least)) == told(
                one_by_one.matches(one_by_one.read(query), at_least=at_least)
            )


def test_an_entry_that_is_asked_for_is_told_once_even_if_it_shares_no_word() -> None:
    query = matcher().read(Query("Balansgruppen", ""))

    both = matcher().matches(query, at_least=1, besides={"K-1", "K-4"})
    assert [match.entry.id for match in both] == ["K-1", "K-4"]
    assert both[1].score == 2


@pytest.mark.parametrize("text", ["", "och att", "🤸 🤸", "…", "\0", "fas 2", "\ud800", "12"])
def test_a_proposal_that_says_nothing_meets_nothing(text: str) -> None:
    assert found(matcher(), Query(text, text, (text,), (text,))) == []


def test_an_empty_register_has_no_matches() -> None:
    query = Query("Balans", "Balans", ("balans",), ("RISE",))

    assert found(Matcher(Register(entries=()), VOCABULARY), query) == []


# --- rivals ---------------------------------------------------------------------------------


def test_each_match_is_told_with_the_nearest_other_and_how_far_ahead_it_is() -> None:
    among = small(
        entry("A", name="Frukost"), entry("B", name="Frukost i skolan"), entry("C", name="Skolan")
    )
    first, second, third = found(among, Query("Frukost", "skolan"))

    assert [(match.entry.id, match.rival) for match in (first, second, third)] == [
        ("A", "B"),
        ("B", "A"),
        ("C", "A"),
    ]
    assert first.margin == first.score - second.score == -second.margin > 0
    assert third.margin == third.score - first.score < second.margin


def test_a_match_without_rivals_is_ahead_of_nothing_by_all_of_its_score() -> None:
    [match] = found(matcher(), Query("VTH", ""))

    assert (match.rival, match.margin) == (None, match.score)


def test_a_rival_counts_though_it_is_not_told_itself() -> None:
    query = matcher().read(Query("Balansgruppen", "smärta"))
    first, second = matcher().matches(query, at_least=0)

    assert matcher().matches(query, at_least=first.score) == [first]
    assert first.rival == second.entry.id


# --- agreement ------------------------------------------------------------------------------


def test_an_overlap_is_agreed_on_by_two_fields_or_by_the_very_name() -> None:
    among = small(entry("A", name="Frukost med sång", description="Bullar, te, kaffe och trumpet"))
    [by_name] = found(among, Query("Sång, frukost", "cykel"))
    [by_one] = found(among, Query("Cykel", "Bullar, te, kaffe"))
    [by_two] = found(among, Query("Bullar", "Bullar, te, kaffe"))

    assert [match.agreed for match in (by_name, by_one, by_two)] == [True, False, True]


# --- any proposal at all --------------------------------------------------------------------


@settings(max_examples=200)
@given(TEXTS, TEXTS, st.lists(TEXTS, max_size=3), st.lists(TEXTS, max_size=2))
def test_any_proposal_gets_an_answer_the_likest_first(
    title: str, summary: str, themes: list[str], others: list[str]
) -> None:
    matches = found(matcher(), Query(title, summary, tuple(themes), tuple(others)))

    assert matches == sorted(matches, key=lambda match: (-match.score, match.entry.id))
    assert len({match.entry.id for match in matches}) == len(matches)
    for match in matches:
        assert match.margin <= match.score <= 100
        assert match.rival != match.entry.id


@pytest.mark.parametrize(
    "text",
    [
        "Sensorer i hemmet. ",
        "enas",
        "välfärds teknik ",
        "vård i ",
        "🤸",
        "a\u0308",
        "fas ",
        "\n",
        "م ",
    ],
)
def test_five_million_characters_are_answered_as_so_many_words_of_them_are(text: str) -> None:
    whole = text * (5_000_000 // len(text))
    some = text * (200_000 // len(text))

    assert told(found(matcher(), Query("Balans", whole))) == told(
        found(matcher(), Query("Balans", some))
    )


def test_one_matcher_serves_many_threads() -> None:
    queries = [own(one) for one in ENTRIES] * 10
    one_by_one = [told(found(matcher(), query)) for query in queries]

    with ThreadPoolExecutor(8) as pool:
        among = small(*ENTRIES, vocabulary=VOCABULARY)
        assert list(pool.map(lambda query: told(found(among, query)), queries)) == one_by_one


def test_a_proposal_is_compared_by_its_texts_and_its_third_parties() -> None:
    proposal = proposal_from_data(
        {
            "title": "Balans",
            "summary": "Träning",
            "themes": ["äldre"],
            "parties": [{"name": "Region Västmanland"}, {"name": "RISE"}],
        }
    ).model

    assert Query.of(proposal, ["RISE"]) == Query("Balans", "Träning", ("äldre",), ("RISE",))
