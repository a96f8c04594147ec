"""``screening rules prove``: what rules always hold to, proved or with a case that breaks it."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

import click

from screening.cli.days import as_of_option
from screening.cli.exits import FELL_SHORT
from screening.cli.options import fail, format_option, lang_option, rules_option
from screening.cli.rules_examples import (
    CaseFiles,
    examples_option,
    fell_short,
    loaded_rules,
    rules_path,
)
from screening.errors import InvalidInput
from screening.messages import Lang, message
from screening.report.console import console_on
from screening.report.proofs_text import print_proofs, proofs_json
from screening.workbench.prover import ProverMissing, need_prover
from screening.workbench.told import Filed, Proof

__all__ = ["command"]


def command(lang: Lang) -> click.Command:
    """The command, with its help in a language."""

    @click.command(
        "prove",
        options_metavar=message("cli.metavar.options", lang),
        help=message("prove.help", lang),
        epilog=message("prove.epilog", lang),
    )
    @click.argument("names", metavar=f"[{message('prove.properties', lang)}]…", nargs=-1)
    @rules_option(lang)
    @examples_option(lang)
    @as_of_option(lang)
    @lang_option(lang)
    @format_option(lang)
    def prove(
        *,
        names: Sequence[str],
        rules: str | None,
        examples: Path | None,
        as_of: date | None,
        output_format: str,
    ) -> None:
        folder = rules_path(rules)
        found = _proofs(folder, as_of, names, lang)
        files: Mapping[int, Sequence[Filed]] = {}
        if examples is not None or output_format == "json":
            making = CaseFiles(folder, examples, lang)
            files = {
                place: making.of(proof.id, proof.cases, _says(proof, lang), proof.version)
                for place, proof in enumerate(found)
                if proof.cases
            }
        if output_format == "json":
            click.echo(proofs_json(found, files, lang))
        else:
            print_proofs(console_on(sys.stdout), found, files, lang)
        if any(proof.status != "proved" for proof in found):
            sys.exit(FELL_SHORT)

    return prove


def _proofs(folder: Path, as_of: date | None, names: Sequence[str], lang: Lang) -> list[Proof]:
    loaded = loaded_rules(folder, lang)
    try:
        need_prover()
        from screening.workbench.theorems import proofs  # noqa: PLC0415 - needs z3, an extra

        return proofs(folder, loaded, as_of, names)
    except ProverMissing as error:
        fell_short(error, lang)
    except InvalidInput as error:
        fail(error, lang)


def _says(proof: Proof, lang: Lang) -> list[str]:
    return [] if proof.problem is None else [proof.problem.message(lang)]
