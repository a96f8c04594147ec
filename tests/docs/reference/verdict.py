"""The page of the verdict's keys, with an example."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, Final

from screening import Screener
from screening.model.verdict import Verdict
from tests.docs.reference.markdown import code, fenced, page, table

__all__ = ["verdict"]

_INTRODUCTION: Final = """
`screening screen FILE --format json`, `Verdict.to_json()` and `Verdict.model_dump(mode="json",
by_alias=True)` all give these keys. While `schema_version` is 1, keys are only ever added. Texts
are in the language that was asked for (`lang`); ids, outcomes, facts and codes are the same in
both.
[verdict.schema.json](schemas/verdict.schema.json) says the same to programs.

Several proposals, be they files or rows of a table, give an array with a verdict for each, in
their order. Each has the keys `file` and `row` too; `row` is null where the file is no table. In
the place of what could not be read stands an object with `file`, `row` and `errors`, and for a
single file one with `file` and `errors`.
"""

_AN_ERROR: Final = """
Each of `errors` has `code`, `message`, `help`, `file`, `line`, `column`, `end_line`, `end_column`,
`path` and `suggestion`; those that have no meaning in a case are null. In a table there is also
`cell`, with the `sheet` and the `name` of the cell or column, and on a form `question`, with its
`number` and `name`, and in a table of the form its `row` and `column`. [Errors](errors.md) has
every code.
"""

_SAID: Final[Mapping[str, str]] = {
    "Verdict.schema_version": "Goes up when a key changes its meaning or goes away.",
    "Verdict.lang": "The language of the texts.",
    "Verdict.outcome": "The outcome.",
    "Verdict.outcome_title": "What the outcome is called.",
    "Verdict.outcome_text": "What it means to a coordinator.",
    "Verdict.reasons": "Every rule that fired and gives an outcome or finding, what decides first.",
    "Verdict.obligations": "What has to be done next.",
    "Verdict.overlaps": "The candidates, the likest first.",
    "Verdict.bands": "From which score an overlap was possible and strong.",
    "Verdict.open_questions": "What is unknown and could change the outcome.",
    "Verdict.parties": "Who takes part, each once.",
    "Verdict.remarks": "What a reader should know of how the verdict came about.",
    "Verdict.ruleset": "Which rules decided.",
    "Verdict.register": "Which register the proposal was tried against.",
    "Verdict.proposal": "Which proposal was screened.",
    "Verdict.engine": "Which evaluator tried the rules.",
    "Target.id": "Its id in the register.",
    "Target.name": "Its name.",
    "Reason.title": "What the rule says, in a line.",
    "NextStep.id": "The obligation's name.",
    "NextStep.clause": "What of the letter asks for it.",
    "NextStep.text": "What has to be done, filled in for this case.",
    "NextStep.due": "By when; null where it does not say.",
    "Evidence.field": "Which field.",
    "Overlap.id": "Its id in the register.",
    "Overlap.name": "Its name.",
    "Overlap.kind": "What it is.",
    "Overlap.band": "How far the overlap reaches.",
    "Overlap.answer": "What it answered, as the proposal tells it.",
    "Overlap.status": "Whether it is active.",
    "Overlap.evidence": "What met, field by field, the likest first.",
    "BandsRef.possible": "From which score an overlap was possible, 0 to 100.",
    "BandsRef.strong": "From which score it was strong.",
    "WordPlace.word": "The word, in lower case; a phrase where several met as one.",
    "MetWords.proposal": "The proposal's word.",
    "MetWords.entry": "The entry's word.",
    "Missing.proposal": "The proposal's, the heaviest first.",
    "Missing.entry": "The entry's.",
    "OpenQuestion.fact": "The [fact](facts.md) that is unknown.",
    "OpenQuestion.changes_outcome_to": "The outcomes that answers could give.",
    "RelatedFact.fact": "The [fact](facts.md).",
    "Remark.code": "What kind of remark it is.",
    "Remark.text": "What it says.",
    "ReadParty.name": "The party's name.",
    "ReadParty.role": "Who it is to the letter.",
    "ReadParty.units": "The units that are named.",
    "ReadParty.agreement": "How far an agreement with it has come.",
    "FailedTest.fact": "The fact or finding that was tested.",
    "FailedTest.operator": "How.",
    "FailedTest.saw": "What it was.",
    "Details.about": "The candidate's id or the party's name.",
    "Details.rule": "The rule that missed.",
    "Details.title": "What that rule says.",
    "Details.failed": "What it wanted, and what it saw.",
    "Unfired.rule": "The rule's id.",
    "Unfired.clause": "The clauses that it encodes.",
    "Unfired.title": "What it says.",
    "Unfired.failed": "What it wanted, and what it saw.",
    "Unfired.details": "Where it missed a finding: why, candidate by candidate or party by party.",
    "WhyNot.outcome": "The outcome.",
    "WhyNot.rules": "Every rule that could have given it.",
    "ChangedFact.fact": "The fact.",
    "ChangedFact.about": "The candidate's id or the party's name.",
    "ChangedFact.was": "Its value.",
    "WhatWouldChange.outcome": "The outcome that the changes would give.",
    "WhatWouldChange.sets": "Each set of changes would do; none has one that is not needed.",
    "WhatWouldChange.complete": "Whether the search went all the way.",
    "RuleSetRef.name": "What the rules are called.",
    "RuleSetRef.version": "Their version.",
    "RuleSetRef.sha256": "The hash of what the rule files say.",
    "RuleSetRef.valid_from": "The first day they are meant for.",
    "RuleSetRef.valid_to": "The last day; null: until further notice.",
    "RegisterRef.sha256": "The hash of what it says, but for names and addresses of contacts.",
    "RegisterRef.entries": "How many entries it has.",
    "ProposalRef.title": "Its title.",
    "ProposalRef.sha256": "The hash of what it says, the contact left out.",
}
"""Keys that the models say nothing of."""

_EXAMPLE: Final[dict[str, object]] = {
    "titel": "Friska tänder i hemsjukvården",
    "sammanfattning": (
        "Distriktssköterskor lär sig se om äldre som får hemsjukvård har ont i munnen, och ringer "
        "en tandhygienist när de är osäkra."
    ),
    "parter": [{"namn": "Region Västmanland"}, {"namn": "MDU"}],
    "teman": ["munhälsa"],
    "nivå": "enhet",
    "nya_principer": "nej",
}


def verdict() -> str:
    schema = Verdict.model_json_schema(mode="serialization", by_alias=True)
    models = schema.pop("$defs")
    parts = ["## The verdict", _keys("Verdict", schema)]
    for name in _in_order(schema, models):
        about = models[name].get("description", "").replace("``", "`")
        parts += [f"## {name}", about, _keys(name, models[name])]
    return page(
        "The verdict",
        _INTRODUCTION,
        _AN_ERROR,
        *parts,
        "## Example",
        "The proposal:",
        fenced(json.dumps(_EXAMPLE, ensure_ascii=False, indent=2), "json"),
        "Its verdict, tried against the sample register, with explanations:",
        fenced(_example(), "json"),
    )


def _in_order(schema: Mapping[str, Any], models: Mapping[str, Any]) -> Iterator[str]:
    """The models in the order in which a reader of the verdict meets them."""
    found: dict[str, None] = {}
    waiting = [schema]
    while waiting:
        text = json.dumps(waiting.pop(0))
        for name in (part.split('"')[0] for part in text.split("#/$defs/")[1:]):
            if name not in found:
                found[name] = None
                waiting.append(models[name])
    yield from found


def _keys(name: str, schema: Mapping[str, Any]) -> str:
    rows = []
    for key, part in schema["properties"].items():
        said = part.get("description") or _SAID[f"{name}.{key}"]
        rows.append((code(key), _kind(part), said))
    return table(["key", "value", "meaning"], rows)


def _kind(part: Mapping[str, Any]) -> str:
    if "$ref" in part:
        name = part["$ref"].rpartition("/")[2]
        return f"[{name}](#{name.lower()})"
    if "enum" in part:
        return f"one of {', '.join(map(code, part['enum']))}"
    if "const" in part:
        return code(part["const"])
    if "anyOf" in part:
        return " or ".join(_kind(one) for one in part["anyOf"])
    match part["type"]:
        case "array":
            return f"list: {_kind(part['items'])}"
        case "object":
            return "object"
        case "string":
            return {"date": "day", "date-time": "day and time"}.get(part.get("format", ""), "text")
        case other:
            return {"integer": "whole number", "boolean": "true or false"}.get(other, str(other))


def _example() -> str:
    told = Screener.load().screen(_EXAMPLE, as_of=date(2026, 12, 1), lang="en", explain=True)
    data = json.loads(told.to_json())
    data["screened_at"] = "2026-12-01T09:00:00Z"
    return json.dumps(data, ensure_ascii=False, indent=2)
