from __future__ import annotations

import json
import tomllib
from datetime import UTC, date, datetime, time
from math import inf
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from screening.errors import InvalidInput, Span
from screening.intake.building import MAX_VALUES
from screening.intake.nodes import Entry, Mapping, Node, Scalar, Sequence, plain
from screening.intake.source import MAX_BYTES, Source
from screening.intake.toml_reader import read_toml
from tests.intake.reading import PRINTABLE, at, cut, entries, problem, refused, values
from tests.intake.reading import source as source_of


def source(text: str) -> Source:
    return source_of(text, "toml")


def read(text: str) -> Node:
    return read_toml(source(text))


# --- what stands where ----------------------------------------------------------------


def test_keys_and_values_know_where_they_stand() -> None:
    text = '# c\ntitle = "Hembesök 😀" # c\r\n"a b" = [ # c\n  1,\n  { x = 2.5 , y = [] },\n]\n'

    assert read(text) == Mapping(
        (
            Entry(Scalar("title", at(2, 1, 6)), Scalar("Hembesök 😀", at(2, 9, 21))),
            Entry(
                Scalar("a b", at(3, 1, 6)),
                Sequence(
                    (
                        Scalar(1, at(4, 3, 4)),
                        Mapping(
                            (
                                Entry(Scalar("x", at(5, 5, 6)), Scalar(2.5, at(5, 9, 12))),
                                Entry(Scalar("y", at(5, 15, 16)), Sequence((), at(5, 19, 21))),
                            ),
                            at(5, 3, 23),
                        ),
                    ),
                    Span(3, 9, 6, 2),
                ),
            ),
        ),
        Span(2, 1, 6, 2),
    )


def test_a_table_stands_where_the_key_stands_that_made_it() -> None:
    text = "a . b.'c' = 1\n[t.u]\nx = 2\n[ t ]\ny = 3\n"

    assert read(text) == Mapping(
        (
            Entry(
                Scalar("a", at(1, 1, 2)),
                Mapping(
                    (
                        Entry(
                            Scalar("b", at(1, 5, 6)),
                            Mapping(
                                (Entry(Scalar("c", at(1, 7, 10)), Scalar(1, at(1, 13, 14))),),
                                at(1, 5, 6),
                            ),
                        ),
                    ),
                    at(1, 1, 2),
                ),
            ),
            Entry(
                Scalar("t", at(2, 2, 3)),
                Mapping(
                    (
                        Entry(
                            Scalar("u", at(2, 4, 5)),
                            Mapping(
                                (Entry(Scalar("x", at(3, 1, 2)), Scalar(2, at(3, 5, 6))),),
                                at(2, 4, 5),
                            ),
                        ),
                        Entry(Scalar("y", at(5, 1, 2)), Scalar(3, at(5, 5, 6))),
                    ),
                    at(2, 2, 3),
                ),
            ),
        ),
        Span(1, 1, 5, 6),
    )


def test_each_table_of_a_list_stands_where_its_own_header_stands() -> None:
    text = "[[p]]\nn = 1\n[p.q]\nr = 2\n[[ p ]]\n[[p.s]]\nn = 3\n[[p.s]]"

    assert read(text) == Mapping(
        (
            Entry(
                Scalar("p", at(1, 3, 4)),
                Sequence(
                    (
                        Mapping(
                            (
                                Entry(Scalar("n", at(2, 1, 2)), Scalar(1, at(2, 5, 6))),
                                Entry(
                                    Scalar("q", at(3, 4, 5)),
                                    Mapping(
                                        (Entry(Scalar("r", at(4, 1, 2)), Scalar(2, at(4, 5, 6))),),
                                        at(3, 4, 5),
                                    ),
                                ),
                            ),
                            at(1, 3, 4),
                        ),
                        Mapping(
                            (
                                Entry(
                                    Scalar("s", at(6, 5, 6)),
                                    Sequence(
                                        (
                                            Mapping(
                                                (
                                                    Entry(
                                                        Scalar("n", at(7, 1, 2)),
                                                        Scalar(3, at(7, 5, 6)),
                                                    ),
                                                ),
                                                at(6, 5, 6),
                                            ),
                                            Mapping((), at(8, 5, 6)),
                                        ),
                                        at(6, 5, 6),
                                    ),
                                ),
                            ),
                            at(5, 4, 5),
                        ),
                    ),
                    at(1, 3, 4),
                ),
            ),
        ),
        Span(1, 1, 8, 8),
    )


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("'C:\\path'", "C:\\path"),
        ('"\\u00e5\\t\\""', 'å\t"'),
        ('""', ""),
        ('"""\nx "" y\\\n   z"""', 'x "" yz'),
        ('"""x"""""', 'x""'),
        ("'''x'\n''y'''", "x'\n''y"),
        ("''''x'''''", "'x''"),
        ("2027-01-31", date(2027, 1, 31)),
        ("2027-01-31 10:20:30Z", datetime(2027, 1, 31, 10, 20, 30, tzinfo=UTC)),
        ("07:32:00", time(7, 32)),
        ("0xf_f", 255),
        ("1_000", 1000),
        ("-1.5e-3", -0.0015),
        ("+inf", inf),
        ("true", True),
        ("[ ]", []),
        ("{}", {}),
        ('{ a.b = 1, "c d" = { e = "}" } }', {"a": {"b": 1}, "c d": {"e": "}"}}),
        ("[[1, 2],['#']]", [[1, 2], ["#"]]),
    ],
)
def test_a_value_covers_what_is_written_of_it(written: str, value: object) -> None:
    text = f"k = {written} # c\nl = 1"
    tree = read(text)

    assert isinstance(tree, Mapping)
    assert plain(tree) == {"k": value, "l": 1}
    assert cut(text, tree.entries[0].value.span) == written


def test_a_key_in_quotes_is_read_with_its_escapes() -> None:
    text = '"a.\\u00e5" . \'b"\' = 1'

    assert plain(read(text)) == {"a.å": {'b"': 1}}


# --- what is refused ------------------------------------------------------------------

REFUSED: list[tuple[str, str, Span, dict[str, object]]] = [
    # keys that stand twice
    ("a = 1\nb = 2\na = 3", "duplicate-key", at(3, 1, 2), {"name": "a", "first_line": 1}),
    ("[a]\n[b]\n[a]", "duplicate-key", at(3, 2, 3), {"name": "a", "first_line": 1}),
    ("a = 1\n[a]", "duplicate-key", at(2, 2, 3), {"name": "a", "first_line": 1}),
    ("a.b = 1\n[a]", "duplicate-key", at(2, 2, 3), {"name": "a", "first_line": 1}),
    ("a = 1\n[[a]]", "duplicate-key", at(2, 3, 4), {"name": "a", "first_line": 1}),
    ("[[a]]\n[a]", "duplicate-key", at(2, 2, 3), {"name": "a", "first_line": 1}),
    ("a = {b = 1}\na.c = 2", "duplicate-key", at(2, 1, 4), {"name": "a.c", "first_line": 1}),
    ("x = {a = 1, a = 2}", "duplicate-key", at(1, 13, 14), {"name": "a", "first_line": 1}),
    ("x = {a = 1, a.b = 2}", "duplicate-key", at(1, 13, 16), {"name": "a.b", "first_line": 1}),
    ("a.b = 1\na.c = {d = [1],\n", "toml-inline", at(2, 7, 16), {}),
    ("a.b = 1\na.c = {d = 1, d = 2}", "duplicate-key", at(2, 15, 16),
     {"name": "d", "first_line": 2}),
    ("[a.b]\nx = 1\n[a.b.x.y]", "duplicate-key", at(3, 2, 9), {"name": "a.b.x.y", "first_line": 2}),
    # keys and equals signs
    ("title: x", "toml-equals", at(1, 1, 9), {}),
    ("  title", "toml-equals", at(1, 3, 8), {}),
    ("a = {x}", "toml-equals", at(1, 6, 8), {}),
    ("ändamål = 1", "toml-key", at(1, 1, 8), {"word": "ändamål"}),
    ("utökad = 1", "toml-key", at(1, 1, 7), {"word": "utökad"}),
    ("min titel = 1", "toml-key", at(1, 1, 10), {"word": "min titel"}),
    ("a = {b = 1, c d = 2}", "toml-key", at(1, 13, 16), {"word": "c d"}),
    ("[åtgärd]", "toml-key", at(1, 2, 8), {"word": "åtgärd"}),
    ("[min tabell]", "toml-key", at(1, 2, 12), {"word": "min tabell"}),
    ("[a", "unclosed-bracket", at(1, 1, 3), {"bracket": "[", "closing": "]"}),
    ("[[a]", "unclosed-bracket", at(1, 1, 5), {"bracket": "[[", "closing": "]]"}),
    ("[ ]", "toml-syntax", at(1, 3, 4), {}),
    ("= 1", "toml-syntax", at(1, 1, 4), {}),
    # values
    ("a =", "missing-value", at(1, 4, 4), {}),
    ("a = # c", "missing-value", at(1, 5, 6), {}),
    ("a = [1,, 2]", "missing-value", at(1, 8, 9), {}),
    ("a = Digitala hembesök # c", "toml-unquoted", at(1, 5, 22), {"word": "Digitala hembesök"}),
    ("a = [x, y]", "toml-unquoted", at(1, 6, 7), {"word": "x"}),
    ("a = True", "toml-unquoted", at(1, 5, 9), {"word": "True"}),
    ("a = &", "toml-unquoted", at(1, 5, 6), {"word": "&"}),
    ("a = 2027-02-30", "toml-date", at(1, 5, 15), {"word": "2027-02-30"}),
    ("a = 2027-13-01", "toml-date", at(1, 5, 15), {"word": "2027-13-01"}),
    ("a = 300 000", "toml-after-value", at(1, 9, 12), {}),
    ("a = 22:22", "toml-after-value", at(1, 7, 10), {}),
    ('a = "x" och y', "text-after-closing", at(1, 9, 14), {"closing": '"'}),
    ("a = 1e999", "number-too-large", at(1, 5, 10), {}),
    ("a = " + "9" * 10**5, "number-too-large", at(1, 5, 100_005), {}),
    ("a = 0x" + "f" * 300, "number-too-large", at(1, 5, 307), {}),
    # quotes and escapes
    ('a = "x\nb = 1', "unclosed-quote", at(1, 5, 7), {"quote": '"'}),
    ("a = 'x", "unclosed-quote", at(1, 5, 7), {"quote": "'"}),
    ('b = "y"\na = """x\nb = 1', "unclosed-quote", at(2, 5, 9), {"quote": '"'}),
    ("a = '''x\n", "unclosed-quote", at(1, 5, 9), {"quote": "'"}),
    ('a = "C:\\path"', "escape", at(1, 8, 10), {}),
    ('a = "\\u12"', "escape", at(1, 6, 8), {}),
    ('a = "\\ud800"', "lone-surrogate", at(1, 6, 12), {}),
    # brackets and commas
    ('a = ["x" "y"]', "missing-comma", at(1, 10, 11), {}),
    ('a = [\n  "x"\n  "y"\n]', "missing-comma", at(3, 3, 4), {}),
    ("a = {x = 1 y = 2}", "missing-comma", at(1, 12, 13), {}),
    ("a = [1, 2\nb = 1", "unclosed-bracket", at(1, 5, 10), {"bracket": "[", "closing": "]"}),
    ("a = [[1]", "unclosed-bracket", at(1, 5, 9), {"bracket": "[", "closing": "]"}),
    ("a = {x = 1", "unclosed-bracket", at(1, 5, 11), {"bracket": "{", "closing": "}"}),
    ("a = {x = 1,}", "trailing-comma", at(1, 11, 12), {}),
    ("a = {\n  x = 1 }", "toml-inline", at(1, 5, 6), {}),
    ('a = """x\ry"""', "toml-syntax", at(1, 9, 9), {}),
    ('a = "x\x01y"', "toml-syntax", at(1, 7, 10), {}),
    ("a = 1\rb = 2", "toml-after-value", at(1, 6, 6), {}),
]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "code", "span", "params"), REFUSED, ids=[text[:20] for text, *_ in REFUSED]
)
def test_a_mistake_is_named_and_underlined(
    text: str, code: str, span: Span, params: dict[str, Any]
) -> None:
    document = source(text)

    assert refused(read_toml, document) == (problem(document, code, span, **params),)


def test_windows_newlines_move_no_mistake() -> None:
    text = source('a = """x\r\ny"""\r\nb = 2027-02-30\r\n')

    assert refused(read_toml, text) == (
        problem(text, "toml-date", at(3, 5, 15), word="2027-02-30"),
    )


def test_numbers_that_are_too_large_are_all_told_of() -> None:
    text = source("a = 1e999\nb = inf\nc = [-1e999]")

    assert refused(read_toml, text) == (
        problem(text, "number-too-large", at(1, 5, 10)),
        problem(text, "number-too-large", at(3, 6, 12)),
    )


# --- limits ---------------------------------------------------------------------------


def test_fifty_levels_are_read_and_the_next_is_refused() -> None:
    read("a = " + "[" * 49 + "]" * 49)
    read(".".join("a" * 50) + " = 1")
    read(f"[{'.'.join('a' * 49)}]")

    for document, span in [
        (source("a = " + "[" * 50 + "]" * 50), at(1, 54, 56)),
        (source("a = " + "[" * 1_000), at(1, 55, 56)),
        (source(f"[{'.'.join('a' * 50)}]"), at(1, 100, 101)),
    ]:
        assert refused(read_toml, document) == (problem(document, "too-deep", span, limit=50),)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("a = " + "[" * 1_000, "too-deep"),
        ("a = " + "[" * 100_000, "too-deep"),
        ("a = " + "{a = " * 100_000, "too-deep"),
        ("a." * (MAX_BYTES // 2 - 2) + "a=1", "too-deep"),
        ("[" + "a." * (MAX_BYTES // 2 - 2) + "a]", "too-deep"),
        ("x = {" + "a." * 40 + "b = {" + "a." * 40 + "b = 1}}", "too-deep"),
        ("a = [" + "1," * (MAX_BYTES // 2 - 4), "too-many-values"),
        ("[[a]]\n" * (MAX_BYTES // 6), "too-many-values"),
        ("".join(f"k{i}=1\n" for i in range(60_000)), "too-many-values"),
        ("a = " + "9" * 10**6, "number-too-large"),
        ('a = "' + "x" * (MAX_BYTES - 5), "unclosed-quote"),
        ('"' * MAX_BYTES, "toml-equals"),
        ("a" * MAX_BYTES, "toml-equals"),
        ('x = {k = "' + "a" * (MAX_BYTES // 2) + '", ' + "b" * (MAX_BYTES // 3), "toml-equals"),
    ],
    ids=lambda text: text[:20],
)
def test_a_megabyte_of_the_worst_is_refused_at_once(text: str, code: str) -> None:
    (found,) = refused(read_toml, source(text))

    assert found.code == f"reading.{code}"


def test_a_line_of_dots_is_no_deep_key() -> None:
    assert plain(read(f'a = "{"." * 100}"')) == {"a": "." * 100}


def test_as_many_keys_and_values_are_read_as_the_limit_says() -> None:
    count = MAX_VALUES - 10

    assert plain(read(f"a = [{','.join('1' * count)}]")) == {"a": [1] * count}


# --- laws -----------------------------------------------------------------------------


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


QUOTED = PRINTABLE.map(_quoted)
KEYS = st.from_regex("[a-zA-Z0-9_-]{1,3}", fullmatch=True) | QUOTED
SCALARS = st.one_of(
    QUOTED,
    PRINTABLE.map(lambda text: f'"""\n{_quoted(text)[1:-1]}\n"""'),
    st.integers().map(str),
    st.floats(allow_nan=False).map(repr),
    st.booleans().map(lambda value: str(value).lower()),
    st.dates().map(str),
    st.datetimes().map(str),
    st.times().map(str),
)


def _inline(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    pairs = st.dictionaries(KEYS, inner, max_size=3)
    return st.one_of(
        st.lists(inner, max_size=3).map(lambda items: f"[ {' ,'.join(items)} ]"),
        st.lists(inner, max_size=3).map(
            lambda items: "[ # c\n" + "".join(f"{i},\n" for i in items) + "]"
        ),
        pairs.map(lambda pairs: f"{{{', '.join(f'{k} = {v}' for k, v in pairs.items())}}}"),
    )


VALUES = st.recursive(SCALARS, _inline, max_leaves=6)
DOTTED = st.lists(KEYS, min_size=1, max_size=3).map(" . ".join)
STATEMENTS = st.one_of(
    st.builds("{} = {} # c".format, DOTTED, VALUES),
    DOTTED.map("[{}]".format),
    DOTTED.map("[[{}]]".format),
)
DOCUMENTS = st.lists(STATEMENTS, max_size=6).map("\n".join)


@given(DOCUMENTS)
def test_what_tomllib_reads_is_read_the_same_and_every_span_covers_its_value(text: str) -> None:
    try:
        expected = tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        assert refused(read_toml, source(text))
        return
    tree = read(text)

    assert repr(plain(tree)) == repr(expected)
    for entry in entries(tree):
        assert tomllib.loads(f"{cut(text, entry.key.span)} = 1") == {entry.name: 1}
    for node in list(values(tree))[1:]:
        covered = cut(text, node.span)
        if isinstance(node, Scalar) or covered.startswith(("[", "{")):  # else it is a key
            assert repr(tomllib.loads(f"k = {covered}")["k"]) == repr(plain(node))


@given(st.text("[]{}\"',=.#ab01-:\\ \n\råu", max_size=30) | st.text(max_size=30))
def test_any_text_is_read_as_tomllib_reads_it_or_refused(text: str) -> None:
    try:
        expected = tomllib.loads(text)
    except ValueError:
        with pytest.raises(InvalidInput):
            read(text)
    else:
        assert repr(plain(read(text))) == repr(expected)
