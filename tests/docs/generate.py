"""Writes the reference pages and the handbooks: ``python -m tests.docs.generate [--refresh]``.

With ``--refresh`` the console blocks of all pages are run too, and what they print is put
into them.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from tests.docs.pages import DOCS, ROOT, pages
from tests.docs.reference.checks import checks
from tests.docs.reference.commands import commands, exit_codes
from tests.docs.reference.errors import errors
from tests.docs.reference.facts import facts
from tests.docs.reference.formats import formats
from tests.docs.reference.handbooks import handbooks
from tests.docs.reference.rules import rules
from tests.docs.reference.schemas import schemas
from tests.docs.reference.verdict import verdict
from tests.docs.trying import tried, without_times

__all__ = ["generated", "main"]


def generated() -> Mapping[str, str]:
    """Every file of the reference, by its name within the docs."""
    made = {
        "checks.md": checks(),
        "commands.md": commands(),
        "errors.md": errors(),
        "exit-codes.md": exit_codes(),
        "facts.md": facts(),
        "formats.md": formats(),
        "rules.md": rules(),
        "verdict.md": verdict(),
        **{f"schemas/{name}": text for name, text in schemas()},
    }
    return {f"reference/{name}": text for name, text in made.items()}


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.docs.generate", description=__doc__)
    parser.add_argument("--refresh", action="store_true", help="refresh console blocks too")
    asked = parser.parse_args(arguments)
    for name, text in generated().items():
        _write(DOCS / name, text)
    for name, text in handbooks().items():
        _write(ROOT / name, text)
    if asked.refresh:
        for page in pages():
            _refresh(page.path)


def _refresh(path: Path) -> None:
    page = next(one for one in pages() if one.path == path)
    with tempfile.TemporaryDirectory() as folder:
        fresh = [
            (block, text)
            for block, text in tried(page, Path(folder))
            if without_times(text) != without_times(block.text)
        ]
    _write(path, page.with_texts(fresh).text)


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    if not path.exists() or path.read_text(encoding="utf-8") != text:
        path.write_text(text, encoding="utf-8")
        sys.stdout.write(f"{path.relative_to(DOCS.parent)}\n")


if __name__ == "__main__":
    main()
