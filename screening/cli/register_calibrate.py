"""``screening register calibrate``: the bands of overlap, read off the register itself."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click

from screening.cli.exits import FELL_SHORT
from screening.cli.loading import NamedRegister, named_register, ruleset_of, shown_on_terminal
from screening.cli.options import (
    fail,
    format_option,
    lang_option,
    print_error,
    refuse,
    register_option,
    rules_option,
)
from screening.errors import InvalidInput
from screening.messages import Lang, message
from screening.model.calibration import Calibration
from screening.overlap.calibration import FEWEST_ENTRIES, TooFewEntries, Trial, trial
from screening.overlap.calibration_file import (
    Standing,
    calibration_path,
    read_calibration,
    standing,
    write_calibration,
)
from screening.overlap.neighbours import likest
from screening.report.calibration_picture import picture
from screening.report.calibration_text import Calibrated, calibrated_as_data, print_calibrated
from screening.report.console import console_on
from screening.ruleset.rules import RuleSet

__all__ = ["command"]


def command(lang: Lang) -> click.Command:
    """The command, with its help in a language."""

    @click.command(
        "calibrate",
        options_metavar=message("cli.metavar.options", lang),
        help=message("cli.register.calibrate", lang),
    )
    @click.argument(
        "file", type=click.Path(), metavar=f"[{message('cli.metavar.file', lang)}]", required=False
    )
    @register_option(lang)
    @rules_option(lang)
    @click.option(
        "--picture",
        "picture_file",
        type=click.Path(),
        metavar=message("cli.metavar.file", lang),
        help=message("cli.option.picture", lang),
    )
    @click.option("--dry-run", is_flag=True, help=message("cli.option.dry-run", lang))
    @lang_option(lang)
    @format_option(lang)
    def calibrate(
        *,
        file: str | None,
        register: str | None,
        rules: str | None,
        picture_file: str | None,
        dry_run: bool,
        output_format: str,
    ) -> None:
        if picture_file is not None and Path(picture_file).suffix.lower() != ".svg":
            refuse(message("calibration.picture-suffix", lang, file=picture_file))
        ruleset = ruleset_of(rules, lang)
        named = named_register(file or register, lang, lambda: ruleset.vocabulary)
        if named.sample and not dry_run:
            refuse(message("calibration.sample", lang))
        if named.path is None and not dry_run:
            refuse(message("calibration.no-file", lang))
        tried = _tried(named, ruleset, lang)
        told = Calibrated(
            file=named.name,
            calibration=tried.calibration,
            pairs=[
                pair
                for pair in likest(tried.found, at_least=tried.calibration.strong)
                if pair.agreed
            ],
            before=_before(named, tried.calibration, lang),
            rules=ruleset.bands,
        )
        if output_format == "json":
            click.echo(json.dumps(calibrated_as_data(told), ensure_ascii=False, indent=2))
        else:
            print_calibrated(console_on(sys.stdout), told, lang)
        _write(named, told, picture_file, lang, dry_run=dry_run)

    return calibrate


def _tried(named: NamedRegister, ruleset: RuleSet, lang: Lang) -> Trial:
    try:
        return trial(named.register, ruleset.vocabulary, progress=shown_on_terminal)
    except TooFewEntries as error:
        bands = {"possible": ruleset.bands.possible, "strong": ruleset.bands.strong}
        fewest = {"entries": error.entries, "fewest": FEWEST_ENTRIES}
        click.echo(message("calibration.too-few", lang, **fewest, **bands), err=True)
        sys.exit(FELL_SHORT)
    except InvalidInput as error:  # a large register that was changed meanwhile
        fail(error, lang)


def _before(
    named: NamedRegister, now: Calibration, lang: Lang
) -> tuple[Calibration, Standing] | None:
    """The calibration that the file holds; a damaged one is told of, and is about to go."""
    if named.path is None:
        return None
    try:
        before = read_calibration(calibration_path(named.path))
    except InvalidInput as error:
        click.echo(message("calibration.old-damaged", lang), err=True)
        print_error(error, lang)
        return None
    return (before, standing(before, now.register_sha256, now.scoring)) if before else None


def _write(
    named: NamedRegister, told: Calibrated, picture_file: str | None, lang: Lang, *, dry_run: bool
) -> None:
    """Write what was asked for, and say so on standard error."""
    target = str(picture_file)
    try:
        if picture_file is not None:
            drawn = picture(told.calibration, told.file, lang)
            Path(picture_file).write_text(drawn, encoding="utf-8", newline="\n")
            click.echo(message("calibration.wrote", lang, file=target), err=True)
        if dry_run or named.path is None:
            click.echo(message("calibration.dry-run", lang), err=True)
            return
        target = str(calibration_path(named.path))
        write_calibration(Path(target), told.calibration)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        refuse(message("text.cannot-write", lang, file=target, reason=reason))
    click.echo(message("calibration.wrote", lang, file=target), err=True)
