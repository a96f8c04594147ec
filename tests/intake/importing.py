"""What the tests of tables share: making Excel files, and telling all that is made of a table."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from openpyxl import Workbook

from screening.errors import InvalidInput, Problem
from screening.intake.files import guess_mapping, read_table, register_from_table
from screening.intake.mapping import items_split_at
from screening.intake.register_writing import register_text

ROWS: list[list[object]] = [["Namn", "Parter"], ["Hemgång", "MDU"]]


def excel(file: Path, rows: Sequence[Sequence[Any]], sheet: str = "Samverkan") -> Workbook:
    """A saved Excel file with one sheet; changed again, it has to be saved again."""
    book = Workbook()
    page = book.active
    assert page is not None
    page.title = sheet
    for row in rows:
        page.append(list(row))
    book.save(file)
    return book


def with_part(file: Path, part: str, change: Callable[[bytes], bytes]) -> None:
    """Change a part of an Excel file, which is a ZIP archive."""
    with zipfile.ZipFile(file) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts[part] = change(parts.get(part, b""))
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)


def problems_of(read: Callable[[], object]) -> tuple[Problem, ...]:
    try:
        read()
    except InvalidInput as error:
        return error.problems
    return ()


def all_told(file: Path) -> str:
    """How a file is read, what its columns are taken for, and the register or its problems."""
    try:
        table = read_table(file)
        mapping = guess_mapping(table)
        lines = [note.text("en") for note in table.notes]
        for index, heading in enumerate(table.headings):
            mapped = mapping.of_column(index)
            if mapped is None:
                lines.append(f"{heading} -- {mapping.passed_over[index].text('en')}")
                continue
            split = items_split_at(table, mapped)
            notes = [*mapped.reasons, *([split[1]] if split else [])]
            why = "; ".join(note.text("en") for note in notes)
            lines.append(f"{heading} -> {mapped.field} ({mapped.certainty}: {why})")
        lines += [f"default {field}: {value}" for field, value in mapping.defaults.items()]
        lines += ["", register_text(register_from_table(table, mapping).model, "en")]
    except InvalidInput as error:
        lines += ["", *(told(problem, file) for problem in error.problems)]
    return "\n".join(lines).strip() + "\n"


def told(problem: Problem, file: Path) -> str:
    """A problem with its place, without the folder of the file."""
    where = problem.location().replace(str(file), file.name)
    return f"{where}: {problem.message()} {problem.help()}"
