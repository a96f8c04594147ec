"""An index that is stored finds what an index in memory finds."""

from __future__ import annotations

import hashlib
import json
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from screening import RuleSet, Screener
from screening.errors import InvalidInput, Problem
from screening.intake.register_writing import register_text
from screening.overlap import candidates
from screening.overlap.matching import Matcher, Query
from screening.overlap.stored_register import StoredRegister
from tests.overlap.sample import ENTRIES, NO_VOCABULARY, VOCABULARY, entry, register
from tests.overlap.stored import in_memory, matched, stored, written

QUERIES = [
    Query("Balans för seniorer", "Fysioterapeuter tränar yrsel och ont.", ("fall",), ("RISE",)),
    Query("Välfärds teknik", "senosrer i hemmet"),
    Query("older people", "pain, vård i hemmet", others=("Sala kommun",)),
    Query("skolbibliotekens läslust", "BVC"),
    Query("", ""),
]


def sample_lines() -> list[dict[str, Any]]:
    return [entry.model_dump(mode="json", exclude_defaults=True) for entry in register().entries]


# --- the same as in memory ------------------------------------------------------------------


@pytest.mark.parametrize("query", QUERIES, ids=lambda query: query.title)
def test_a_few_entries_are_found_as_in_memory(tmp_path: Path, query: Query) -> None:
    expected = matched(in_memory(ENTRIES, VOCABULARY), query)
    assert matched(stored(tmp_path, ENTRIES, VOCABULARY), query) == expected


def test_all_that_the_matching_is_tuned_by_is_found_as_in_memory(
    shipped: RuleSet, root: Path, tmp_path: Path
) -> None:
    text = (root / "fixtures/overlap/tuning.yaml").read_text(encoding="utf-8")
    one = Matcher(register(), shipped.vocabulary)
    other = stored(tmp_path, sample_lines(), shipped.vocabulary)
    for known in yaml.load(text, yaml.CSafeLoader):
        query = Query(known["title"], known.get("summary", ""), tuple(known.get("themes", ())))
        assert matched(other, query) == matched(one, query)


_SAID = st.lists(
    st.sampled_from(
        ["hembesök", "vård", "i", "hemmet", "sluten", "fas", "2", "2027", "välfärds", "teknik",
         "välfärdsteknik", "äldre", "gamla", "människor", "ont", "värken", "skol", "biblioteken",
         "skolbibliotek", "och", "satsning", "BVC", "ß", "ﬁn", "🤸", "مرحبا", "x" * 70, "a", "sång"]
    ),
    min_size=1,
    max_size=8,
).map(" ".join)  # fmt: skip
_ENTRIES = st.lists(
    st.fixed_dictionaries(
        {"name": _SAID},
        optional={
            "description": _SAID,
            "aliases": st.lists(_SAID, max_size=2),
            "themes": st.lists(_SAID, max_size=3),
            "parties": st.lists(_SAID, min_size=1, max_size=2),
        },
    ),
    min_size=1,
    max_size=5,
)


@settings(max_examples=60)
@given(_ENTRIES, st.lists(_SAID, min_size=2, max_size=2), st.lists(_SAID, max_size=2))
def test_any_register_gives_the_same_from_a_file_and_from_memory(
    texts: list[dict[str, Any]], said: list[str], more: list[str]
) -> None:
    entries = [entry(f"K-{number}", **each) for number, each in enumerate(texts)]
    query = Query(said[0], said[1], tuple(more), tuple(more))
    expected = matched(in_memory(entries, VOCABULARY), query)
    with tempfile.TemporaryDirectory() as folder:
        assert matched(stored(Path(folder), entries, VOCABULARY), query) == expected


def test_the_order_of_the_lines_makes_no_difference(tmp_path: Path) -> None:
    expected = [matched(in_memory(ENTRIES, VOCABULARY), query) for query in QUERIES]
    turned = stored(tmp_path, ENTRIES[::-1], VOCABULARY)
    assert [matched(turned, query) for query in QUERIES] == expected


def test_a_register_with_swedish_keys_is_the_same_register(tmp_path: Path) -> None:
    path = tmp_path / "register.jsonl"
    data = json.loads(register_text(register(), "sv", "json"))
    path.write_text("".join(f"{json.dumps(each)}\n" for each in data), encoding="utf-8")

    found = StoredRegister(path, NO_VOCABULARY)
    assert list(found.entries) == sorted(register().entries, key=lambda entry: entry.id)


def test_a_verdict_is_the_same_but_for_the_hash_of_the_register(
    shipped: RuleSet, tmp_path: Path
) -> None:
    path = written(tmp_path, sample_lines())
    one, other = (
        Screener.load(rules=shipped, register=each, engine="plain").screen(data())
        for each in (register(), path)
    )
    changed = {"register_": one.register_, "screened_at": one.screened_at}
    assert other.register_.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    assert other.model_copy(update=changed) == one


def data() -> dict[str, Any]:
    return {
        "title": "Balansträning för äldre",
        "summary": "Fysioterapeuter leder balansträning i grupp för äldre som har fallit.",
        "parties": [{"name": "Region Västmanland"}, {"name": "Mälardalens universitet"}],
    }


# --- where there is more than can be looked at ----------------------------------------------


def crowd() -> list[dict[str, Any]]:
    """Two hundred entries of the commonest words, each with a word of its own."""
    return [
        entry(
            f"K-{number:03}",
            name=f"Balans {'och yrsel' if number % 2 else ''} {'kör' if number % 3 else ''}",
            description=f"{'sång ' * (number % 5 > 2)} ord{chr(97 + number % 26)}{number // 26}x",
        )
        for number in range(200)
    ]


@pytest.mark.parametrize("met", [1, 30, 150, 400, 10_000])
@pytest.mark.parametrize("sorted_", [24, 60, 500])
def test_a_crowd_is_found_as_in_memory_however_little_of_it_is_looked_at(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, met: int, sorted_: int
) -> None:
    monkeypatch.setattr(candidates, "_MOST_MET", met)
    monkeypatch.setattr(candidates, "_MOST_SORTED", sorted_)
    one, other = in_memory(crowd(), VOCABULARY), stored(tmp_path, crowd(), VOCABULARY)
    for query in (Query("balans ordc3x", "yrsel och körsång"), Query("balans", ""), *QUERIES):
        assert matched(other, query) == matched(one, query)


def test_the_rare_word_finds_its_entry_in_a_crowd_and_the_common_ones_sort_the_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(candidates, "_MOST_MET", 100)
    among = stored(tmp_path, crowd(), VOCABULARY)

    found = matched(among, Query("ordc3x", "yrsel, balans, kör och sång"))
    assert found[0][0] == StoredRegister(tmp_path / "register.jsonl", VOCABULARY).get("K-080")


# --- the register ---------------------------------------------------------------------------


def test_entries_are_got_by_their_ids_and_told_in_the_order_of_these(tmp_path: Path) -> None:
    found = StoredRegister(written(tmp_path, ENTRIES[::-1]), VOCABULARY)
    entries = sorted(in_memory_entries(), key=lambda entry: entry.id)

    assert list(found.ids()) == [entry.id for entry in entries]
    assert (len(found), len(found.index)) == (5, 5)
    assert list(found.entries) == entries
    assert (found.entries[-1], found.entries[1:3]) == (entries[-1], entries[1:3])
    assert [found.get(entry.id) for entry in entries] == entries
    assert ("K-3" in found, "K-9" in found, 3 in found, found.get("K-9")) == (
        True, False, False, None,
    )  # fmt: skip
    with pytest.raises(IndexError):
        found.entries[5]


def in_memory_entries() -> list[Any]:
    return [match[0] for match in matched(in_memory(ENTRIES, VOCABULARY), everything())]


def everything() -> Query:
    return Query("", " ".join(f"{each['name']} {each['description']}" for each in ENTRIES))


def test_a_register_that_is_changed_while_it_is_open_is_told_of_and_never_misread(
    tmp_path: Path,
) -> None:
    path = written(tmp_path, ENTRIES)
    found = StoredRegister(path, VOCABULARY)
    with path.open("a", encoding="utf-8") as file:
        file.write("\n")

    with pytest.raises(InvalidInput) as caught:
        found.get("K-1")
    assert caught.value.problems == (Problem("reading.changed", file=str(path)),)


def test_a_register_that_is_replaced_while_it_is_open_stays_what_it_was(tmp_path: Path) -> None:
    path = written(tmp_path, ENTRIES)
    found = StoredRegister(path, VOCABULARY)
    path.rename(tmp_path / "old.jsonl")
    written(tmp_path, [entry("K-1", name="Annat")])

    assert [entry.name for entry in found.entries][:1] == ["Balansgruppen"]


def test_lines_are_read_on_systems_that_cannot_read_from_a_place_in_one_step(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = StoredRegister(written(tmp_path, ENTRIES), VOCABULARY)
    monkeypatch.setattr(sys, "platform", "win32")

    assert [entry.id for entry in found.entries] == ["K-1", "K-2", "K-3", "K-4", "K-5"]


# --- whatever the text ----------------------------------------------------------------------

HOSTILE = {
    "nothing": "",
    "blanks": " \n\t\u2003",
    "emoji": "🤸" * 1_000 + "👩‍👩‍👧‍👦 🏳️‍🌈",
    "right to left": "مرحبا بالعالم שלום עולם \u202e abc \u202c " * 1_000,
    "common words only": "och att i med för samverkan projekt nätverk " * 20_000,
    "five megabytes of a word": "x" * 5_000_000,
    "five megabytes of words": "hembesök balans " * 320_000,
    "as many words as there are": " ".join(f"ord{number:x}a" for number in range(400_000)),
    "compounds without an end": "vårdskolbalanssång" * 250_000,
    "halves of characters": "\ud800 \udfff" * 1_000,
    "marks on marks": "a" + "\u0301" * 1_000_000,
    "what is nothing once it is read": "… — ! ? \0 _ _ _ " * 100_000,
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
@pytest.mark.parametrize("where", ["memory", "file"])
def test_whatever_the_text_there_is_an_answer_in_bounded_time(
    tmp_path: Path, shipped: RuleSet, where: str, text: str
) -> None:
    make = in_memory if where == "memory" else lambda *args: stored(tmp_path, *args)
    among = make(sample_lines(), shipped.vocabulary)
    start = time.process_time()

    found = matched(among, Query(text, text, (text,), (text,)))

    assert time.process_time() - start < 3
    assert all(0 <= each[1] <= 100 for each in found)  # type: ignore[operator]
    assert len(found) <= candidates.CANDIDATES
