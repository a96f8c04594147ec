from __future__ import annotations

from pathlib import Path

import pytest

from tests.docs.pages import DOCS, Page
from tests.docs.trying import NotAsWritten, normalised, tried

LIST = "<!-- file: list.txt -->\n```\none\ntwo\nthree\n```\n"
SHOWN = "```console\n$ cat list.txt\n```\n"


def shown(text: str, folder: Path, name: str = "a.md") -> list[str]:
    return [text for _, text in tried(Page(DOCS / name, text), folder)]


@pytest.mark.parametrize(
    ("how", "lines"),
    [
        ("", ["new"]),
        (", added at the end", ["one", "two", "three", "new"]),
        (", instead of: two", ["one", "new", "three"]),
        (", from the last: two", ["one", "new"]),
    ],
)
def test_a_file_is_what_the_notes_make_of_it(how: str, lines: list[str], tmp_path: Path) -> None:
    change = f"<!-- file: list.txt{how} -->\n```\nnew\n```\n"

    (printed,) = shown(f"{LIST}\n{change}\n{SHOWN}", tmp_path)

    assert printed.splitlines()[1:] == lines


def test_a_note_about_a_line_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    change = "<!-- file: list.txt, instead of: four -->\n```\nnew\n```\n"

    with pytest.raises(NotAsWritten, match="0 lines are “four”"):
        shown(f"{LIST}\n{change}", tmp_path)


def test_what_is_left_out_of_a_block_is_marked(tmp_path: Path) -> None:
    (printed,) = shown(f"{LIST}\n<!-- only: two … three -->\n{SHOWN}", tmp_path)

    assert printed.splitlines() == ["$ cat list.txt", "[…]", "two", "[…]"]


def test_a_block_that_is_not_to_be_run_is_not_run(tmp_path: Path) -> None:
    page = "<!-- not run: changes the list -->\n```console\n$ rm list.txt\n```\n"

    (printed,) = shown(f"{LIST}\n{page}\n{SHOWN}", tmp_path)

    assert printed.splitlines()[1:] == ["one", "two", "three"]


def test_commands_see_the_exit_code_and_the_settings_of_those_before(tmp_path: Path) -> None:
    page = (
        "```console\n$ export LIST=3\n$ sh -c 'exit $LIST'\n$ echo $?\n"
        "$ screening nothing\n$ echo $?\n```\n"
    )

    lines = shown(page, tmp_path)[0].splitlines()

    assert lines[:4] == ["$ export LIST=3", "$ sh -c 'exit $LIST'", "$ echo $?", "3"]
    assert lines[-2:] == ["$ echo $?", "2"]


@pytest.mark.parametrize(("name", "word"), [("a.md", "Error:"), ("a.sv.md", "Fel:")])
def test_a_page_is_followed_in_its_own_language(name: str, word: str, tmp_path: Path) -> None:
    (printed,) = shown("```console\n$ screening nothing\n```\n", tmp_path, name)

    assert word in printed


def test_python_blocks_see_each_other_and_the_files(tmp_path: Path) -> None:
    first = "```python\nfrom pathlib import Path\n```\n"
    second = '```python\nPath("list.txt").write_text("four\\n")\n```\n'

    (printed,) = shown(f"{LIST}\n{first}\n{second}\n{SHOWN}", tmp_path)

    assert printed == "$ cat list.txt\nfour\n"


def test_a_refreshed_page_shows_what_is_printed_and_nothing_else_changes(tmp_path: Path) -> None:
    stale = Page(DOCS / "a.md", f"# Title\n\n{LIST}\n{SHOWN}\nText.\n\n{SHOWN}")

    fresh = stale.with_texts(list(tried(stale, tmp_path)))

    once = SHOWN.replace("list.txt\n", "list.txt\none\ntwo\nthree\n")
    assert fresh.text == f"# Title\n\n{LIST}\n{once}\nText.\n\n{once}"
    assert fresh.with_texts(list(tried(fresh, tmp_path))) == fresh


def test_times_and_hashes_are_no_difference() -> None:
    text = "(fb72b306) 2026-12-01T09:00:00.5Z " + "0a" * 32

    assert normalised(text) == "(HASH) TIME HASH"
    assert normalised("(fb72b30) 2026-12-01 0a") == "(fb72b30) 2026-12-01 0a"
