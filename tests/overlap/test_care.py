"""What a register needs from those who keep it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from screening.intake.files import register_from_data
from screening.messages import LANGUAGES, Lang, catalogue
from screening.model.vocabulary import Vocabulary
from screening.overlap import care_finding
from screening.overlap.care import CARE_CODES, MOST_TOLD, Care, Cares
from screening.overlap.care_finding import (
    MOST_HOLDERS,
    MOST_POSSIBLE,
    NOTICE,
    care_of_bands,
    found_cares,
)
from screening.ruleset.rules import Bands, RuleSet
from tests.overlap.sample import entry, register

DAY = date(2026, 12, 1)
WORDS = Vocabulary(
    synonyms=("balans, jämvikt / balance", "frukost / breakfast"), subjects=("tåg, spår / trains",)
)
BANDS = Bands(possible=30, strong=60)


def sound(entry_id: str, **changes: Any) -> dict[str, Any]:
    """An entry that needs nothing, but for the changes; its words are its own."""
    own = f"{entry_id.lower().replace('-', '')}et"
    return entry(
        entry_id,
        **{
            "name": f"The {own}",
            "description": f"Här görs {own}.",
            "themes": ["balans"],
            **changes,
        },
    )


def found(*entries: dict[str, Any], bands: Bands = BANDS, as_of: date = DAY) -> list[Care]:
    return list(Cares(found_cares(register_from_data(list(entries)).model, WORDS, as_of, bands)))


def without_overlaps(*entries: dict[str, Any], as_of: date = DAY) -> list[Care]:
    return found(*entries, bands=Bands(possible=100, strong=100), as_of=as_of)


def agreed(agreement: str, valid_to: date | None = None, **changes: Any) -> dict[str, Any]:
    until = {} if valid_to is None else {"valid_to": valid_to.isoformat()}
    return sound("K-1", agreement={"status": agreement, **until}, **changes)


def test_a_register_that_has_all_it_should_needs_nothing() -> None:
    assert without_overlaps(sound("K-1"), sound("K-2")) == []
    assert found() == []


# --- overlaps -------------------------------------------------------------------------------


def test_two_entries_of_the_same_words_overlap_strongly_and_are_told_of_once() -> None:
    text = {"description": "Körsång och vandring längs kanalen.", "themes": ["balans"]}
    others = [sound(f"K-{number}") for number in range(3, 9)]
    pair, *rest = found(
        sound("K-1", name="The singing walkers", **text),
        sound("K-2", name="Walkers who sing", **text),
        *others,
    )

    assert (pair.code, sorted(pair.entries), pair.at) == (
        "overlap-strong",
        ["K-1", "K-2"],
        ("id",),
    )
    assert pair.facts["score"] in range(60, 101)
    fields = pair.facts["fields"]
    assert isinstance(fields, dict)
    assert fields["text"] > 50
    assert [each.code for each in rest if "K-1" in each.entries] == []


def test_of_possible_overlaps_only_the_likest_are_told(shipped: RuleSet) -> None:
    told = list(found_cares(register(), shipped.vocabulary, DAY, Bands(possible=5, strong=100)))
    scores = [care.facts["score"] for care in told if care.code == "overlap-possible"]

    assert len(scores) == MOST_POSSIBLE
    assert scores == sorted(scores, reverse=True, key=str)
    assert not [care for care in told if care.code == "overlap-strong"]


# --- names ----------------------------------------------------------------------------------


def test_a_name_that_several_entries_have_is_told_of_once_however_it_is_written() -> None:
    one = sound("K-1", aliases=["S3-forum", "s3 FORUM"])
    told = without_overlaps(one, sound("K-2", aliases=["S3 Forum"]), sound("K-3", name="s3-forum"))

    same = [care for care in told if care.code == "same-name"]
    assert same == [Care("same-name", ("K-1", "K-2", "K-3"), {"name": "S3-forum"})]


def test_of_a_name_that_very_many_entries_have_only_some_of_them_are_told() -> None:
    many = [sound(f"K-{number:03}", name="The same") for number in range(MOST_HOLDERS + 5)]
    (same,) = [care for care in without_overlaps(*many) if care.code == "same-name"]

    assert same.entries == tuple(f"K-{number:03}" for number in range(MOST_HOLDERS))
    assert same.facts == {"name": "The same", "count": MOST_HOLDERS + 5}


def test_an_entry_without_an_english_name_is_told_of_and_an_alias_will_do() -> None:
    swedish = {"name": "Balans på morgonen"}

    assert without_overlaps(sound("K-1", **swedish)) == [Care("no-english-name", ("K-1",))]
    assert without_overlaps(sound("K-1", **swedish, aliases=["BPM", "Morning Balance"])) == []


def test_names_of_the_parties_say_nothing_of_the_language() -> None:
    parties = ["Region Västmanland", "Trains of Sweden"]

    told = without_overlaps(sound("K-1", name="Trains Sweden", parties=parties))
    assert told == [Care("no-english-name", ("K-1",))]


# --- agreements -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("days", "expected"),
    [(-1, "agreement-ended"), (0, "agreement-ends"), (NOTICE, "agreement-ends"), (NOTICE + 1, "")],
)
def test_an_agreement_is_told_of_when_it_ends_and_once_it_has_ended(
    days: int, expected: str
) -> None:
    last = DAY + timedelta(days)
    facts = {"valid_to": last} | ({"days": days} if days >= 0 else {})
    told = without_overlaps(agreed("in-force", last))

    at = ("agreement", "valid_to")
    assert [(one.code, one.entries, dict(one.facts), one.at) for one in told] == (
        [(expected, ("K-1",), facts, at)] if expected else []
    )


def test_an_agreement_that_is_said_to_be_over_or_never_ends_is_no_news() -> None:
    assert without_overlaps(agreed("expired", DAY - timedelta(9))) == []
    assert without_overlaps(agreed("in-force")) == []
    assert without_overlaps(agreed("none")) == []


def test_of_an_entry_that_has_ended_the_agreement_may_end_too() -> None:
    soon = without_overlaps(agreed("in-force", DAY, status="ended"))
    over = without_overlaps(agreed("in-force", DAY - timedelta(1), status="ended"))

    assert soon == []
    assert [care.code for care in over] == ["agreement-ended"]


@pytest.mark.parametrize("kind", ["platform", "framework-agreement"])
def test_a_broader_host_at_work_without_an_agreement_is_noted(kind: str) -> None:
    note = [Care("no-agreement", ("K-1",))]

    assert without_overlaps(sound("K-1", kind=kind)) == note
    assert without_overlaps(agreed("expired", kind=kind)) == note
    assert without_overlaps(agreed("in-force", kind=kind)) == []
    assert without_overlaps(agreed("none", kind=kind, status="dormant")) == []


# --- what can be met ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("changes", "missing"),
    [
        ({"description": None}, ("description",)),
        ({"themes": []}, ("themes",)),
        ({"description": None, "themes": []}, ("description", "themes")),
    ],
)
def test_an_entry_that_says_little_is_hard_to_find(
    changes: dict[str, Any], missing: tuple[str, ...]
) -> None:
    told = without_overlaps(sound("K-1", **changes))
    assert told == [Care("hard-to-find", ("K-1",), {"missing": missing})]


def test_a_theme_outside_the_vocabulary_is_told_with_the_term_that_is_nearest() -> None:
    covers = {"themes": ["tågspår", "krokodiler"]}
    told = without_overlaps(
        sound("K-1", themes=["jämvikten", "frukåst"]),
        agreed("in-force", kind="platform", covers=covers) | {"id": "P-1", "name": "The p1et"},
    )

    assert told == [
        Care("unknown-theme", ("K-1",), {"theme": "frukåst", "nearest": "frukost"}, ("themes", 1)),
        Care(
            "unknown-theme",
            ("P-1",),
            {"theme": "krokodiler", "nearest": None},
            ("covers", "themes", 1),
        ),
    ]


def test_of_a_large_register_some_entries_are_compared_with_all_and_that_is_told(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(care_finding, "MOST_TRIED", 4)
    text = {"description": "Körsång och vandring längs kanalen."}
    alike = [sound(f"K-{number}", name=f"Walk {number}", **text) for number in range(9)]
    told = found(*alike)

    (sampled,) = [care for care in told if care.code == "overlap-sampled"]
    assert sampled == Care("overlap-sampled", facts={"tried": 3, "entries": 9})
    pairs = [care.entries for care in told if care.code == "overlap-strong"]
    assert pairs
    assert all({"K-0", "K-3", "K-6"} & set(pair) for pair in pairs)


# --- all of them ----------------------------------------------------------------------------


def test_the_bands_are_cared_for_too() -> None:
    assert care_of_bands(None) == (Care("not-calibrated"),)
    assert care_of_bands("current") == ()
    assert care_of_bands("register-changed") == (Care("register-changed"),)
    assert care_of_bands("scoring-changed") == (Care("scoring-changed"),)


def test_only_what_can_be_put_right_is_to_be_mended() -> None:
    levels = {code: Care(code).level for code in CARE_CODES}

    assert [code for code, level in levels.items() if level == "judge"] == [
        "overlap-strong",
        "overlap-possible",
    ]
    assert [code for code, level in levels.items() if level == "know"] == [
        "overlap-sampled",
        "agreement-ends",
        "no-agreement",
        "unknown-theme",
    ]


def test_cares_come_in_the_order_of_their_codes_and_then_of_the_register(shipped: RuleSet) -> None:
    told = Cares(found_cares(register(), shipped.vocabulary, DAY, BANDS))
    ended = [care.entries for care in told if care.code == "agreement-ended"]

    codes = [CARE_CODES.index(care.code) for care in told]
    assert codes == sorted(codes)
    assert ended == [("K-009",), ("P-004",)]


def test_of_each_kind_so_many_are_told_and_all_are_counted() -> None:
    many = [Care("no-english-name", (f"K-{number}",)) for number in range(MOST_TOLD + 3)]
    told = Cares([*many, Care("overlap-strong", ("K-1", "K-2")), *many, Care("unknown-theme")])

    assert [care.code for care in told[:2]] == ["overlap-strong", "no-english-name"]
    assert len(told) == MOST_TOLD + 2
    assert told.counts == {
        "overlap-strong": 1,
        "no-english-name": 2 * MOST_TOLD + 6,
        "unknown-theme": 1,
    }
    assert told.levels == {"mend": 2 * MOST_TOLD + 6, "judge": 1, "know": 1}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_there_are_words_for_every_care_and_for_no_other(lang: Lang) -> None:
    parts = {
        key.split(".")[1] for key in catalogue(lang) if key.startswith("care.") and "." in key[5:]
    }
    assert parts == set(CARE_CODES)
    for code in CARE_CODES:
        assert {f"care.{code}.{part}" for part in ("head", "line", "do")} <= set(catalogue(lang))
