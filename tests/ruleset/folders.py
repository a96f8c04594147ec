"""Small rule folders: a sound one, and the same with a flaw laid over it."""

from __future__ import annotations

import os
import shutil
from datetime import date
from pathlib import Path
from typing import Final

import pytest

from screening.errors import InvalidInput
from screening.ruleset.loading import load_rules

__all__ = ["BAD", "SOUND", "golden", "laid_over", "refused", "told", "version"]

_HERE: Final = Path(__file__).parent
SOUND: Final = _HERE / "sound"
BAD: Final = sorted(path for path in (_HERE / "bad").iterdir() if path.is_dir())

_ABSENT: Final = "absent"
"""A file of an overlay that names the files it takes away."""
_EXPECTED: Final = "expected.txt"


def laid_over(folder: Path, *overlays: Path, **files: str) -> Path:
    """The sound folder, with overlays over it, and files given by their name without suffix."""
    shutil.copytree(SOUND, folder, dirs_exist_ok=True)
    for overlay in overlays:
        shutil.copytree(overlay, folder, dirs_exist_ok=True)
        (folder / _EXPECTED).unlink(missing_ok=True)
        absent = folder / _ABSENT
        if absent.exists():
            for name in absent.read_text(encoding="utf-8").split():
                (folder / name).unlink()
            absent.unlink()
    for name, text in files.items():
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    return folder


def version(folder: Path, first: date, last: date | None = None, **files: str) -> Path:
    """A version of the sound rule set with days of its own; it is called as its folder is."""
    days = f"valid_from: {first}\n" + (f"valid_to: {last}\n" if last else "")
    ruleset = (SOUND / "ruleset.yaml").read_text(encoding="utf-8")
    dated = ruleset.replace("valid_from: 2026-01-01\n", days)
    named = dated.replace("A small rule set", f'"{folder.name}"')
    return laid_over(folder, **{"ruleset": named, **files})


def refused(folder: Path) -> InvalidInput:
    """What is wrong with a folder."""
    with pytest.raises(InvalidInput) as caught:
        load_rules(folder)
    return caught.value


def told(error: InvalidInput, folder: Path) -> str:
    """All of an error in both languages, with places as they are seen from the folder."""
    both = f"{error.describe('en')}\n\n{error.describe('sv')}\n"
    return both.replace(f"{folder}{os.sep}", "").replace(str(folder), ".")


def golden(overlay: Path, text: str) -> str:
    """What an overlay is expected to give; with WRITE_EXPECTED set, what it gives becomes that."""
    expected = overlay / _EXPECTED
    if "WRITE_EXPECTED" in os.environ:
        expected.write_text(text, encoding="utf-8")
    return expected.read_text(encoding="utf-8")


def rule(rule_id: str, when: str, then: str = "{finding: found}", each: str | None = None) -> str:
    """A rule as it is written in a file, in four lines, or five where it is tried for each."""
    tried = [] if each is None else [f"    for_each: {each}"]
    lines = [f"  - id: {rule_id}", "    title: {sv: a, en: a}", *tried]
    return "\n".join([*lines, f"    when: {when}", f"    then: {then}", ""])


def rule_file(*rules: str) -> str:
    """Rules as a file; the first begins on its third line."""
    return f'clause: "6"\nrules:\n{"".join(rules)}'
