"""The register and the rules that a command looks into, or an end to the command."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from screening.cli.options import fail, register_file, rules_folder
from screening.errors import InvalidInput
from screening.intake.document import Document
from screening.intake.files import read_register
from screening.messages import Lang, message
from screening.model.register import Register, RegisterEntry
from screening.report.console import console_on
from screening.ruleset.loading import load_rules
from screening.ruleset.rules import RuleSet
from screening.shipped import sample_register, shipped_rules

__all__ = ["NamedRegister", "named_register", "ruleset_of", "shown_on_terminal"]

_MANY: Final = 200
"""From so many entries trying them all takes a while."""


@dataclass(frozen=True, slots=True)
class NamedRegister:
    """A register with its places, and what to call it.

    ``path`` is its file, also for the sample; None for standard input.
    """

    name: str
    document: Document[Register]
    path: Path | None
    sample: bool

    @property
    def register(self) -> Register:
        """The register itself."""
        return self.document.model


def named_register(given: str | None, lang: Lang) -> NamedRegister:
    """The register named, else one in this folder, else the sample; ends where it is unsound."""
    file = register_file(given)
    path = Path(file) if file is not None else sample_register()
    try:
        document = read_register(path)
    except InvalidInput as error:
        fail(error, lang)
    name = file if file is not None else message("text.sample", lang)
    return NamedRegister(name, document, None if file == "-" else path, sample=file is None)


def ruleset_of(given: str | None, lang: Lang) -> RuleSet:
    """The rules named, else those that ship; ends where they are unsound."""
    try:
        return load_rules(rules_folder(given) or shipped_rules())
    except InvalidInput as error:
        fail(error, lang)


def shown_on_terminal(entries: Sequence[RegisterEntry]) -> Iterable[RegisterEntry]:
    """The entries one by one, with a progress bar on a terminal where they are many."""
    if len(entries) < _MANY or not sys.stderr.isatty():
        return entries
    from rich.progress import track  # noqa: PLC0415 - slow to load

    return track(entries, description="", console=console_on(sys.stderr), transient=True)
