from __future__ import annotations

import json
from collections import OrderedDict
from collections.abc import Callable
from datetime import UTC, date, datetime, time
from decimal import Decimal
from math import inf
from types import MappingProxyType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from screening.errors import InvalidInput, Problem
from screening.intake.building import MAX_PROBLEMS, MAX_VALUES
from screening.intake.documents import from_python, parse
from screening.intake.nodes import Entry, Mapping, Scalar, Sequence, plain
from screening.intake.source import MAX_BYTES, Format, Source
from screening.messages import LANGUAGES, catalogue
from tests.intake.reading import TEXTS, at, data, problem, refused, values
from tests.intake.reading import source as source_of

FORMATS: tuple[Format, ...] = ("yaml", "json", "toml")


def refused_data(value: object) -> tuple[Problem, ...]:
    with pytest.raises(InvalidInput) as caught:
        from_python(value)
    assert caught.value.describe("sv") != caught.value.describe("en")
    return caught.value.problems


# --- texts ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "text_format"),
    [
        ("title: å\nparties: [a, {b: 1}]", "yaml"),
        ('{"title": "å", "parties": ["a", {"b": 1}]}', "json"),
        ('title = "å"\nparties = ["a", {b = 1}]', "toml"),
    ],
)
def test_the_three_formats_say_the_same(text: str, text_format: Format) -> None:
    assert plain(parse(source_of(text, text_format))) == {"title": "å", "parties": ["a", {"b": 1}]}


@pytest.mark.parametrize("text_format", FORMATS)
def test_a_text_from_elsewhere_is_checked_before_it_is_parsed(text_format: Format) -> None:
    def document(text: str) -> Source:
        return source_of(text, text_format)

    assert refused(parse, document("# c\n")) == (Problem("reading.empty", file=f"f.{text_format}"),)
    assert refused(parse, document("a" * (MAX_BYTES + 1))) == (
        Problem("reading.too-large", {"megabytes": 1}, f"f.{text_format}"),
    )
    nul = document("a: \x00")
    assert refused(parse, nul) == (
        problem(nul, "control-character", at(1, 4, 5), character="U+0000"),
    )
    half = document('"\ud800"')
    assert refused(parse, half) == (
        problem(half, "control-character", at(1, 2, 3), character="U+D800"),
    )


@pytest.mark.parametrize("text_format", FORMATS)
def test_nesting_a_thousand_deep_is_refused_in_every_format(text_format: Format) -> None:
    text = ("a = " if text_format == "toml" else "") + "[" * 1_000 + "]" * 1_000

    (found,) = refused(parse, source_of(text, text_format))

    assert found.code == "reading.too-deep"
    assert found.params == {"limit": 50}


@given(data(st.text("aå 0:#-{[,'\"\\😀", max_size=12)))
def test_json_is_yaml_too(value: object) -> None:
    text = json.dumps(value, ensure_ascii=False)

    yaml_tree = parse(source_of(text, "yaml"))
    json_tree = parse(source_of(text, "json"))

    assert repr(plain(yaml_tree)) == repr(plain(json_tree))


@given(st.text(max_size=60), st.sampled_from(FORMATS))
def test_any_text_is_parsed_or_refused(text: str, text_format: Format) -> None:
    try:
        tree = parse(source_of(text, text_format))
    except InvalidInput:
        return
    assert all(node.span for node in values(tree))


# --- data from other programs ---------------------------------------------------------


def test_data_becomes_nodes_without_spans() -> None:
    assert from_python({"a": ["x", 1, (2.5, None)], "": True}) == Mapping(
        (
            Entry(
                Scalar("a"),
                Sequence((Scalar("x"), Scalar(1), Sequence((Scalar(2.5), Scalar(None))))),
            ),
            Entry(Scalar(""), Scalar(value=True)),
        )
    )


def test_any_kind_of_mapping_is_a_mapping() -> None:
    assert plain(from_python(MappingProxyType({"a": OrderedDict(b=1)}))) == {"a": {"b": 1}}


@pytest.mark.parametrize(
    "value",
    [
        date(2027, 1, 31),
        datetime(2027, 1, 31, tzinfo=UTC),
        time(7, 32),
        inf,
        "",
        {},
        [],
    ],
)
def test_every_kind_of_data_is_kept_as_it_is(value: object) -> None:
    assert plain(from_python(value)) == value


@given(data(TEXTS))
def test_data_comes_back_as_it_was(value: object) -> None:
    assert repr(plain(from_python(value))) == repr(value)


@pytest.mark.parametrize(
    ("value", "code", "params"),
    [
        (Decimal(1), "unsupported-type", {"type": "Decimal"}),
        (b"x", "unsupported-type", {"type": "bytes"}),
        ({1}, "unsupported-type", {"type": "set"}),
        (object(), "unsupported-type", {"type": "object"}),
        ({1: "x"}, "key-not-text", {}),
        ({"\ud800": 1}, "lone-surrogate", {}),
        ("a\udfff", "lone-surrogate", {}),
    ],
)
def test_data_that_cannot_be_used_is_refused(
    value: object, code: str, params: dict[str, object]
) -> None:
    (found,) = refused_data([value])

    assert found == Problem(f"reading.{code}", params, path=found.path)
    assert found.path.startswith("[0]")


def test_a_number_too_long_to_be_written_out_is_refused() -> None:
    assert plain(from_python(1 - 10**300)) == 1 - 10**300

    for number in (10**300, -(10**10_000)):
        assert refused_data(number) == (Problem("reading.number-too-large"),)


def test_every_problem_of_data_has_the_path_to_its_place() -> None:
    value = {"a": {1: 2}, "b": [1, {"c d": b"x"}], "e" * 70: {"f\n": 10**300}}

    assert refused_data(value) == (
        Problem("reading.key-not-text", path="a"),
        Problem("reading.unsupported-type", {"type": "bytes"}, path="b[1].c d"),
        Problem("reading.number-too-large", path="e" * 59 + "….f\ufffd"),
    )


def test_data_that_contains_itself_is_refused() -> None:
    around: dict[str, object] = {"a": [1]}
    around["b"] = {"c": [around, around]}

    assert refused_data(around) == (
        Problem("reading.circular", path="b.c[0]"),
        Problem("reading.circular", path="b.c[1]"),
    )


def test_data_that_stands_in_two_places_is_not_circular() -> None:
    shared = [1]

    assert plain(from_python({"a": shared, "b": shared})) == {"a": [1], "b": [1]}


def nested(depth: int, wrap: Callable[[object], object]) -> object:
    value: object = 1
    for _ in range(depth):
        value = wrap(value)
    return value


def test_fifty_levels_of_data_are_kept_and_the_next_is_refused() -> None:
    from_python(nested(50, lambda value: [value]))

    assert refused_data(nested(51, lambda value: [value])) == (
        Problem("reading.too-deep", {"limit": 50}, path="[0]" * 50),
    )
    assert refused_data(nested(100_000, lambda value: {"a": value})) == (
        Problem("reading.too-deep", {"limit": 50}, path=".".join("a" * 50)),
    )


def test_data_that_multiplies_is_refused_in_time() -> None:
    (found,) = refused_data(nested(40, lambda value: [value] * 9))

    assert found.code == "reading.too-many-values"
    assert found.params == {"limit": MAX_VALUES}


def test_data_of_more_text_than_a_file_may_have_is_refused() -> None:
    half = "x" * (MAX_BYTES // 2)
    from_python([half, half])

    assert refused_data([half, half, "x"]) == (
        Problem("reading.too-large", {"megabytes": 1}, path="[2]"),
    )


def test_no_more_problems_of_data_are_told_of_than_a_person_can_mend() -> None:
    assert refused_data([b""] * 1_000) == tuple(
        Problem("reading.unsupported-type", {"type": "bytes"}, path=f"[{i}]")
        for i in range(MAX_PROBLEMS)
    )


# --- texts for people -----------------------------------------------------------------


def test_every_problem_of_reading_has_a_message_and_a_help_in_both_languages() -> None:
    keys = {
        lang: {key for key in catalogue(lang) if key.startswith("reading.")} for lang in LANGUAGES
    }
    codes = {key.rsplit(".", 1)[0] for key in keys["en"]}

    assert keys["sv"] == keys["en"]
    assert keys["en"] == {f"{code}.{part}" for code in codes for part in ("message", "help")}
