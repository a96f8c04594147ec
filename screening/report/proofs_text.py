"""What has been proved of rules: in words, and as JSON has it."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Final

from rich.console import Console
from rich.text import Text

from screening.messages import Lang, message
from screening.report.console import styled
from screening.report.flaws_json import cases_as_data
from screening.report.flaws_text import print_cases
from screening.report.problems import problem_as_data
from screening.workbench.told import Filed, Proof, Status

__all__ = ["print_proofs", "proofs_json"]

_MARKS: Final[Mapping[Status, tuple[str, str]]] = {
    "proved": ("✓", "help"),
    "broken": ("✗", "error"),
    "undecided": ("?", "possible"),
}
_HOW: Final = {
    "one-outcome": "prove.by-construction",
    "any-order": "prove.by-construction-and-trial",
}
_THEOREMS: Final = ("total", "one-outcome", "any-order")


def print_proofs(
    console: Console,
    proofs: Sequence[Proof],
    files: Mapping[int, Sequence[Filed]],
    lang: Lang,
) -> None:
    """Each theorem with what came of it, and a case that breaks it where there is one.

    ``files`` has the cases as files, by the place of the proof.
    """
    for place, proof in enumerate(proofs):
        sign, style = _MARKS[proof.status]
        status = message(f"prove.status-{proof.status}", lang)
        head = Text.assemble((f"{sign} {status}", style), ": ", styled(_title(proof, lang)))
        console.print(head, soft_wrap=True)
        for line in _remarks(proof, lang):
            console.print(Text("    ") + styled(line, "dim"), soft_wrap=True)
        print_cases(console, proof.cases, files.get(place, ()), lang)
    count = {status: sum(proof.status == status for proof in proofs) for status in _MARKS}
    console.print()
    if count["proved"] == len(proofs):
        told = message("prove.all-proved", lang, count=len(proofs))
        console.print(styled(told, "help"))
    else:
        told = message(
            "prove.some-broken",
            lang,
            proved=count["proved"],
            broken=count["broken"],
            undecided=count["undecided"],
            count=len(proofs),
        )
        console.print(styled(told, "error"))


def _title(proof: Proof, lang: Lang) -> str:
    if proof.id in _THEOREMS:
        return message(f"prove.{proof.id}.title", lang)
    return proof.id


def _remarks(proof: Proof, lang: Lang) -> list[str]:
    told = [] if proof.version is None else [message("logic.version", lang, version=proof.version)]
    if proof.problem is not None:
        told.append(f"{proof.problem.location(lang)}: {proof.problem.message(lang)}")
    told += [f"{one.location(lang)}: {one.message(lang)}" for one in proof.related]
    if proof.days:
        days = ", ".join(f"{days.first}–{days.last or ''}" for days in proof.days)
        told.append(message("logic.days", lang, days=days))
    if proof.reason is not None:
        told.append(message("logic.undecidable", lang, reason=proof.reason))
    if proof.status == "proved" and proof.id in _HOW:
        told.append(message(_HOW[proof.id], lang))
    return told


def proofs_json(proofs: Sequence[Proof], files: Mapping[int, Sequence[Filed]], lang: Lang) -> str:
    """Each theorem as an object."""
    data = [
        {
            "id": proof.id,
            "status": proof.status,
            "title": _title(proof, lang),
            "version": proof.version,
            "days": [{"from": days.first, "to": days.last} for days in proof.days],
            "reason": proof.reason,
            "problem": None if proof.problem is None else problem_as_data(proof.problem, lang),
            "related": [problem_as_data(problem, lang) for problem in proof.related],
            **cases_as_data(proof.cases, files.get(place, ())),
        }
        for place, proof in enumerate(proofs)
    ]
    return json.dumps(data, ensure_ascii=False, indent=2, default=str)
