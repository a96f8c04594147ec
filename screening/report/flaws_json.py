"""What is wrong in rules as JSON, with the cases that show it as whole files."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from screening.engine.situation import Candidate, Partner
from screening.messages import Lang
from screening.report.flaws import Checked, definition, remarks, title
from screening.report.problems import problem_as_data
from screening.workbench.told import Case, Filed, ToldFlaw

__all__ = ["cases_as_data", "flaws_json"]


def flaws_json(checked: Checked, lang: Lang) -> str:
    """All of it: ``errors`` in the files, or ``flaws`` in the logic and what was examined."""
    examination = checked.examination
    data = {
        "errors": [problem_as_data(problem, lang) for problem in checked.problems],
        "flaws": [
            _flaw(flaw, checked.files.get(place, ()), lang)
            for place, flaw in enumerate(checked.flaws)
        ],
        "since": checked.since,
        "left_out": checked.before,
        "examined": None
        if examination is None
        else {
            "rules": examination.rules,
            "conditions": examination.conditions,
            "properties": examination.properties,
            "spells": examination.spells,
        },
        "sound": examination is not None and examination.sound,
    }
    return json.dumps(data, ensure_ascii=False, indent=2, default=str)


def _flaw(flaw: ToldFlaw, files: Sequence[Filed], lang: Lang) -> dict[str, Any]:
    return {
        "kind": flaw.kind,
        "level": flaw.level,
        "about": flaw.about,
        "title": title(flaw.kind, lang),
        "definition": definition(flaw.kind, lang),
        "remarks": remarks(flaw, lang),
        "version": flaw.version,
        "days": [{"from": days.first, "to": days.last} for days in flaw.days],
        **problem_as_data(flaw.problem, lang),
        "related": [problem_as_data(problem, lang) for problem in flaw.related],
        **cases_as_data(flaw.cases, files),
    }


def cases_as_data(cases: Sequence[Case], files: Sequence[Filed]) -> dict[str, Any]:
    """The case that shows something as ``example``, and as a change leaves it as ``after``."""
    told: list[dict[str, Any] | None] = [
        _case(case, files[place] if place < len(files) else None)
        for place, case in enumerate(cases)
    ]
    return dict(zip(("example", "after"), [*told, None, None], strict=False))


def _case(case: Case, file: Filed | None) -> dict[str, Any]:
    situation, host = case.situation, case.conclusion.host
    data: dict[str, Any] = {
        "outcome": case.conclusion.outcome,
        "host": None if host is None else situation.candidates[host].entry,
        "facts": dict(situation.facts),
        "candidates": [_candidate(candidate) for candidate in situation.candidates],
        "partners": [_partner(partner) for partner in situation.partners],
    }
    if file is not None:
        data |= {"confirmed": file.confirmed, "lacking": file.lacking, "command": file.command}
    if file is not None and file.realised is not None:
        realised = file.realised
        data |= {
            "proposal": realised.proposal,
            "register": realised.register,
            "letter": realised.letter,
            "as_of": realised.as_of,
        }
    return data


def _candidate(candidate: Candidate) -> dict[str, Any]:
    return {
        "id": candidate.entry,
        **candidate.facts,
        "covers": sorted(candidate.covers),
        "outlasts": candidate.outlasts,
    }


def _partner(partner: Partner) -> dict[str, Any]:
    return {"name": partner.name, **partner.facts}
