from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rapidfuzz import fuzz

from screening.model.register import RegisterEntry
from screening.overlap.evidence import Evidence, evidence
from screening.overlap.matching import Query
from screening.overlap.text import folded, words
from tests.overlap.sample import TEXTS, entry, matcher, own, register, small

SAMPLE = register().entries


def held(one: RegisterEntry) -> set[str]:
    """The words of an entry."""
    return set(words("\n".join([one.name, *one.aliases, one.description or "", *one.themes])))


def check(query: Query) -> None:
    """What is shown as evidence really stands in the proposal and in the entry."""
    for match in matcher().matches(query, at_least=0):
        found = evidence(query, match)
        assert [one.score for one in found] == sorted((one.score for one in found), reverse=True)
        assert len({one.field for one in found}) == len(found)
        for one in found:
            assert one.proposal
            assert one.entry
            assert one.score == round(100 * match.fields[one.field])
            if one.field == "text":
                assert set(one.proposal.split(", ")) <= set(
                    words(f"{query.title}\n{query.summary}")
                )
                assert set(one.entry.split(", ")) <= held(match.entry)
                assert one.proposal.count(", ") == one.entry.count(", ") < 8
            elif one.field == "name":
                assert one.proposal == query.title
                assert one.entry in (match.entry.name, *match.entry.aliases)
            elif one.field == "themes":
                assert in_turn(one.proposal, query.themes)
                assert in_turn(one.entry, match.entry.themes)
            else:
                assert in_turn(one.proposal, query.others)
                assert in_turn(one.entry, match.entry.parties)


def in_turn(shown: str, named: tuple[str, ...]) -> bool:
    """Whether what is shown is some of the names, one after the other."""
    return any(
        shown == name or (shown.startswith(f"{name}, ") and in_turn(shown[len(name) + 2 :], named))
        for name in named
    )


@pytest.mark.parametrize("one", SAMPLE[::5], ids=lambda one: one.id)
def test_the_evidence_for_a_near_proposal_stands_in_both_texts(one: RegisterEntry) -> None:
    check(own(one))


@settings(max_examples=60)
@given(
    st.lists(st.sampled_from(SAMPLE), min_size=1, max_size=2),
    TEXTS,
    st.lists(st.sampled_from(["äldre", "vfu", "🤸", "", "Handledning", "e-hälsa"]), max_size=3),
)
def test_the_evidence_for_any_proposal_stands_in_both_texts(
    some: list[RegisterEntry], text: str, themes: list[str]
) -> None:
    whole = " ".join(each.description or "" for each in some)
    check(Query(text, f"{text} {whole[:200]}", tuple(themes), some[0].parties))


def test_the_evidence_of_a_match_is_told_field_by_field_the_likest_first() -> None:
    among = small(
        entry(
            "K-1",
            name="Balansgruppen",
            description="Fysioterapeuter leder balansträning för äldre.",
            themes=["äldre", "fall"],
            parties=["RISE", "Sala kommun"],
        ),
        entry("K-2", parties=["Sala kommun"]),
    )
    query = Query(
        "Balansgruppen igen",
        "En fysioterapeut leder balansträningen och äldre deltar.",
        ("Äldre", "kost"),
        ("sala  kommun", "Okänd"),
    )
    match, *_ = among.matches(query, at_least=1)
    scores = {field: round(100 * likeness) for field, likeness in match.fields.items()}

    assert evidence(query, match) == tuple(
        sorted(
            (
                Evidence("name", "Balansgruppen igen", "Balansgruppen", scores["name"]),
                Evidence(
                    "text",
                    "balansträningen, balansgruppen, fysioterapeut, äldre",
                    "balansträning, balansgruppen, fysioterapeuter, äldre",
                    scores["text"],
                ),
                Evidence("themes", "Äldre", "äldre", 50),
                Evidence("parties", "sala  kommun", "Sala kommun", 50),
            ),
            key=lambda one: (-one.score, one.field),
        )
    )


def test_where_nothing_met_there_is_no_evidence() -> None:
    query = Query("Frukost", "Gröt.")
    [match] = small(entry("K-1")).matches(query, at_least=0)

    assert evidence(query, match) == ()


def test_words_are_only_compared_with_those_that_begin_alike(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    compared: list[tuple[str, str]] = []

    class Counting:
        """The ratio of two words, with a note of which they were."""

        @staticmethod
        def ratio(one: str, other: str) -> float:
            compared.append((one, other))
            return fuzz.ratio(one, other)

    monkeypatch.setattr("screening.overlap.evidence.fuzz", Counting)
    text = " ".join(f"{folded(chr(97 + number % 26)) * 4}{number}" for number in range(7_000))
    query = Query("Balans", text[:50_000])
    match = next(m for m in matcher().matches(query, at_least=0) if m.entry.id == "K-009")
    evidence(query, match)

    by_stem: dict[str, int] = {}
    for word in held(match.entry):
        by_stem[word[:4]] = by_stem.get(word[:4], 0) + 1
    most = sum(by_stem.get(word[:4], 0) for word in words(f"{query.title} {query.summary}"))
    assert all(one[:4] == other[:4] for one, other in compared)
    assert len(compared) <= most <= 100
