"""A table on its way to a register: what its columns are taken for, and what is wrong in it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from rich.console import Console
from rich.table import Table as Grid
from rich.text import Text

from screening.errors import Problem
from screening.intake.cell_lists import split
from screening.intake.grid import Note
from screening.intake.headings import field_name, field_shape
from screening.intake.mapping import Certainty, ColumnMapping, Mapped, items_split_at
from screening.intake.shapes import choice_labels
from screening.intake.tables import Table
from screening.intake.words import shown
from screening.messages import Lang, message
from screening.report.console import styled

__all__ = ["print_cell_problems", "print_mapping"]

_COLUMNS: Final = (
    "import.column-column",
    "import.column-example",
    "import.column-field",
    "import.column-why",
)
_CERTAINTY: Final[Mapping[Certainty, str]] = {
    "told": "import.certain",
    "certain": "import.certain",
    "likely": "import.likely",
    "unsure": "import.unsure",
}
_LONGEST_EXAMPLE: Final = 40
_CELLS_SHOWN: Final = 5


def print_mapping(console: Console, table: Table, mapping: ColumnMapping, lang: Lang) -> None:
    """How a table was read, what each column is taken for and why, and what is filled in."""
    head = message("import.rows", lang, file=table.name, rows=len(table.rows))
    console.print(styled(head, "head"))
    for note in table.notes:
        console.print(styled(note.text(lang)))
    console.print()
    grid = Grid(box=None, pad_edge=False, header_style="head", padding=(0, 2, 0, 0))
    for column in _COLUMNS:
        grid.add_column(message(column, lang), overflow="fold")
    for index, heading in enumerate(table.headings):
        mapped = mapping.of_column(index)
        if mapped is None:
            note = mapping.passed_over[index]
            # Names of persons are shown no more than they are read.
            hidden = note.key == "import.why-person"
            example = Text("…", style="dim") if hidden else _example(table, index)
            field = Text(message("import.not-read", lang), style="dim")
            grid.add_row(styled(heading), example, field, styled(note.text(lang), "dim"))
        else:
            field = styled(field_name(mapped.field, lang), "head")
            told = styled(_why(table, mapped, lang))
            grid.add_row(styled(heading), _example(table, index, mapped), field, told)
    console.print(grid)
    _print_filled_in(console, mapping, lang)


def _print_filled_in(console: Console, mapping: ColumnMapping, lang: Lang) -> None:
    if mapping.defaults:
        console.print()
        console.print(styled(message("import.defaults", lang), "head"))
    for field, value in mapping.defaults.items():
        conditional = field == "agreement.status"
        text = message(
            "import.default-agreement" if conditional else "import.default",
            lang,
            field=field_name(field, lang),
            value=choice_labels(field_shape(field).choices, lang).get(value, value),
        )
        console.print(styled(f"  {text}"))


def _why(table: Table, mapped: Mapped, lang: Lang) -> str:
    told = "; ".join(note.text(lang) for note in _reasons(table, mapped))
    return f"{message(_CERTAINTY[mapped.certainty], lang)}: {told}"


def _reasons(table: Table, mapped: Mapped) -> Iterable[Note]:
    yield from mapped.reasons
    at = items_split_at(table, mapped)
    if at is not None:
        yield at[1]


def _example(table: Table, column: int, mapped: Mapped | None = None) -> Text:
    """The first value of a column; of a list its items, so that it is seen where it is split."""
    value = next(table.column(column), None)
    if value is None:
        return Text("–", style="dim")
    text = str(value)
    at = items_split_at(table, mapped) if mapped is not None else None
    if at is not None:
        text = " | ".join(split(text, at[0]))
    text = shown(text)
    return styled(text if len(text) <= _LONGEST_EXAMPLE else f"{text[: _LONGEST_EXAMPLE - 1]}…")


def print_cell_problems(console: Console, problems: Iterable[Problem], lang: Lang) -> None:
    """Each problem once, with the cells it stands in, and its remedy."""
    groups: dict[tuple[str, str], list[Problem]] = {}
    for problem in problems:
        groups.setdefault((problem.message(lang), problem.help(lang)), []).append(problem)
    for (told, remedy), alike in groups.items():
        head = Text.assemble((message("text.error", lang), "error"), ": ")
        console.print(head + styled(told, "head"), soft_wrap=True)
        for problem in alike[:_CELLS_SHOWN]:
            console.print(Text(" --> ") + styled(problem.location(lang), "path"), soft_wrap=True)
        if len(alike) > _CELLS_SHOWN:
            more = message("import.more-cells", lang, count=len(alike) - _CELLS_SHOWN)
            console.print(Text(f"     {more}"))
        console.print(Text("  = ") + styled(remedy, "help"), soft_wrap=True)
        console.print()
