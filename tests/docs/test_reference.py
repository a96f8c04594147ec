from __future__ import annotations

import difflib
import tomllib

import pytest

from tests.docs.generate import generated
from tests.docs.pages import DOCS, ROOT

GENERATED = generated()


@pytest.mark.parametrize("name", GENERATED)
def test_a_page_of_the_reference_says_what_the_program_says(name: str) -> None:
    path = DOCS / name
    there = path.read_text(encoding="utf-8") if path.exists() else ""
    drift = "".join(
        difflib.unified_diff(
            there.splitlines(keepends=True),
            GENERATED[name].splitlines(keepends=True),
            f"docs/{name}",
            "what the program says",
        )
    )
    assert not drift, f"python -m tests.docs.generate writes it anew:\n{drift}"


def test_the_reference_holds_nothing_else() -> None:
    files = {path for path in (DOCS / "reference").rglob("*") if path.is_file()}

    assert {path.relative_to(DOCS).as_posix() for path in files} == set(GENERATED)


def test_the_packages_to_install_by_hand_are_those_that_the_project_depends_on() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    needed = [name for name in project["dependencies"] if not name.startswith("durable-rules")]
    page = (DOCS / "how-to" / "python-3.13.md").read_text(encoding="utf-8")

    assert " ".join(f'"{name}"' for name in needed) in page
