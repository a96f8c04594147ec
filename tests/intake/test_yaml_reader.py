from __future__ import annotations

import re
from math import inf, isnan
from typing import Any

import pytest
import yaml
from hypothesis import assume, given
from hypothesis import strategies as st

from screening.errors import InvalidInput, Span
from screening.intake.building import MAX_PROBLEMS, MAX_VALUES
from screening.intake.nodes import Entry, Mapping, Node, Plain, Scalar, Sequence, plain
from screening.intake.source import MAX_BYTES, Source, check_text
from screening.intake.yaml_reader import LOADERS, Loader, read_yaml
from tests.intake.reading import PRINTABLE, at, cut, data, entries, problem, refused, values
from tests.intake.reading import source as source_of


def source(text: str) -> Source:
    return source_of(text, "yaml")


@pytest.fixture(params=LOADERS, ids=lambda loader: loader.__name__)
def loader(request: pytest.FixtureRequest) -> Loader:
    """Both implementations of libyaml's events: the one in C and the one in Python."""
    chosen: Loader = request.param
    return chosen


def read(text: str, loader: Loader = LOADERS[0]) -> Node:
    return read_yaml(source(text), loader)


def test_libyaml_is_used_where_it_is_to_be_had() -> None:
    assert (yaml.CSafeLoader, yaml.SafeLoader) == LOADERS


# --- what stands where ----------------------------------------------------------------


def test_every_key_and_value_knows_where_it_stands(loader: Loader) -> None:
    text = "title: Hembesök 😀 i Köping  # c\nparties:\n  - name: 'MDU'\n    x:\n  - [a, {b: 1}]\n"

    assert read(text, loader) == Mapping(
        (
            Entry(Scalar("title", at(1, 1, 6)), Scalar("Hembesök 😀 i Köping", at(1, 8, 27))),
            Entry(
                Scalar("parties", at(2, 1, 8)),
                Sequence(
                    (
                        Mapping(
                            (
                                Entry(Scalar("name", at(3, 5, 9)), Scalar("MDU", at(3, 11, 16))),
                                Entry(Scalar("x", at(4, 5, 6)), Scalar(None, at(4, 7, 7))),
                            ),
                            Span(3, 5, 4, 7),
                        ),
                        Sequence(
                            (
                                Scalar("a", at(5, 6, 7)),
                                Mapping(
                                    (Entry(Scalar("b", at(5, 10, 11)), Scalar(1, at(5, 13, 14))),),
                                    at(5, 9, 15),
                                ),
                            ),
                            at(5, 5, 16),
                        ),
                    ),
                    Span(3, 3, 5, 16),
                ),
            ),
        ),
        Span(1, 1, 5, 16),
    )


@pytest.mark.parametrize(
    ("text", "value", "span"),
    [
        ("a: |\n  x\n\n  y\n\n# c\n", "x\n\ny\n", Span(1, 4, 4, 4)),
        ("a: >-  # c\n  x\n  y", "x y", Span(1, 4, 3, 4)),
        ("a: |\nb: 1", "", Span(1, 4, 1, 5)),
        ("a: plain\n  on more\n\n  lines # c\n", "plain on more\nlines", Span(1, 4, 4, 8)),
        ('a: "x\n  y"', "x y", Span(1, 4, 2, 5)),
        ("a: 'it''s'", "it's", Span(1, 4, 1, 11)),
        ('a: "\\u00e5\\n\\x41\\U0001F600"', "å\nA😀", Span(1, 4, 1, 28)),
        ("a:   \nb: 1", None, Span(1, 3, 1, 3)),
        ("{a: , b: 1}", None, Span(1, 4, 1, 4)),
    ],
)
def test_a_scalar_covers_what_is_written_of_it(
    loader: Loader, text: str, value: str | None, span: Span
) -> None:
    tree = read(text, loader)

    assert isinstance(tree, Mapping)
    assert tree.entries[0].value == Scalar(value, span)


def test_windows_newlines_change_no_line_and_no_column(loader: Loader) -> None:
    unix = "a: 1\nb: |\n  x\n  y\nc: [d,\n e]\n"

    assert read(unix.replace("\n", "\r\n"), loader) == read(unix, loader)


def test_line_separators_within_a_text_are_blanks_as_yaml_1_2_has_it(loader: Loader) -> None:
    assert read("a: x\u2028y\x85z\nb: 1", loader) == Mapping(
        (
            Entry(Scalar("a", at(1, 1, 2)), Scalar("x y z", at(1, 4, 9))),
            Entry(Scalar("b", at(2, 1, 2)), Scalar(1, at(2, 4, 5))),
        ),
        Span(1, 1, 2, 5),
    )


def test_a_document_may_begin_with_a_version_and_a_marker_and_end_with_one(loader: Loader) -> None:
    assert plain(read("%YAML 1.2\n---\na: 1\n...\n", loader)) == {"a": 1}


def test_the_merge_key_is_a_key_like_any_other(loader: Loader) -> None:
    assert plain(read("<<: {a: 1}\nb: 2", loader)) == {"<<": {"a": 1}, "b": 2}


# --- what a scalar means --------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("null", None),
        ("Null", None),
        ("NULL", None),
        ("~", None),
        ("true", True),
        ("True", True),
        ("TRUE", True),
        ("false", False),
        ("False", False),
        ("FALSE", False),
        ("0", 0),
        ("-12", -12),
        ("+7", 7),
        ("007", 7),
        ("0o17", 15),
        ("0x1F", 31),
        ("1.5", 1.5),
        ("-.5", -0.5),
        ("1.", 1.0),
        ("1e3", 1000.0),
        ("2E-2", 0.02),
        (".inf", inf),
        ("+.Inf", inf),
        ("-.INF", -inf),
    ],
)
def test_the_core_schema_gives_words_and_numbers_their_values(
    loader: Loader, written: str, value: object
) -> None:
    tree = read(f"- {written}", loader)

    assert repr(plain(tree)) == repr([value])


@pytest.mark.parametrize("written", [".nan", ".NaN", ".NAN"])
def test_not_a_number_is_a_number_to_the_core_schema(written: str) -> None:
    value = plain(read(written))

    assert isinstance(value, float)
    assert isnan(value)


@pytest.mark.parametrize(
    "written",
    [
        *("NO", "no", "yes", "Yes", "on", "off", "y", "n", "nULL", "tRue"),
        *("22:22", "1_000", "2027-01-01", "2027-01-01 10:00", "0b11", "0o8", "0xG", "-0x1"),
        *("1.2.3", "1e", "e3", ".", "-", "+", "..", "-.nan", "=", "<<", "१२", "021-123456"),
    ],
)
def test_everything_else_is_text(loader: Loader, written: str) -> None:
    assert plain(read(f"[{written}]", loader)) == [written]


@pytest.mark.parametrize("quoted", ['"1"', "'1'", "|-\n  1", ">-\n  1"])
def test_what_is_quoted_is_text(loader: Loader, quoted: str) -> None:
    assert plain(read(f"- {quoted}", loader)) == ["1"]


def test_keys_are_text_as_they_are_written(loader: Loader) -> None:
    assert plain(read('1: a\nNO: b\n~: c\n"": d\n2027-01-01: e', loader)) == {
        "1": "a",
        "NO": "b",
        "~": "c",
        "": "d",
        "2027-01-01": "e",
    }


# --- what is refused ------------------------------------------------------------------

REFUSED: list[tuple[str, str, Span, dict[str, object]]] = [
    # what can attack a reader
    ("a: !!python/object/apply:os.system [x]", "tag", at(1, 4, 35),
     {"tag": "!!python/object/apply:os.system"}),
    ("a: !!str 1", "tag", at(1, 4, 9), {"tag": "!!str"}),
    ("a: ! 1", "tag", at(1, 4, 5), {"tag": "!"}),
    ("a: !<tag:x> 1", "tag", at(1, 4, 12), {"tag": "!<tag:x>"}),
    ("a: !x!y 1", "tag", at(1, 4, 8), {"tag": "!x!y"}),
    ("!t a: 1", "tag", at(1, 1, 3), {"tag": "!t"}),
    ("%TAG ! tag:x,2000:\n---\na: 1", "tag", at(1, 1, 19), {"tag": "%TAG"}),
    ("a: &x 1", "anchor", at(1, 4, 6), {"anchor": "&x"}),
    # documents
    ("a: 1\n---\nb: 1", "several-documents", at(2, 1, 4), {}),
    ("--- a\n--- b", "several-documents", at(2, 1, 4), {}),
    ("---\n", "empty", at(1, 1, 4), {}),
    ("# c", "empty", at(1, 4, 4), {}),
    ("--- # c\n...", "empty", at(1, 1, 4), {}),
    ("%YAML 3.0\n---\na", "yaml-syntax", at(1, 1, 2), {}),
    # keys
    ("a: 1\nb: 2\n'a': 3", "duplicate-key", at(3, 1, 4), {"name": "a", "first_line": 1}),
    ("[a]: 1", "key-not-text", at(1, 1, 4), {}),
    ("? {a: 1}\n: 2", "key-not-text", at(1, 3, 9), {}),
    (": 1", "empty-key", at(1, 1, 2), {}),
    ("a: 1\n: 2", "empty-key", at(2, 1, 2), {}),
    ("{: 1}", "empty-key", at(1, 2, 3), {}),
    ("? \n: 1", "empty-key", at(1, 2, 3), {}),
    ("{a:1, b: 2}", "space-after-colon", at(1, 2, 5), {}),
    # numbers and characters
    ("a: 1e999", "number-too-large", at(1, 4, 9), {}),
    ("a: -1e999", "number-too-large", at(1, 4, 10), {}),
    ("a: " + "9" * 301, "number-too-large", at(1, 4, 305), {}),
    ("a: 0x" + "f" * 250, "number-too-large", at(1, 4, 256), {}),
    # indentation
    ("a:\n\tb: 1", "tab", at(2, 1, 2), {}),
    ("a:\n  b: 1\n\t\tc: 1", "tab", at(3, 1, 3), {}),
    ("\ta: 1", "tab", at(1, 1, 2), {}),
    ("a: x\n\ty", "tab", at(2, 1, 2), {}),
    ("a: |\n\tx", "tab", at(2, 1, 2), {}),
    ("a:\n  b: 1\n c: 2  ", "indentation", at(3, 2, 6), {}),
    ("a:\n  - b\n - c", "indentation", at(3, 2, 5), {}),
    ("- a\nb: 1", "indentation", at(2, 1, 5), {}),
    ("a: 1\n  b: 2", "indented-too-far", at(2, 3, 7), {}),
    ("a: x\n  y\n  b: 2", "indented-too-far", at(3, 3, 7), {}),
    # colons
    ("title: Hembesök: video", "colon-in-text", at(1, 8, 23), {}),
    ("a: {en: x, sv: y: z}", "colon-in-text", at(1, 4, 18), {}),
    ("title:Hembesök\nlevel: unit", "space-after-colon", at(1, 1, 15), {}),
    ("a: 1\ntitle:Hembesök\nb: 1", "space-after-colon", at(2, 1, 15), {}),
    ("title\nlevel: unit", "missing-colon", at(1, 1, 6), {}),
    ("a: 1\n  \nb\nc: 2", "missing-colon", at(3, 1, 2), {}),
    ("- a\n  b: 1", "missing-colon", at(1, 1, 4), {}),
    ("x" * 1100 + ": 1", "yaml-syntax", at(1, 1101, 1102), {}),
    # quotes and brackets
    ("a: 'x\nb: 1", "unclosed-quote", at(1, 4, 6), {"quote": "'"}),
    ('a: "x\n---\n', "unclosed-quote", at(1, 4, 6), {"quote": '"'}),
    ("a: 'it's'", "text-after-closing", at(1, 8, 10), {"closing": "'"}),
    ('a: "x" och y ', "text-after-closing", at(1, 8, 13), {"closing": '"'}),
    ('a: "x" - y', "text-after-closing", at(1, 8, 11), {"closing": '"'}),
    ('["x" y]', "text-after-closing", at(1, 6, 8), {"closing": '"'}),
    ("a: [x] y", "text-after-closing", at(1, 8, 9), {"closing": "]"}),
    ("{} {}", "text-after-closing", at(1, 4, 6), {"closing": "}"}),
    ("a: [x\nb: 1", "unclosed-bracket", at(1, 4, 6), {"bracket": "[", "closing": "]"}),
    ("a: {x: 1\n", "unclosed-bracket", at(1, 4, 9), {"bracket": "{", "closing": "}"}),
    ('a: "C:\\path"', "escape", at(1, 7, 9), {}),
    ('a: "\\xZZ"', "escape", at(1, 5, 7), {}),
    ('a: "\\u12"', "escape", at(1, 5, 7), {}),
    # characters that mean something else
    ("a: @x", "reserved-character", at(1, 4, 5), {"character": "@"}),
    ("a: `x`", "reserved-character", at(1, 4, 5), {"character": "`"}),
    ("a: %x", "reserved-character", at(1, 4, 5), {"character": "%"}),
    ("a: *x*", "reserved-character", at(1, 4, 5), {"character": "*"}),
    ("a: & co", "reserved-character", at(1, 4, 5), {"character": "&"}),
    ("a: > 5", "reserved-character", at(1, 4, 5), {"character": ">"}),
    ("a: |x", "reserved-character", at(1, 4, 5), {"character": "|"}),
    ("a: ? x", "reserved-character", at(1, 4, 5), {"character": "?"}),
    ("a: ,x", "reserved-character", at(1, 4, 5), {"character": ","}),
    ("a: ]", "reserved-character", at(1, 4, 5), {"character": "]"}),
    ("a: - x", "list-on-key-line", at(1, 4, 7), {}),
    ("a: 1\n...\nb: 1", "yaml-syntax", at(3, 1, 2), {}),
    ("[a,", "yaml-syntax", at(1, 4, 4), {}),
]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "code", "span", "params"), REFUSED, ids=[text[:20] for text, *_ in REFUSED]
)
def test_a_mistake_is_named_and_underlined(
    loader: Loader, text: str, code: str, span: Span, params: dict[str, Any]
) -> None:
    document = source(text)

    assert refused(lambda text: read_yaml(text, loader), document) == (
        problem(document, code, span, **params),
    )


@pytest.mark.parametrize(
    ("text", "code", "span", "params"),
    [
        ("%x\n---\na: 1", "reserved-character", at(1, 1, 2), {"character": "%"}),
        ("{a:, b: 1}", "missing-value", at(1, 3, 4), {}),
        ('a: "\\ud800"', "lone-surrogate", at(1, 5, 11), {}),
    ],
)
def test_libyaml_in_c_is_stricter_here(
    text: str, code: str, span: Span, params: dict[str, Any]
) -> None:
    document = source(text)

    assert refused(read_yaml, document) == (problem(document, code, span, **params),)


@pytest.mark.parametrize(
    ("text", "code", "span"),
    [
        ("a:\tb", "tab", at(1, 3, 4)),
        ('a: "\\ud800"', "lone-surrogate", at(1, 4, 12)),
        ('a: "\\UFFFFFFFF"', "escape", at(1, 5, 15)),
        ('a: "\\U00110000"', "escape", at(1, 5, 15)),
    ],
)
def test_libyaml_in_python_is_stricter_or_later_here(text: str, code: str, span: Span) -> None:
    document = source(text)

    assert refused(lambda text: read_yaml(text, yaml.SafeLoader), document) == (
        problem(document, code, span),
    )


def test_all_that_can_be_known_is_told_at_once_in_the_order_of_the_text(loader: Loader) -> None:
    text = source("a: &x 1\nb: {a: 1, a: 2}\nb: *x\nc: !t 1e999\n[d]: 1\n*x : 1\na: @\nz: 1")

    assert refused(lambda text: read_yaml(text, loader), text) == (
        problem(text, "anchor", at(1, 4, 6), anchor="&x"),
        problem(text, "duplicate-key", at(2, 11, 12), name="a", first_line=2),
        problem(text, "alias", at(3, 4, 6), alias="*x"),
        problem(text, "tag", at(4, 4, 6), tag="!t"),
        problem(text, "key-not-text", at(5, 1, 4)),
        problem(text, "alias", at(6, 1, 3), alias="*x"),
        problem(text, "reserved-character", at(7, 4, 5), character="@"),
    )


def test_duplicate_keys_are_all_told_of(loader: Loader) -> None:
    text = source("a: 1\na: 2\nb: 3\na: 4\n")

    assert refused(lambda text: read_yaml(text, loader), text) == (
        problem(text, "duplicate-key", at(2, 1, 2), name="a", first_line=1),
        problem(text, "duplicate-key", at(4, 1, 2), name="a", first_line=1),
    )


# --- limits ---------------------------------------------------------------------------


@pytest.mark.parametrize(("opening", "closing"), [("[", "]"), ("{a: ", "}"), ("- ", "")])
def test_fifty_levels_are_read_and_the_next_is_refused(
    loader: Loader, opening: str, closing: str
) -> None:
    read(opening * 50 + closing * 50, loader)

    text = source(opening * 1_000)
    start = 50 * len(opening) + 1
    assert refused(lambda text: read_yaml(text, loader), text) == (
        problem(text, "too-deep", at(1, start, start + 1), limit=50),
    )


def test_an_alias_bomb_goes_off_nowhere(loader: Loader) -> None:
    bomb = "a0: &a0 [x]\n" + "".join(
        f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 9)}]\n" for i in range(1, 30)
    )

    found = refused(lambda text: read_yaml(text, loader), source(bomb))

    assert len(found) == MAX_PROBLEMS
    assert {one.code for one in found} == {"reading.anchor", "reading.alias"}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("[" * MAX_BYTES, "too-deep"),
        ("{" * MAX_BYTES, "too-deep"),
        ("? " * (MAX_BYTES // 2), "too-deep"),
        ("- " * (MAX_BYTES // 2), "too-deep"),
        ('"' * MAX_BYTES, "text-after-closing"),
        ("'" + "a" * (MAX_BYTES - 1), "unclosed-quote"),
        ("[" + "a," * (MAX_BYTES // 2 - 1), "too-many-values"),
        ("[" + "[]," * (MAX_BYTES // 3 - 1), "too-many-values"),
        ("a: 1\n" * (MAX_BYTES // 5), "too-many-values"),
        ("".join(f"%TAG !{i}! !\n" for i in range(60_000)) + "--- a", "tag"),
        ("a: " + "9" * (MAX_BYTES - 3), "number-too-large"),
    ],
    ids=lambda text: text[:20],
)
def test_a_megabyte_of_the_worst_is_refused_at_once(text: str, code: str) -> None:
    assert refused(read_yaml, source(text))[-1].code == f"reading.{code}"


def test_a_megabyte_of_text_is_read() -> None:
    text = "a: " + "x" * (MAX_BYTES - 3)

    assert plain(read(text)) == {"a": "x" * (MAX_BYTES - 3)}


def test_as_many_keys_and_values_are_read_as_the_limit_says() -> None:
    assert plain(read("- a\n" * (MAX_VALUES - 1))) == ["a"] * (MAX_VALUES - 1)

    text = source("- a\n" * MAX_VALUES)
    assert refused(read_yaml, text) == (
        problem(text, "too-many-values", at(MAX_VALUES, 3, 4), limit=MAX_VALUES),
    )


# --- laws -----------------------------------------------------------------------------


@st.composite
def dumped(draw: st.DrawFn, styles: tuple[str | None, ...]) -> tuple[object, str]:
    """Texts in lists and mappings, and what pyyaml writes for them."""
    lines = st.lists(st.text("aå:-#'", max_size=4), max_size=4)
    blocks = lines.map(lambda lines: "\n".join(["a", *lines]))
    value = _as_texts(draw(data(PRINTABLE | blocks)))
    text = yaml.safe_dump(
        value,
        default_style=draw(st.sampled_from(styles)),
        default_flow_style=draw(st.booleans()),
        allow_unicode=draw(st.booleans()),
        width=draw(st.sampled_from([20, 80])),
        indent=draw(st.sampled_from([2, 4])),
    )
    return value, text


def _as_texts(value: object) -> object:
    match value:
        case dict():
            return {key: _as_texts(inner) for key, inner in value.items()}
        case list():
            return [_as_texts(inner) for inner in value]
        case _:
            return str(value)


@given(dumped(styles=('"', "'")), st.sampled_from(LOADERS))
def test_what_pyyaml_writes_in_quotes_reads_back_as_the_same(
    written: tuple[object, str], loader: Loader
) -> None:
    value, text = written

    assert plain(read(text, loader)) == value


@given(dumped(styles=('"', "'", "|", ">", None)), st.sampled_from(LOADERS))
def test_what_the_span_of_a_key_or_value_covers_reads_as_that_key_or_value(
    written: tuple[object, str], loader: Loader
) -> None:
    _, text = written
    assume(not re.search("[|>][1-9]", text))  # such an indentation counts from what holds it
    tree = read(text, loader)

    for node in values(tree):
        assert node.span
        covered = " " * (node.span.column - 1) + cut(text, node.span)
        again = plain(read(covered, loader))
        assert _without_block_ends(again) == _without_block_ends(plain(node))
    for entry in entries(tree):
        again = plain(read(f"? {cut(text, entry.key.span)}\n: 1", loader))
        assert _without_block_ends(again) == {entry.name.rstrip("\n"): 1}


def _without_block_ends(value: Plain) -> Plain:
    """A value without the newlines after a block, which its span leaves out."""
    match value:
        case str():
            return value.rstrip("\n")
        case list():
            return [_without_block_ends(inner) for inner in value]
        case dict():
            return {key.rstrip("\n"): _without_block_ends(inner) for key, inner in value.items()}
        case _:
            return value


WORDS = st.text("aåAZ09 :#-?.,[]{}&*!|>'\"%@`\\\t\n😀~", max_size=25)
LINES = st.lists(
    st.builds("{}{}".format, st.sampled_from(["", "  ", "- ", "a: ", "b: |\n  ", "  c: "]), WORDS)
).map("\n".join)


@given(WORDS | LINES, st.sampled_from(LOADERS))
def test_any_text_is_read_or_refused(text: str, loader: Loader) -> None:
    document = source(text)
    try:
        check_text(document)
        tree = read_yaml(document, loader)
    except InvalidInput:
        return
    assert all(value.span for value in values(tree))
