from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from screening.intake.documents import parse
from screening.intake.nodes import plain
from screening.intake.source import Source
from screening.ruleset.schema import SchemaName
from screening.ruleset.schema_modelines import schema_for, with_modeline

LINE = b"# yaml-language-server: $schema=.schemas/rules.schema.json"
SCHEMA = ".schemas/rules.schema.json"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (b"", LINE + b"\n"),
        (b"a: 1\n", LINE + b"\na: 1\n"),
        (b"a: 1", LINE + b"\na: 1"),
        (b"a: 1\r\nb: 2\r\n", LINE + b"\r\na: 1\r\nb: 2\r\n"),
        (b"\xef\xbb\xbfa: 1\n", b"\xef\xbb\xbf" + LINE + b"\na: 1\n"),
        (b"# A comment.\na: 1\n", LINE + b"\n# A comment.\na: 1\n"),
        (LINE + b"\na: 1\n", LINE + b"\na: 1\n"),
        (b"# yaml-language-server: $schema=old.json\na: 1\n", LINE + b"\na: 1\n"),
        (
            b"# Mine.\n\n#  yaml-language-server:  $schema=old.json  # why\na: 1\n",
            (
                b"# Mine.\n\n#  yaml-language-server:  $schema=.schemas/rules.schema.json  # why\n"
                b"a: 1\n"
            ),
        ),
        (
            b"a: 1\n# yaml-language-server: $schema=old.json\n",
            LINE + b"\na: 1\n# yaml-language-server: $schema=old.json\n",
        ),
    ],
)
def test_the_line_is_put_first_or_changed_where_it_stands(before: bytes, after: bytes) -> None:
    assert with_modeline(before, SCHEMA) == after


PARTS = st.lists(
    st.sampled_from([b"a: 1", b"# c", b"", b"# yaml-language-server: $schema=x", b"  - b"]),
    max_size=6,
)


@given(PARTS, st.sampled_from([b"\n", b"\r\n", b"\r"]), st.sampled_from([b"", b"\xef\xbb\xbf"]))
def test_done_twice_is_as_done_once_and_nothing_else_changes(
    parts: list[bytes], ending: bytes, mark: bytes
) -> None:
    content = mark + ending.join(parts)
    once = with_modeline(content, SCHEMA)
    assert with_modeline(once, SCHEMA) == once
    assert once.startswith(mark)
    assert once.count(b"$schema=") in (content.count(b"$schema="), content.count(b"$schema=") + 1)
    kept = [line for line in once.removeprefix(mark).splitlines() if b"$schema=" not in line]
    assert kept == [
        line for line in content.removeprefix(mark).splitlines() if b"$schema=" not in line
    ]


def test_the_file_says_the_same_with_the_line() -> None:
    text = "# c\nclause: '6'\n"
    after = with_modeline(text.encode(), SCHEMA).decode()
    assert plain(parse(Source("", after, "yaml"))) == plain(parse(Source("", text, "yaml")))


@pytest.mark.parametrize(
    ("name", "schema"),
    [
        ("ruleset.yaml", "ruleset"),
        ("letter.yml", "letter"),
        ("parties.yaml", "parties"),
        ("vocabulary.yaml", "vocabulary"),
        ("4.4.yaml", "rules"),
        ("rules.yaml", "rules"),
    ],
)
def test_the_name_of_a_file_says_which_schema_it_is_to_fit(name: str, schema: SchemaName) -> None:
    assert schema_for(Path(name)) == schema
