"""How like each other the entries of a register are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from screening.intake.files import register_from_data
from screening.model.register import RegisterEntry
from screening.overlap.matching import Matcher
from screening.overlap.neighbours import Pair, likest, neighbours
from screening.ruleset.rules import RuleSet
from tests.overlap.sample import ENTRIES, NO_VOCABULARY, entry, register

TOGETHER = register_from_data(
    [
        entry("A", name="Frukost", description="Bullar"),
        entry("B", name="Frukost i skolan", themes=["bullar"]),
        entry("C", name="Trumpet", parties=["RISE"]),
        entry("D", name="Cykel", description="Skolan", parties=["RISE"]),
    ]
).model
FOUND = list(neighbours(Matcher(TOGETHER, NO_VOCABULARY), TOGETHER.entries, iter))


def ids(pairs: Sequence[Pair]) -> list[tuple[str, str]]:
    return [(pair.one.id, pair.other.id) for pair in pairs]


def test_each_entry_is_told_with_the_others_that_it_is_like_the_likest_first() -> None:
    assert [ids(pairs) for pairs in FOUND] == [
        [("A", "B")],
        [("B", "A"), ("B", "D")],
        [],
        [("D", "B")],
    ]
    for pairs in FOUND:
        assert [pair.score for pair in pairs] == sorted((p.score for p in pairs), reverse=True)


def test_only_what_every_proposal_says_of_itself_is_tried() -> None:
    both = [
        entry("A", name="Frukost", themes=["sömn"], parties=["RISE"], aliases=["Trumpet"]),
        entry("B", name="Cykel", themes=["sömn"], parties=["RISE"], aliases=["Trumpet"]),
    ]
    among = register_from_data(both).model

    assert list(neighbours(Matcher(among, NO_VOCABULARY), among.entries, iter)) == [[], []]


def test_who_watches_is_given_every_entry_and_gives_them_out() -> None:
    seen: list[str] = []

    def watching(entries: Sequence[RegisterEntry]) -> Iterator[RegisterEntry]:
        seen.append(f"of {len(entries)}")
        for one in entries:
            seen.append(one.id)
            yield one

    among = register_from_data(list(ENTRIES)).model
    assert len(list(neighbours(Matcher(among, NO_VOCABULARY), among.entries, watching))) == 5
    assert seen == ["of 5", "K-1", "K-2", "K-3", "K-4", "K-5"]


def test_a_pair_is_told_once_the_way_that_it_is_likest_and_only_with_the_score() -> None:
    every = likest(FOUND, at_least=0)
    first, second = every

    assert {frozenset(pair) for pair in ids(every)} == {frozenset("AB"), frozenset("BD")}
    assert first.score == max(FOUND[0][0].score, FOUND[1][0].score)
    assert likest(FOUND, at_least=second.score + 1) == [first]
    assert likest(FOUND, at_least=101) == []


def test_a_pair_is_told_with_the_fields_that_speak_for_it_the_likest_first() -> None:
    one, other = TOGETHER.entries[:2]
    pair = Pair(one, other, 60, agreed=True, fields={"text": 0.25, "name": 0.249, "title": 1.0})

    assert list(pair.speaking.items()) == [("title", 100), ("text", 25)]


def test_the_likest_of_the_sample_register_are_of_one_subject_and_none_is_a_double(
    shipped: RuleSet,
) -> None:
    among = Matcher(register(), shipped.vocabulary)
    first, *_ = found = likest(neighbours(among, register().entries, iter), at_least=50)

    assert first.agreed
    assert first.score < 90
    assert all(pair.one != pair.other for pair in found)
