"""The rooms: imports run one way, modules are short, and what is public is said to be."""

from __future__ import annotations

import ast
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
MODULES = sorted((ROOT / "screening").rglob("*.py"))
LONGEST = 300


def test_imports_run_one_way() -> None:
    command = [sys.executable, "-c", "from importlinter.cli import lint_imports_command as c; c()"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, check=False, encoding="utf-8")
    assert "0 broken" in done.stdout, done.stdout


@pytest.mark.parametrize("module", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_module_is_short_and_says_what_it_is_for(module: Path) -> None:
    text = module.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= LONGEST
    assert ast.get_docstring(ast.parse(text))


@pytest.mark.parametrize("module", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_what_a_module_says_is_public_is_there(module: Path) -> None:
    name = ".".join(module.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
    loaded = import_module(name)
    for public in getattr(loaded, "__all__", ()):
        assert hasattr(loaded, public)


def test_nothing_of_the_project_names_where_it_is_made() -> None:
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True, encoding="utf-8"
    )
    words = ("pypi" + ".org", "/work" + "/", "python" + "hosted", "npmjs" + ".org")
    found = [
        (path, word)
        for path in listed.stdout.split("\0")
        if path and (ROOT / path).is_file()
        for word in words
        if word in (ROOT / path).read_text(encoding="utf-8", errors="replace")
    ]
    assert found == []
