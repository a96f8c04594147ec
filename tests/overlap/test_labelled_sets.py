"""The labelled queries of fixtures/overlap fit the form, and the halves are apart and alike."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import chain
from typing import Final

import pytest

from screening.intake.files import read_register
from screening.shipped import sample_register
from tests.benchmarks.overlap.labelled import HALVES, KINDS, Half, LabelledQuery, labelled

_FEWEST: Final = 200
_FEWEST_WITHOUT: Final = 80
_WITHOUT: Final = frozenset({"hard-negative", "unrelated"})


def everything() -> Sequence[LabelledQuery]:
    return list(chain.from_iterable(labelled(half) for half in HALVES))


def test_ids_are_unique() -> None:
    ids = Counter(query.id for query in everything())
    assert [query_id for query_id, number in ids.items() if number > 1] == []


@pytest.mark.parametrize("half", HALVES)
def test_every_kind_is_there(half: Half) -> None:
    assert {query.kind for query in labelled(half)} == set(KINDS)


def test_there_are_enough_with_a_counterpart_and_without() -> None:
    queries = everything()
    assert len(queries) >= _FEWEST
    assert sum(not query.counterpart for query in queries) >= _FEWEST_WITHOUT


@pytest.mark.parametrize("half", HALVES)
def test_counterparts_are_entries_each_named_once(half: Half) -> None:
    entries = set(read_register(sample_register()).model.ids())
    for query in labelled(half):
        assert set(query.counterpart) <= entries, query.id
        assert len(set(query.counterpart)) == len(query.counterpart), query.id


@pytest.mark.parametrize("half", HALVES)
def test_the_kinds_of_no_counterpart_have_none_and_the_others_have_one(half: Half) -> None:
    odd = [
        query.id
        for query in labelled(half)
        if (not query.counterpart) is not (query.kind in _WITHOUT)
    ]
    assert odd == []


@pytest.mark.parametrize("half", HALVES)
def test_title_only_has_no_summary(half: Half) -> None:
    told = [query.id for query in labelled(half) if query.kind == "title-only" and query.summary]
    assert told == []


def test_no_title_is_used_twice() -> None:
    titles = Counter(" ".join(query.title.casefold().split()) for query in everything())
    assert [title for title, number in titles.items() if number > 1] == []


def test_the_halves_are_of_about_the_same_size_and_make() -> None:
    one, other = (Counter(query.kind for query in labelled(half)) for half in HALVES)
    assert one.total() == pytest.approx(other.total(), rel=0.1)
    for kind in KINDS:
        assert one[kind] == pytest.approx(other[kind], rel=0.25, abs=2), kind
