"""The catalogues of both languages say the same things, and all that the code asks for."""

from __future__ import annotations

import re
from pathlib import Path
from string import Formatter

import pytest

from screening.messages import LANGUAGES, Lang, catalogue, message
from screening.ruleset.facts import FACTS

SOURCE = Path(__file__).resolve().parents[2] / "screening"
CODE = "\n".join(path.read_text(encoding="utf-8") for path in sorted(SOURCE.rglob("*.py")))

# Keys that are put together from parts: what they begin with, and what may follow.
BUILT = (
    "choices.", "columns.", "facts.", "fields.", "headings.", "cli.", "reading.", "rules.",
    "input.", "many.column.", "many.made.", "rows.example.",
    "verdict.party-", "text.field-", "text.column-", "text.for-each-", "text.wanted-",
    "text.one-of", "text.none-of", "text.at-least", "text.at-most", "verdict.yes", "verdict.no",
    "verdict.unknown", "verdict.and", "verdict.or",
    "calibration.column-", "calibration.mark-", "calibration.old-", "calibration.possible",
    "calibration.strong", "care.", "text.met-", "text.missing-", "text.margin-", "text.bands-",
    "text.valid-", "verdict.bands-", "cases.", "coverage.", "diff.", "logic.", "prove.",
    "revisions.", "handbook.", "mutants.", "page.", "scaffold.", "schema.", "form.", "package.",
    "sheet.",
)  # fmt: skip


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def test_both_languages_have_the_same_keys() -> None:
    assert set(catalogue("sv")) == set(catalogue("en"))


def test_a_text_has_the_same_placeholders_in_both_languages() -> None:
    # The choices are named in the reader's own language.
    same = {"choices_sv": "choices", "field_sv": "field", "known_sv": "known"}
    different = {
        key: (placeholders(text), placeholders(catalogue("en")[key]))
        for key, text in catalogue("sv").items()
        if {same.get(name, name) for name in placeholders(text)}
        != placeholders(catalogue("en")[key])
    }
    assert different == {}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_text_is_empty(lang: Lang) -> None:
    assert [key for key, text in catalogue(lang).items() if not text.strip()] == []


def test_swedish_texts_use_swedish_quotation_marks_and_english_ones_english() -> None:
    assert [key for key, text in catalogue("sv").items() if "“" in text] == []
    assert [key for key, text in catalogue("en").items() if "”" in text and "“" not in text] == []


def test_every_key_that_the_code_names_is_there() -> None:
    named = set(re.findall(r'message\(\s*"([a-z][\w.-]+)"', CODE))
    named |= {f"text.{key}" for key in re.findall(r'_(?:say|head)\(\s*"([\w-]+)"', CODE)}
    named |= {
        f"{code}.{part}"
        for code in re.findall(r'"((?:reading|rules|input)\.[a-z-]+)"', CODE)
        for part in ("message", "help")
    }
    assert sorted(named - set(catalogue("en"))) == []


def test_every_mistake_that_a_model_finds_is_told_in_our_words() -> None:
    kinds = set(re.findall(r'PydanticCustomError\(\s*"(\w+)"', CODE))
    kinds |= set(re.findall(r'_matching\("(\w+)"', CODE))
    wanted = {f"input.{kind.replace('_', '-')}.message" for kind in kinds}
    assert sorted(wanted - set(catalogue("en"))) == []


def test_no_text_is_left_that_nothing_asks_for() -> None:
    named = set(re.findall(r'["\x27]([a-z][\w.-]+)["\x27]', CODE))
    named |= {f"text.{key}" for key in named}
    left = [key for key in catalogue("en") if key not in named and not key.startswith(BUILT)]
    assert left == []


def test_every_fact_that_can_be_unknown_has_its_question() -> None:
    wanted = {f"facts.{fact.name}.ask" for fact in FACTS.values() if fact.unknown is not None}
    assert wanted <= set(catalogue("sv"))


def test_every_fact_has_a_label_and_an_explanation() -> None:
    wanted = {f"facts.{name}.{part}" for name in FACTS for part in ("label", "help")}
    assert wanted <= set(catalogue("sv"))


def test_a_message_that_is_not_there_is_a_mistake_in_the_program() -> None:
    with pytest.raises(KeyError):
        message("no.such-text", "sv")


def test_parameters_may_have_any_name() -> None:
    assert message("input.same-key-twice.message", "en", key="a", other="b", lang="x") == (
        "“a” and “b” are the same key."
    )
