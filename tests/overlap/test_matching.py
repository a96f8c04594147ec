from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from screening import Screener
from screening.engine.drawing import band_of
from screening.model.register import RegisterEntry
from screening.overlap.matching import FIELDS, Match, Query, same_theme
from screening.overlap.text import words
from tests.overlap.sample import TEXTS, entry, matcher, own, register, scores, small

SAMPLE = register().entries

# --- an entry and itself --------------------------------------------------------------------


@pytest.mark.parametrize("one", SAMPLE, ids=lambda one: one.id)
def test_an_entry_is_most_like_itself_and_nearly_wholly_so(one: RegisterEntry) -> None:
    first, second, *_ = matcher().matches(own(one), at_least=0)

    # Not quite 100 where the entry has aliases, which a proposal cannot have.
    assert first.entry == one
    assert first.score >= 94
    assert (first.fields["name"], first.fields["themes"]) == (1.0, 1.0)
    assert second.score < 60


def test_an_entry_without_aliases_is_wholly_like_itself() -> None:
    among = small(entry("K-1", name="Balansgruppen", description="Träning för äldre"), entry("K-2"))

    assert scores(among, Query("Balansgruppen", "Träning för äldre")) == {"K-1": 100, "K-2": 0}


# --- any text at all ------------------------------------------------------------------------


@settings(max_examples=200)
@given(TEXTS, TEXTS, st.lists(TEXTS, max_size=3), st.lists(TEXTS, max_size=2))
def test_any_proposal_has_a_score_from_0_to_100_with_every_entry(
    title: str, summary: str, themes: list[str], others: list[str]
) -> None:
    query = Query(title, summary, tuple(themes), tuple(others))
    found = matcher().matches(query, at_least=0)

    assert sorted(match.entry.id for match in found) == sorted(register().ids())
    assert found == sorted(found, key=lambda match: (-match.score, match.entry.id))
    for match in found:
        assert 0 <= match.score <= 100
        assert set(match.fields) == set(FIELDS)
        assert all(0.0 <= likeness <= 1.0 for likeness in match.fields.values())
        assert match.name in (match.entry.name, *match.entry.aliases)
        assert match.score >= int(100 * match.fields["text"])


@pytest.mark.parametrize("text", ["", "och att", "🤸 🤸", "…", "\0"])
def test_a_proposal_that_says_nothing_is_like_nothing(text: str) -> None:
    assert set(scores(matcher(), Query(text, text)).values()) == {0}


def test_no_register_has_no_matches() -> None:
    assert small().matches(Query("Balans", "Balans", ("balans",), ("RISE",)), at_least=0) == []


# --- more in common is never less -----------------------------------------------------------


@pytest.mark.parametrize("one", SAMPLE, ids=lambda one: one.id)
def test_sharing_one_word_more_never_lowers_the_score(one: RegisterEntry) -> None:
    shared = list(dict.fromkeys(words(one.description or "")))
    last = 0
    for number in range(1, len(shared) + 1):
        score = scores(matcher(), Query("", " ".join(shared[:number])))[one.id]
        assert score >= last
        last = score
    assert last > 70


@given(st.sets(st.integers(0, 11)), st.integers(0, 11))
def test_sharing_one_rare_word_more_never_lowers_the_score(shared: set[int], more: int) -> None:
    rare = ["".join(chr(0x4E00 + 8 * number + each) for each in range(8)) for number in range(12)]
    among = small(entry("K-1", name="K", description=" ".join(rare)), entry("K-2"))

    def score(numbers: set[int]) -> int:
        return scores(among, Query("", " ".join(rare[each] for each in sorted(numbers))))["K-1"]

    assert score(shared) <= score(shared | {more})


@pytest.mark.parametrize("one", SAMPLE[::6], ids=lambda one: one.id)
def test_each_field_in_common_adds_to_the_score_and_none_takes_from_it(one: RegisterEntry) -> None:
    bare = Query("", (one.description or "")[:120])
    more = (
        replace(bare, title=one.name),
        replace(bare, themes=one.themes),
        replace(bare, others=one.parties),
    )
    for query in more:
        assert scores(matcher(), query)[one.id] >= scores(matcher(), bare)[one.id]


# --- what weighs nothing --------------------------------------------------------------------


def test_the_two_parties_weigh_nothing_wherever_they_are_named(screener: Screener) -> None:
    summary = "Fysioterapeuter leder balansträning i grupp för äldre som har fallit."
    said = f"{summary} Region Västmanland och Mälardalens universitet (MDU) samverkar."
    plain = {
        "title": "Balans",
        "summary": summary,
        "parties": [{"name": "Region Västmanland"}, {"name": "Mälardalens universitet"}],
    }
    same = [
        plain | {"parties": [{"name": "RV"}]},
        plain | {"parties": [{"name": "Folktandvården Västmanland"}, {"name": "MDH"}]},
        plain | {"summary": said},
    ]
    expected = [(one.id, one.score, one.evidence) for one in screener.screen(plain).overlaps]
    assert expected

    for data in same:
        overlaps = screener.screen(data).overlaps
        assert [(one.id, one.score, one.evidence) for one in overlaps] == expected


def test_a_party_weighs_the_less_the_more_entries_have_it() -> None:
    among = small(
        entry("K-1", parties=["RISE", "ABB"]),
        entry("K-2", parties=["ABB", "Sala kommun"]),
        entry("K-3", parties=["Sala  KOMMUN"]),
    )

    def parties(*others: str) -> list[float]:
        found = among.matches(Query("x", "x", (), others), at_least=0)
        by_id = {match.entry.id: match.fields["parties"] for match in found}
        return [by_id[entry_id] for entry_id in ("K-1", "K-2", "K-3")]

    assert parties() == [0.0, 0.0, 0.0]
    assert parties("rise") == [1.0, 0.0, 0.0]
    assert parties("ABB") == [0.5, 0.5, 0.0]
    assert parties("ABB", "RISE", "Sala kommun") == [1.0, 0.5, 0.5]


# --- fields ---------------------------------------------------------------------------------


def test_themes_meet_but_for_inflection_and_by_their_share() -> None:
    among = small(entry("K-1", themes=["testbädd", "äldre"]), entry("K-2", themes=["kost"]))

    def share(*themes: str) -> float:
        found = among.matches(Query("x", "x", themes), at_least=0)
        return next(match.fields["themes"] for match in found if match.entry.id == "K-1")

    assert [share(), share("skor"), share("Testbädden")] == [0.0, 0.0, 1.0]
    assert share("TESTBÄDD", "skor") == 0.5
    assert share("äldre", "testbädd", "kost", "skor") == 0.5


@given(TEXTS, TEXTS)
def test_themes_are_the_same_both_ways(one: str, other: str) -> None:
    assert same_theme(one, other) == same_theme(other, one)


def test_a_name_meets_in_any_order_of_its_words_and_by_an_alias() -> None:
    among = small(
        entry("K-1", name="Nätverk för bibliotek", aliases=["Library Network", "BN"]), entry("K-2")
    )

    def nearest(title: str) -> tuple[float, str]:
        first, *_ = [m for m in among.matches(Query(title, "x"), at_least=0) if m.entry.id == "K-1"]
        return round(first.fields["name"], 1), first.name

    assert nearest("bibliotek nätverk för") == (1.0, "Nätverk för bibliotek")
    assert nearest("LIBRARY NETWORK") == (1.0, "Library Network")
    assert nearest("Frukost") == (0.0, "Nätverk för bibliotek")


def test_only_matches_with_the_score_are_given_and_those_asked_for_besides() -> None:
    query = own(SAMPLE[0])
    everything = matcher().matches(query, at_least=0)
    limit = everything[3].score

    near = matcher().matches(query, at_least=limit)
    assert near == [match for match in everything if match.score >= limit]
    asked = matcher().matches(query, at_least=101, besides={"K-002", "K-040", "no such"})
    assert {match.entry.id for match in asked} == {"K-002", "K-040"}
    assert set(map(score_of, asked)) <= set(map(score_of, everything))


def score_of(match: Match) -> tuple[str, int]:
    return match.entry.id, match.score


def test_no_entry_overlaps_strongly_with_the_description_of_another(screener: Screener) -> None:
    bands = screener.ruleset.bands
    strong = [
        (one.id, match.entry.id)
        for one in SAMPLE
        for match in matcher().matches(Query("", one.description or ""), at_least=bands.strong)
        if match.entry.id != one.id and band_of(match, bands) == "strong"
    ]
    assert strong == []


def test_one_matcher_serves_many_threads() -> None:
    queries = [own(one) for one in SAMPLE]
    one_by_one = [scores(matcher(), query) for query in queries]
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(lambda query: scores(matcher(), query), queries)) == one_by_one
