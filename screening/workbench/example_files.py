"""A case as files that anybody can read, change and screen."""

from __future__ import annotations

import os
import shlex
import shutil
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from textwrap import wrap
from typing import Final

from screening.intake.files import proposal_from_data, register_from_data
from screening.intake.register_writing import plain_words, register_text, yaml_text
from screening.messages import Lang, message
from screening.model.letter import Letter
from screening.overlap.calibration_file import calibration_path
from screening.ruleset.folders import rule_files
from screening.ruleset.loading import load_rules
from screening.workbench.realising import Realised
from screening.workbench.realising_content import changed_letter

__all__ = ["ExampleFiles", "write_example"]

_WIDTH: Final = 98


@dataclass(frozen=True, slots=True)
class ExampleFiles:
    """Where a case was written.

    ``rules`` is the folder to screen by: a copy under another letter where the case needs
    one, else the rule author's own.  ``command`` screens the case; it can be pasted into a
    terminal in the folder that it was made for.
    """

    proposal: Path
    register: Path
    rules: Path
    command: str


def write_example(
    folder: Path,
    realised: Realised,
    rules: Path,
    *,
    says: Iterable[str] = (),
    lang: Lang = "sv",
    overwrite: bool = False,
) -> ExampleFiles:
    """Write ``proposal.yaml`` and ``register.yaml``, and a copy of the rules if it takes one.

    Args:
        folder: where to; it is made if it is not there.
        realised: the case.
        rules: the folder they were loaded from; of several versions, that of the one.
        says: what the case shows, a paragraph each, for those who open the files.
        lang: the language of keys, choices and comments.
        overwrite: whether what stands there before may be replaced.

    Raises:
        FileExistsError: one of the files is there already, or bands of a register of that
            name that the case was not made for.  Nothing is written then.
        OSError: it cannot be written.
    """
    proposal, register, copy = (
        folder / name for name in ("proposal.yaml", "register.yaml", "rules")
    )
    taken = [proposal, register, *([copy] if realised.letter else [])]
    for path in (calibration_path(register), *(() if overwrite else taken)):
        if path.exists():
            raise FileExistsError(path)
    folder.mkdir(parents=True, exist_ok=True)
    head = _comment((*says, message("examples.day", lang, day=realised.as_of)))
    proposal.write_text(head + _proposal_text(realised, lang), encoding="utf-8", newline="\n")
    text = register_text(register_from_data(list(realised.register)).model, lang)
    register.write_text(head + text, encoding="utf-8", newline="\n")
    if realised.letter:
        letter = load_rules(rules, as_of=realised.as_of).letter
        _copy(rules, copy, changed_letter(letter, realised.letter), lang)
        rules = copy
    return ExampleFiles(proposal, register, rules, _command(proposal, register, rules, realised))


def _proposal_text(realised: Realised, lang: Lang) -> str:
    model = proposal_from_data(realised.proposal).model
    said = {key: value for key, value in plain_words(model, lang).items() if value != {}}
    return yaml_text(said)


def _copy(rules: Path, copy: Path, letter: Letter, lang: Lang) -> None:
    """The rules' files in a folder of their own, but for the letter."""
    if copy.exists():
        shutil.rmtree(copy)
    copy.mkdir()
    for path in rule_files(rules):
        if path.stem != "letter":
            shutil.copyfile(path, copy / path.name)
    head = _comment([message("examples.letter", lang)])
    content = letter.model_dump(mode="json", exclude_none=True)
    (copy / "letter.yaml").write_text(head + yaml_text(content), encoding="utf-8", newline="\n")


def _comment(paragraphs: Iterable[str]) -> str:
    lines = [line for paragraph in paragraphs for line in _lines(paragraph)]
    return "".join(f"# {line}\n" for line in lines) + "\n"


def _lines(paragraph: str) -> Iterator[str]:
    """A paragraph in lines that are not too long, without what a terminal obeys."""
    printable = "".join(letter if letter.isprintable() else " " for letter in paragraph)
    yield from wrap(printable, _WIDTH)


def _command(proposal: Path, register: Path, rules: Path, realised: Realised) -> str:
    """The command that screens the case, from the folder that one is in."""
    return shlex.join(
        [
            "screening",
            "screen",
            _short(proposal),
            "--register",
            _short(register),
            "--rules",
            _short(rules),
            "--as-of",
            realised.as_of.isoformat(),
        ]
    )


def _short(path: Path) -> str:
    """A path as one would write it here: from this folder on if it lies below."""
    absolute, here = Path(os.path.abspath(path)), Path.cwd()  # noqa: PTH100 - links are kept
    return str(absolute.relative_to(here)) if absolute.is_relative_to(here) else str(absolute)
