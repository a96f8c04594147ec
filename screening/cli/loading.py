"""The register and the rules that a command looks into, or an end to the command."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final

from screening.cli.options import fail, register_file, rules_folder
from screening.errors import InvalidInput
from screening.intake.document import Document
from screening.intake.files import read_register
from screening.intake.json_lines import is_json_lines
from screening.intake.places import span_at
from screening.messages import Lang, message
from screening.model.register import Register, RegisterEntry
from screening.model.vocabulary import Vocabulary
from screening.overlap.registers import AnyRegister
from screening.overlap.stored_register import StoredRegister
from screening.report.care_text import Spot
from screening.report.console import console_on
from screening.ruleset.loading import load_rules
from screening.ruleset.rules import RuleSet
from screening.shipped import sample_register, shipped_rules

__all__ = ["NamedRegister", "named_register", "ruleset_of", "shown_on_terminal"]

_MANY: Final = 200
"""From so many entries trying them all takes a while."""

DocumentOf = Callable[[str], tuple[Document[Any], tuple[str | int, ...]]]
"""Finds the document that has the entry with an id, and where in it the entry is."""


@dataclass(frozen=True, slots=True)
class NamedRegister:
    """A register, what to call it, and where in its file each entry is.

    ``path`` is its file, also for the sample; None for standard input.
    """

    name: str
    register: AnyRegister
    document_of: DocumentOf
    path: Path | None
    sample: bool

    def spot(self, entry_id: str, at: tuple[str | int, ...]) -> Spot | None:
        """Where something of an entry stands, by its path within the entry."""
        document, within = self.document_of(entry_id)
        span = span_at(document.tree, (*within, *at))
        source = document.place.source
        name = document.file if self.sample else source.name if source else ""
        return Spot(name, span.line, span.column) if span else None


def named_register(
    given: str | None, lang: Lang, vocabulary: Callable[[], Vocabulary]
) -> NamedRegister:
    """The register named, else one in this folder, else the sample; ends where it is unsound.

    ``vocabulary`` is asked for where the register is one of JSON Lines, whose index rests on it.
    """
    file = register_file(given)
    path = Path(file) if file is not None else sample_register()
    register: AnyRegister
    try:
        if is_json_lines(path):
            register = stored = StoredRegister(path, vocabulary())
            document_of = _by_index(stored)
        else:
            document = read_register(path)
            register, document_of = document.model, _within(document)
    except InvalidInput as error:
        fail(error, lang)
    name = file if file is not None else message("text.sample", lang)
    return NamedRegister(
        name, register, document_of, None if file == "-" else path, sample=file is None
    )


def _within(document: Document[Register]) -> DocumentOf:
    numbers = {entry.id: number for number, entry in enumerate(document.model.entries)}
    return lambda entry_id: (document, ("entries", numbers[entry_id]))


def _by_index(register: StoredRegister) -> DocumentOf:
    return lambda entry_id: (register.document(entry_id), ())


def ruleset_of(given: str | None, lang: Lang, as_of: date | None = None) -> RuleSet:
    """The rules named, else those that ship, as of a day or today; ends where they are unsound."""
    try:
        return load_rules(rules_folder(given) or shipped_rules(), as_of)
    except InvalidInput as error:
        fail(error, lang)


def shown_on_terminal(entries: Sequence[RegisterEntry]) -> Iterable[RegisterEntry]:
    """The entries one by one, with a progress bar on a terminal where they are many."""
    if len(entries) < _MANY or not sys.stderr.isatty():
        return entries
    from rich.progress import track  # noqa: PLC0415 - slow to load

    return track(entries, description="", console=console_on(sys.stderr), transient=True)
