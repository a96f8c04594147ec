from __future__ import annotations

import io
import os
import stat
import threading
from pathlib import Path
from typing import BinaryIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from screening.errors import InvalidInput, Problem, Span
from screening.intake.source import MAX_BYTES, Format, Source, check_text, excerpt, read_source
from tests.intake.reading import at


def refused(path: str | Path, stdin: BinaryIO | None = None) -> tuple[Problem, ...]:
    with pytest.raises(InvalidInput) as caught:
        read_source(path, stdin=stdin)
    assert caught.value.describe("sv") != caught.value.describe("en")
    return caught.value.problems


def refused_bytes(data: bytes) -> tuple[Problem, ...]:
    return refused("-", io.BytesIO(data))


# --- positions ------------------------------------------------------------------------


def test_a_span_counts_characters_from_one_and_ends_after_the_last() -> None:
    text = Source("f.yaml", "å: 1\n😀b: 2\n", "yaml")

    assert text.span(0, 1) == Span(1, 1, 1, 2)
    assert text.span(5, 7) == Span(2, 1, 2, 3)
    assert text.span(0, 11) == Span(1, 1, 3, 1)


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_every_kind_of_newline_ends_a_line(newline: str) -> None:
    text = Source("f.yaml", f"a{newline}b{newline}{newline}c", "yaml")
    start = text.text.index("c")

    assert text.span(start, start + 1) == Span(4, 1, 4, 2)
    assert text.problem("reading.tab", Span(2, 1, 2, 2)).source_line == "b"
    assert text.line_at(start) == (start, start + 1)


def test_a_line_separator_inside_a_text_ends_no_line() -> None:
    text = Source("f.json", '"a\u2028b\x85c"', "json")

    assert text.span(0, len(text.text)) == Span(1, 1, 1, 8)


def test_a_problem_knows_its_file_and_the_line_it_stands_on() -> None:
    text = Source("f.toml", "a = 1\nb = 2\n", "toml")

    assert text.problem(
        "input.unknown-key", Span(2, 1, 2, 2), path="b", suggestion="a", known="a"
    ) == Problem("input.unknown-key", {"known": "a"}, "f.toml", Span(2, 1, 2, 2), "b", "b = 2", "a")
    assert text.problem("reading.empty") == Problem("reading.empty", {}, "f.toml")


def test_two_sources_are_equal_when_name_text_and_format_are() -> None:
    assert Source("f", "a", "yaml") == Source("f", "a", "yaml")
    assert Source("f", "a", "yaml") != Source("f", "a", "json")


def test_a_word_of_the_input_is_cut_and_made_printable_before_it_is_shown() -> None:
    assert excerpt("Köping") == "Köping"
    assert excerpt("a\x1b[31m\n") == "a\ufffd[31m\ufffd"
    assert excerpt("x" * 61) == "x" * 59 + "…"


# --- files ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "text_format"),
    [("a.yaml", "yaml"), ("a.YML", "yaml"), ("a.b.Json", "json"), ("a.toml", "toml")],
)
def test_the_suffix_says_which_format_a_file_is(
    tmp_path: Path, name: str, text_format: Format
) -> None:
    path = tmp_path / name
    path.write_text("title: å\r\n", encoding="utf-8", newline="")

    assert read_source(path) == Source(str(path), "title: å\r\n", text_format)
    assert read_source(str(path)) == Source(str(path), "title: å\r\n", text_format)


@pytest.mark.parametrize("name", ["a.docx", "a.xlsx", "a.txt", "a"])
def test_a_file_with_another_suffix_is_refused_with_those_that_are_read(
    tmp_path: Path, name: str
) -> None:
    path = tmp_path / name
    path.write_text("title: x")

    assert refused(path) == (
        Problem("reading.suffix", {"suffixes": ".yaml, .yml, .json, .toml"}, str(path)),
    )


def test_a_missing_file_is_refused_with_the_nearest_name_in_its_folder(tmp_path: Path) -> None:
    for name in ("forslag.yaml", "register.yaml", "forslaget.docx"):
        (tmp_path / name).touch()

    missing = tmp_path / "förslag.yml"

    assert refused(missing) == (
        Problem("reading.missing", file=str(missing), suggestion=str(tmp_path / "forslag.yaml")),
    )


def test_a_missing_file_with_nothing_like_it_is_refused_without_a_suggestion(
    tmp_path: Path,
) -> None:
    (tmp_path / "register.yaml").touch()
    for missing in (tmp_path / "x.yaml", tmp_path / "none" / "x.yaml", Path("a\0b.yaml")):
        (found,) = refused(missing)
        assert found.code in {"reading.missing", "reading.unreadable"}
        assert found.suggestion is None


def test_a_file_in_a_file_is_missing(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").touch()
    path = tmp_path / "a.yaml" / "b.yaml"

    assert refused(path) == (Problem("reading.missing", file=str(path)),)


def test_a_folder_is_refused(tmp_path: Path) -> None:
    assert refused(tmp_path) == (Problem("reading.folder", file=str(tmp_path)),)


def test_a_file_without_permission_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.yaml"

    def forbidden(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", forbidden)

    assert refused(path) == (Problem("reading.no-permission", file=str(path)),)


def test_a_file_that_fails_while_it_is_read_is_refused_with_the_reason(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.yaml"

    def broken(*_: object, **__: object) -> None:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(Path, "open", broken)

    assert refused(path) == (
        Problem("reading.unreadable", {"reason": "Input/output error"}, str(path)),
    )


# --- size -----------------------------------------------------------------------------


class Endless(io.BytesIO):
    """A stream that never ends, and counts what is taken from it."""

    taken = 0

    def read(self, size: int | None = -1, /) -> bytes:
        assert size is not None
        assert size >= 0, "all of an endless stream was asked for"
        self.taken += size
        return b"a" * size


def test_a_file_of_one_megabyte_is_read_and_one_byte_more_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_bytes(b"a" * MAX_BYTES)
    assert len(read_source(path).text) == MAX_BYTES

    path.write_bytes(b"a" * (MAX_BYTES + 1))
    assert refused(path) == (Problem("reading.too-large", {"megabytes": 1}, str(path)),)


def test_no_more_than_one_byte_beyond_the_limit_is_fetched() -> None:
    endless = Endless()

    assert refused("-", endless) == (Problem("reading.too-large", {"megabytes": 1}, "<stdin>"),)
    assert endless.taken == MAX_BYTES + 1


def test_a_sparse_file_of_five_gigabytes_costs_nothing(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    with path.open("wb") as file:
        file.truncate(5 * 2**30)

    assert refused(path) == (Problem("reading.too-large", {"megabytes": 1}, str(path)),)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_named_pipe_is_read_like_a_file(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    os.mkfifo(path)
    assert stat.S_ISFIFO(path.stat().st_mode)
    writer = threading.Thread(target=path.write_text, args=("a: 1",))
    writer.start()

    assert read_source(path) == Source(str(path), "a: 1", "yaml")
    writer.join()


# --- encoding -------------------------------------------------------------------------


def test_a_byte_order_mark_of_utf_8_is_left_out() -> None:
    text = read_source("-", stdin=io.BytesIO(b"\xef\xbb\xbfa: \xc3\xa5"))

    assert text == Source("<stdin>", "a: å", "yaml")
    assert text.span(0, 1) == Span(1, 1, 1, 2)


@pytest.mark.parametrize(
    ("codec", "name"),
    [
        ("utf-16", "UTF-16"),
        ("utf-16-le", "UTF-16"),
        ("utf-16-be", "UTF-16"),
        ("utf-32", "UTF-32"),
        ("utf-32-le", "UTF-32"),
        ("utf-32-be", "UTF-32"),
    ],
)
def test_utf_16_and_utf_32_are_recognised_with_and_without_a_mark(codec: str, name: str) -> None:
    data = "title: Digitala hembesök för äldre\nlevel: unit\n".encode(codec)

    assert refused_bytes(data) == (Problem("reading.encoding", {"encoding": name}, "<stdin>"),)


@pytest.mark.parametrize("codec", ["latin-1", "cp1252"])
def test_the_first_byte_of_an_older_encoding_is_pointed_at(codec: str) -> None:
    data = "title: Hembesök\nlevel: enhet på\n".encode(codec)

    assert refused_bytes(data) == (
        Problem(
            "reading.not-utf-8",
            {"byte": "0xF6", "character": "ö"},
            "<stdin>",
            at(1, 14, 15),
            source_line="title: Hembesök",
        ),
    )


def test_a_stray_byte_is_pointed_at_by_characters_and_not_bytes() -> None:
    assert refused_bytes("a: å\nb: åä".encode() + b"\x81c\n") == (
        Problem(
            "reading.not-utf-8",
            {"byte": "0x81", "character": "\ufffd"},
            "<stdin>",
            at(2, 6, 7),
            source_line="b: åä\ufffdc",
        ),
    )


def test_half_a_character_written_as_bytes_is_refused() -> None:
    assert [found.code for found in refused_bytes(b'"\xed\xa0\x80"')] == ["reading.not-utf-8"]


# --- characters -----------------------------------------------------------------------


def test_every_kind_of_forbidden_character_is_told_of_where_it_first_stands() -> None:
    line = "b: \x00\x7f"
    expected = [("U+0000", at(2, 4, 5)), ("U+007F", at(2, 5, 6))]

    assert refused_bytes(f"a: 1\n{line}\nc: \x00".encode()) == tuple(
        Problem("reading.control-character", {"character": character}, "<stdin>", span, "", line)
        for character, span in expected
    )


def test_a_second_byte_order_mark_is_a_forbidden_character() -> None:
    assert refused_bytes("\ufeff\ufeffa: 1".encode()) == (
        Problem(
            "reading.control-character",
            {"character": "U+FEFF"},
            "<stdin>",
            at(1, 1, 2),
            source_line="\ufeffa: 1",
        ),
    )


@pytest.mark.parametrize("data", [b"", b" \n\t\n", b"\xef\xbb\xbf", b"# a\n  # b\r\n\n", b"#\r#"])
def test_a_file_of_blanks_and_comments_is_empty(data: bytes) -> None:
    assert refused_bytes(data) == (Problem("reading.empty", file="<stdin>"),)


def test_a_text_from_elsewhere_is_checked_for_size_too() -> None:
    with pytest.raises(InvalidInput) as caught:
        check_text(Source("f.yaml", "a" * (MAX_BYTES + 1), "yaml"))

    assert caught.value.problems == (Problem("reading.too-large", {"megabytes": 1}, "f.yaml"),)


# --- standard input -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "text_format"),
    [
        ("title: x", "yaml"),
        ("# c\n---\ntitle: x", "yaml"),
        ("- a", "yaml"),
        ("a", "yaml"),
        ("{title: x}", "yaml"),
        ("[a, b]", "yaml"),
        ('{"title": "x"}', "json"),
        ("\n [1, 2]", "json"),
        ("[]", "json"),
        ("{}", "json"),
        ("[1]", "json"),
        ('{"title": "x",}', "json"),
        ("{'title': 1}", "json"),
        ("{ // c\n", "json"),
        ('[{"a": 1}', "json"),
        ("[" * 100_000, "json"),
        ("{", "json"),
        ('title = "x"', "toml"),
        ("# c\n\n[parties]\nname = 1", "toml"),
        ("[[entries]] # c\nid = 1", "toml"),
        ("[ a . 'b' ]\n", "toml"),
        ('"a b".c = 1', "toml"),
        ('"a = b": c', "yaml"),
    ],
)
def test_the_format_of_standard_input_is_told_from_its_text(text: str, text_format: Format) -> None:
    assert read_source("-", stdin=io.BytesIO(text.encode())) == Source("<stdin>", text, text_format)


def test_standard_input_is_that_of_the_process_if_no_other_is_given(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"a: 1")))

    assert read_source("-") == Source("<stdin>", "a: 1", "yaml")


def test_a_closed_standard_input_is_empty(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", None)

    assert refused("-") == (Problem("reading.empty", file="<stdin>"),)


def test_a_standard_input_that_fails_is_refused_with_the_reason() -> None:
    stream = io.BytesIO(b"a")
    stream.close()

    (found,) = refused("-", stream)

    assert found.code == "reading.unreadable"
    assert "closed" in str(found.params["reason"])


@given(st.binary(max_size=60) | st.text(max_size=30).map(lambda text: text.encode("utf-16")))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    try:
        text = read_source("-", stdin=io.BytesIO(data)).text
    except InvalidInput:
        return
    assert text.encode() == data.removeprefix(b"\xef\xbb\xbf")
