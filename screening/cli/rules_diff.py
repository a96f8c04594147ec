"""``screening rules diff``: what a change of rules does to cases, proved, and to proposals."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import get_args

import click

from screening.cli.choices import Choice
from screening.cli.days import as_of_option
from screening.cli.exits import FELL_SHORT, UNREADABLE
from screening.cli.options import (
    fail,
    lang_option,
    print_error,
    refuse,
    register_file,
    register_option,
)
from screening.cli.rules_diff_files import PairFiles
from screening.cli.rules_examples import examples_option, rules_path
from screening.errors import InvalidInput, ScreeningError
from screening.intake.handed_in import hand_in
from screening.messages import Lang, message
from screening.report.console import console_on, plain_text
from screening.report.diff import Diffed, DiffFormat
from screening.report.diff_json import diff_json
from screening.report.diff_markdown import diff_markdown
from screening.report.diff_picture import diff_picture
from screening.report.diff_text import print_diff
from screening.ruleset.loading import load
from screening.ruleset.rules import RuleSet
from screening.ruleset.versions import Versions
from screening.screener import Screener
from screening.workbench.diff.differences import Difference, stretches, written
from screening.workbench.diff.over import Compared, Over, Unreadable, screened_over
from screening.workbench.prover import ProverMissing, Undecidable, need_prover
from screening.workbench.revisions import rules_at

__all__ = ["command"]

Loaded = RuleSet | Versions


def command(lang: Lang) -> click.Command:
    """The command, with its help in a language."""

    @click.command(
        "diff",
        options_metavar=message("cli.metavar.options", lang),
        help=message("diff.help", lang),
        epilog=message("diff.epilog", lang),
    )
    @click.argument("old", metavar=message("diff.metavar-old", lang))
    @click.argument("new", metavar=f"[{message('diff.metavar-new', lang)}]", required=False)
    @click.option(
        "--rules",
        type=click.Path(),
        metavar=message("cli.metavar.folder", lang),
        envvar="SCREENING_RULES",
        help=message("diff.option-rules", lang),
    )
    @click.option(
        "--over",
        type=click.Path(path_type=Path),
        metavar=message("cli.metavar.file", lang),
        help=message("diff.option-over", lang),
    )
    @register_option(lang)
    @examples_option(lang)
    @click.option("--facts-alone", is_flag=True, help=message("diff.option-facts-alone", lang))
    @click.option(
        "--picture",
        "picture_file",
        type=click.Path(path_type=Path),
        metavar=message("cli.metavar.file", lang),
        help=message("diff.option-picture", lang),
    )
    @click.option("--exit-code", is_flag=True, help=message("diff.option-exit-code", lang))
    @click.option(
        "--format",
        "output_format",
        type=Choice(get_args(DiffFormat), lang),
        default="text",
        show_default=True,
        help=message("diff.option-format", lang),
    )
    @as_of_option(lang)
    @lang_option(lang)
    def diff(  # noqa: PLR0913 - an argument an option
        *,
        old: str,
        new: str | None,
        rules: str | None,
        over: Path | None,
        register: str | None,
        examples: Path | None,
        facts_alone: bool,
        picture_file: Path | None,
        exit_code: bool,
        output_format: DiffFormat,
        as_of: date | None,
    ) -> None:
        if picture_file is not None and picture_file.suffix.lower() != ".svg":
            refuse(message("calibration.picture-suffix", lang, file=picture_file))
        if over is not None and not over.exists():
            refuse(message("diff.no-over", lang, path=plain_text(str(over))))
        base = rules_path(rules)
        with ExitStack() as stack:
            folders = _folders(old, new, base, stack, lang)
            names = (old, new or str(rules or base.name))
            pair = [_loaded(*each, lang) for each in zip(folders, names, strict=True)]
            differences, untold = _differences(pair, as_of, lang, facts_alone=facts_alone)
            diffed = Diffed(*names, differences)
            if over is not None:
                tried = _over(over, register, pair, differences[0], as_of, lang)
                diffed = replace(diffed, over=tried)
            if examples is not None or output_format == "json":
                lasting = (Path(old).is_dir(), new is None or Path(new).is_dir())
                making = PairFiles(folders, lasting, examples, lang)
                diffed = replace(diffed, files=making.of(differences))
        _tell(diffed, output_format, lang)
        if picture_file is not None:
            _draw(diffed, picture_file, lang)
        _end(diffed, untold, lang, exit_code=exit_code)

    return diff


def _folders(
    old: str, new: str | None, base: Path, stack: ExitStack, lang: Lang
) -> tuple[Path, Path]:
    """Where the two rule sets lie, while the stack is open; ends where there is no such one."""
    around = Path(new) if new and Path(new).is_dir() else base
    try:
        before = stack.enter_context(rules_at(old, around))
        after = base if new is None else stack.enter_context(rules_at(new, around))
    except InvalidInput as error:
        fail(error, lang)
    return before, after


def _loaded(folder: Path, name: str, lang: Lang) -> Loaded:
    """The rules in a folder; ends where they are unsound, with the name that the user gave."""
    try:
        return load(folder)
    except InvalidInput as error:
        problems = [
            replace(one, file=one.file.replace(str(folder), name)) if one.file else one
            for one in error.problems
        ]
        fail(InvalidInput(problems), lang)


def _differences(
    pair: Sequence[Loaded], as_of: date | None, lang: Lang, *, facts_alone: bool
) -> tuple[list[Difference], ScreeningError | None]:
    """What differs, as far as it can be proved, and what it was that kept from more."""
    old, new = pair
    try:
        parts = stretches(old, new, as_of)
    except InvalidInput as error:
        fail(error, lang)
    try:
        need_prover()
        from screening.workbench.diff.telling import difference  # noqa: PLC0415 - needs z3

        return [difference(part, facts_alone=facts_alone) for part in parts], None
    except (ProverMissing, Undecidable) as error:
        return [written(part) for part in parts], error


def _over(
    path: Path,
    register: str | None,
    pair: Sequence[Loaded],
    difference: Difference,
    as_of: date | None,
    lang: Lang,
) -> Over:
    """The proposals of a folder or a table by both rule sets; ends where there is no register."""
    try:
        old, new = (Screener.load(rules=rules, register=register_file(register)) for rules in pair)
    except ScreeningError as error:
        fail(error, lang)
    proposals = hand_in([str(path)], fits=new.fits(as_of=as_of))
    told = list(screened_over(proposals, old, new, difference.rules, as_of=as_of, lang=lang))
    return Over(
        tuple(one for one in told if isinstance(one, Compared)),
        tuple(one for one in told if isinstance(one, Unreadable)),
        tuple(heading for table in proposals.tables for heading in table.unread),
    )


def _text(diffed: Diffed, lang: Lang) -> None:
    print_diff(console_on(sys.stdout), diffed, lang)


def _json(diffed: Diffed, lang: Lang) -> None:
    click.echo(diff_json(diffed, lang))


def _markdown(diffed: Diffed, lang: Lang) -> None:
    click.echo(diff_markdown(diffed, lang), nl=False)


_TELLERS: dict[DiffFormat, Callable[[Diffed, Lang], None]] = {
    "text": _text,
    "json": _json,
    "markdown": _markdown,
}


def _tell(diffed: Diffed, output_format: DiffFormat, lang: Lang) -> None:
    if diffed.over is not None:
        for one in diffed.over.unreadable:
            print_error(one.error, lang)
    _TELLERS[output_format](diffed, lang)


def _draw(diffed: Diffed, file: Path, lang: Lang) -> None:
    try:
        file.write_text(diff_picture(diffed, lang), encoding="utf-8", newline="\n")
    except OSError as error:
        refuse(message("text.cannot-write", lang, file=file, reason=error.strerror))
    click.echo(message("calibration.wrote", lang, file=file), err=True)


def _end(diffed: Diffed, untold: ScreeningError | None, lang: Lang, *, exit_code: bool) -> None:
    """Exit as the result asks for."""
    if untold is not None:
        print_error(untold, lang)
    if diffed.over is not None and diffed.over.unreadable:
        sys.exit(UNREADABLE)
    if untold is not None or (exit_code and not diffed.same):
        sys.exit(FELL_SHORT)
