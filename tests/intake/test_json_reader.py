from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from screening.errors import InvalidInput, Span
from screening.intake.building import MAX_PROBLEMS, MAX_VALUES
from screening.intake.json_reader import read_json
from screening.intake.nodes import Entry, Mapping, Node, Scalar, Sequence, plain
from screening.intake.source import MAX_BYTES, Source
from tests.intake.reading import TEXTS, at, cut, data, entries, problem, refused, values
from tests.intake.reading import source as source_of


def source(text: str) -> Source:
    return source_of(text, "json")


def read(text: str) -> Node:
    return read_json(source(text))


def test_every_key_and_value_knows_where_it_stands() -> None:
    text = '{"title": "Hembesök 😀",\r\n "a\\u0062": [1, -2.5e1, true, {}],\n\t"c": null}\n'

    assert read(text) == Mapping(
        (
            Entry(Scalar("title", at(1, 2, 9)), Scalar("Hembesök 😀", at(1, 11, 23))),
            Entry(
                Scalar("ab", at(2, 2, 11)),
                Sequence(
                    (
                        Scalar(1, at(2, 14, 15)),
                        Scalar(-25.0, at(2, 17, 23)),
                        Scalar(value=True, span=at(2, 25, 29)),
                        Mapping((), at(2, 31, 33)),
                    ),
                    at(2, 13, 34),
                ),
            ),
            Entry(Scalar("c", at(3, 2, 5)), Scalar(None, at(3, 7, 11))),
        ),
        Span(1, 1, 3, 12),
    )


@pytest.mark.parametrize(
    "text",
    ["[]", " {} ", '""', "0", "-0.0", "1e3", "false", '"\\ud83d\\ude00\\/\\t"', '{"": [[]]}'],
)
def test_what_the_standard_library_reads_is_read_the_same(text: str) -> None:
    assert repr(plain(read(text))) == repr(json.loads(text))


REFUSED: list[tuple[str, str, Span, dict[str, object]]] = [
    # what other formats have and JSON has not
    ('{"a": 1,}', "trailing-comma", at(1, 8, 9), {}),
    ("[1, 2 , ]", "trailing-comma", at(1, 7, 8), {}),
    ("// c\n[1]", "json-comment", at(1, 1, 5), {}),
    ("[1] # c", "json-comment", at(1, 5, 8), {}),
    ("[1, /* c\n */ 2]", "json-comment", Span(1, 5, 2, 4), {}),
    ("{'a': 1}", "single-quotes", at(1, 2, 5), {}),
    ("{a: 1}", "json-unquoted", at(1, 2, 3), {"word": "a"}),
    ("[ja]", "json-unquoted", at(1, 2, 4), {"word": "ja"}),
    ("[ja eller nej ]", "json-unquoted", at(1, 2, 14), {"word": "ja eller nej"}),
    ('{"a": NaN}', "not-finite", at(1, 7, 10), {"word": "NaN"}),
    ('{"a": -Infinity}', "not-finite", at(1, 7, 16), {"word": "-Infinity"}),
    ("[007]", "json-number", at(1, 2, 5), {"number": "007"}),
    ("[.5]", "json-number", at(1, 2, 4), {"number": ".5"}),
    ("[+1]", "json-number", at(1, 2, 4), {"number": "+1"}),
    ("[300 000]", "json-number", at(1, 2, 9), {"number": "300 000"}),
    ("[2027-01-01]", "json-number", at(1, 2, 12), {"number": "2027-01-01"}),
    # numbers and characters that cannot be used
    ("[1e999]", "number-too-large", at(1, 2, 7), {}),
    (f"[-{'9' * 10**5}]", "number-too-large", at(1, 2, 100_003), {}),
    ('["\\ud800"]', "lone-surrogate", at(1, 2, 10), {}),
    ('["\\ude00\\ud83d"]', "lone-surrogate", at(1, 2, 16), {}),
    ('["C:\\path"]', "escape", at(1, 5, 7), {}),
    ('["\\u12g4"]', "escape", at(1, 3, 5), {}),
    ('["a\tb"]', "json-tab", at(1, 4, 5), {}),
    # what is missing or too much
    ('{"a": 1 "b": 2}', "missing-comma", at(1, 9, 10), {}),
    ('{"a" 1}', "missing-colon", at(1, 2, 5), {}),
    ('{"a": }', "missing-value", at(1, 7, 8), {}),
    ("[1,, 2]", "missing-value", at(1, 4, 5), {}),
    ('{"a":', "missing-value", at(1, 6, 6), {}),
    ('{, "a": 1}', "json-key", at(1, 2, 3), {}),
    ('{"a": ["x}', "unclosed-quote", at(1, 8, 11), {"quote": '"'}),
    ('{"a": "x\n"}', "unclosed-quote", at(1, 7, 9), {"quote": '"'}),
    ("['x]", "unclosed-quote", at(1, 2, 5), {"quote": "'"}),
    ('{"a": 1', "unclosed-bracket", at(1, 1, 2), {"bracket": "{", "closing": "}"}),
    ('{"a": [1}', "unclosed-bracket", at(1, 7, 8), {"bracket": "[", "closing": "]"}),
    ('{"a": 1}\n{"b": 2}', "several-documents", at(2, 1, 9), {}),
    ('{"a": 1} x ', "text-after-end", at(1, 10, 11), {}),
    ("[1]]", "text-after-end", at(1, 4, 5), {}),
    ('{"a": 1, "b": 2,\n "a": 3}', "duplicate-key", at(2, 2, 5), {"name": "a", "first_line": 1}),
]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "code", "span", "params"), REFUSED, ids=[text[:20] for text, *_ in REFUSED]
)
def test_a_mistake_is_named_and_underlined(
    text: str, code: str, span: Span, params: dict[str, Any]
) -> None:
    document = source(text)

    assert refused(read_json, document) == (problem(document, code, span, **params),)


@pytest.mark.parametrize(
    ("word", "suggestion"), [("True", "true"), ("FALSE", "false"), ("None", "null")]
)
def test_a_constant_of_another_language_is_mended(word: str, suggestion: str) -> None:
    text = source(f"[{word}]")

    assert refused(read_json, text) == (
        problem(text, "json-unquoted", at(1, 2, 2 + len(word)), suggestion=suggestion, word=word),
    )


def test_all_that_can_be_known_is_told_at_once_in_the_order_of_the_text() -> None:
    text = source("{'a': NaN, // c\n b: [1, 1e999,], \"a\": 2}\n{}")

    assert refused(read_json, text) == (
        problem(text, "single-quotes", at(1, 2, 5)),
        problem(text, "not-finite", at(1, 7, 10), word="NaN"),
        problem(text, "json-comment", at(1, 12, 16)),
        problem(text, "json-unquoted", at(2, 2, 3), word="b"),
        problem(text, "number-too-large", at(2, 9, 14)),
        problem(text, "trailing-comma", at(2, 14, 15)),
        problem(text, "duplicate-key", at(2, 18, 21), name="a", first_line=1),
        problem(text, "several-documents", at(3, 1, 3)),
    )


def test_no_more_problems_are_told_of_than_a_person_can_mend() -> None:
    text = source("[" + "NaN, " * 1_000 + "]")

    assert refused(read_json, text) == tuple(
        problem(text, "not-finite", at(1, 2 + 5 * i, 5 + 5 * i), word="NaN")
        for i in range(MAX_PROBLEMS)
    )


@pytest.mark.parametrize("opening", ["[", '{"a":'])
@pytest.mark.parametrize("depth", [51, 1_000, 100_000])
def test_fifty_levels_are_read_and_the_next_is_refused(opening: str, depth: int) -> None:
    closing = {"[": "]", '{"a":': "}"}[opening]
    read(opening * 49 + "[]" + closing * 49)

    text = source(opening * depth)
    start = 50 * len(opening) + 1
    assert refused(read_json, text) == (
        problem(text, "too-deep", at(1, start, start + 1), limit=50),
    )


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("[" + "1," * (MAX_BYTES // 2 - 1), "too-many-values"),
        ("[" + "[]," * (MAX_BYTES // 3 - 1), "too-many-values"),
        ("{" + '"a":1,' * (MAX_BYTES // 6 - 1), "too-many-values"),
        ("[" + '""' * (MAX_BYTES // 2 - 1), "missing-comma"),
        ("[" + "/**/" * (MAX_BYTES // 4 - 1), "json-comment"),
        ("[" + "/*" * (MAX_BYTES // 2 - 1), "unclosed-bracket"),
        ('"' + "\\" * (MAX_BYTES - 1), "unclosed-quote"),
        ("[" + "a " * (MAX_BYTES // 2 - 1), "unclosed-bracket"),
        ("9" * 10**6, "number-too-large"),
    ],
    ids=lambda text: text[:20],
)
def test_a_megabyte_of_the_worst_is_refused_at_once(text: str, code: str) -> None:
    assert f"reading.{code}" in {found.code for found in refused(read_json, source(text))}


def test_as_many_keys_and_values_are_read_as_the_limit_says() -> None:
    count = MAX_VALUES - 1
    assert plain(read(f"[{','.join('1' * count)}]")) == [1] * count

    text = source(f"[{','.join('1' * MAX_VALUES)}]")
    assert refused(read_json, text) == (
        problem(
            text, "too-many-values", at(1, 2 * MAX_VALUES, 2 * MAX_VALUES + 1), limit=MAX_VALUES
        ),
    )


# --- laws -----------------------------------------------------------------------------


@given(value=data(TEXTS), ascii_only=st.booleans(), indent=st.sampled_from([None, 2, "\t"]))
def test_what_the_standard_library_writes_reads_back_as_the_same(
    *, value: object, ascii_only: bool, indent: int | str | None
) -> None:
    text = json.dumps(value, ensure_ascii=ascii_only, indent=indent)

    assert repr(plain(read(text))) == repr(value)


@given(data(TEXTS), st.sampled_from([None, 2]))
def test_what_the_span_of_a_key_or_value_covers_reads_as_that_key_or_value(
    value: object, indent: int | None
) -> None:
    text = json.dumps(value, ensure_ascii=False, indent=indent)
    tree = read(text)

    for node in values(tree):
        assert repr(json.loads(cut(text, node.span))) == repr(plain(node))
    for entry in entries(tree):
        assert json.loads(cut(text, entry.key.span)) == entry.name


@given(st.text("{}[]\",:'ab019.-+eE \\u\n\ttruefalsn/*#NI", max_size=30) | st.text(max_size=30))
def test_any_text_is_read_as_the_standard_library_reads_it_or_refused(text: str) -> None:
    try:
        tree = read(text)
    except InvalidInput as error:
        codes = {found.code for found in error.problems}
    else:
        assert repr(plain(tree)) == repr(json.loads(text))
        return
    try:
        json.loads(text)
    except ValueError:
        return
    assert codes <= {"reading.duplicate-key", "reading.not-finite", "reading.lone-surrogate"}
