"""``screening register check``: what is wrong in the register, and what needs to be seen to."""

from __future__ import annotations

import json
import sys
from datetime import date, datetime
from itertools import chain

import click

from screening.cli.days import as_of_option
from screening.cli.exits import FELL_SHORT
from screening.cli.loading import NamedRegister, named_register, ruleset_of, shown_on_terminal
from screening.cli.options import fail, format_option, lang_option, register_option, rules_option
from screening.errors import InvalidInput
from screening.messages import Lang, message
from screening.model.calibration import Calibration
from screening.overlap.calibration import FEWEST_ENTRIES, scoring_sha256
from screening.overlap.calibration_file import calibration_path, read_calibration, standing
from screening.overlap.care import Care, Cares
from screening.overlap.care_finding import care_of_bands, found_cares
from screening.overlap.registers import sha256_of
from screening.report.care_text import CareContext, care_as_data, print_cares
from screening.report.console import console_on
from screening.report.register_text import print_summary
from screening.ruleset.rules import RuleSet

__all__ = ["command"]


def command(lang: Lang) -> click.Command:
    """The command, with its help in a language."""

    @click.command(
        "check",
        options_metavar=message("cli.metavar.options", lang),
        help=message("cli.register.check", lang),
    )
    @click.argument(
        "file", type=click.Path(), metavar=f"[{message('cli.metavar.file', lang)}]", required=False
    )
    @register_option(lang)
    @rules_option(lang)
    @as_of_option(lang)
    @click.option("--strict", is_flag=True, help=message("cli.option.strict", lang))
    @lang_option(lang)
    @format_option(lang)
    def check(
        *,
        file: str | None,
        register: str | None,
        rules: str | None,
        as_of: date | None,
        strict: bool,
        output_format: str,
    ) -> None:
        ruleset = ruleset_of(rules, lang)
        named = named_register(file or register, lang, lambda: ruleset.vocabulary)
        calibration = _calibration(named, lang)
        bands = calibration or ruleset.bands
        day = as_of or datetime.now().astimezone().date()
        try:
            found = Cares(
                chain(
                    _of_bands(named, calibration, ruleset),
                    found_cares(
                        named.register, ruleset.vocabulary, day, bands, progress=shown_on_terminal
                    ),
                )
            )
            _print(
                named,
                found,
                CareContext(named.register.get, named.spot, bands, lang),
                output_format,
            )
        except InvalidInput as error:  # a large register that was changed meanwhile
            fail(error, lang)
        if strict and found.levels["mend"]:
            sys.exit(FELL_SHORT)

    return check


def _print(named: NamedRegister, found: Cares, context: CareContext, output_format: str) -> None:
    if output_format == "json":
        data = {
            "file": named.name,
            "entries": len(named.register),
            "bands": {"possible": context.bands.possible, "strong": context.bands.strong},
            "counts": found.counts,
            "cares": [care_as_data(care, context) for care in found],
        }
        click.echo(json.dumps(data, ensure_ascii=False, indent=2))
        return
    console = console_on(sys.stdout)
    print_summary(console, named.name, named.register, context.lang)
    print_cares(console, found, context)


def _calibration(named: NamedRegister, lang: Lang) -> Calibration | None:
    if named.path is None:
        return None
    try:
        return read_calibration(calibration_path(named.path))
    except InvalidInput as error:
        fail(error, lang)


def _of_bands(
    named: NamedRegister, calibration: Calibration | None, ruleset: RuleSet
) -> tuple[Care, ...]:
    """Whether the bands need calibrating; not of a register that is too small for it."""
    if calibration is not None:
        hashes = sha256_of(named.register), scoring_sha256(ruleset.vocabulary)
        return care_of_bands(standing(calibration, *hashes))
    return care_of_bands(None) if len(named.register) >= FEWEST_ENTRIES else ()
