"""What a change of rules does as JSON."""

from __future__ import annotations

import json
from typing import Any

from screening.intake.handed_in import HandedIn
from screening.messages import Lang
from screening.report.diff import Diffed, was_becomes, why
from screening.report.diff_words import (
    change_title,
    example_lines,
    literal_text,
    part_line,
    rule_line,
    subject_told,
    verdict_line,
)
from screening.report.flaws_json import cases_as_data
from screening.report.problems import errors_as_data
from screening.ruleset.rules import Rule
from screening.workbench.diff.changed_rules import ChangedRule
from screening.workbench.diff.differences import Difference, Stretch, ToldChange
from screening.workbench.diff.over import Compared, Over, Unreadable
from screening.workbench.diff.told import Literal, Piece
from screening.workbench.told import Filed

__all__ = ["diff_json"]

_SIDES = ("old", "new")


def diff_json(diffed: Diffed, lang: Lang) -> str:
    """All of it, with texts in a language beside what programs read."""
    data = {
        "old": diffed.old,
        "new": diffed.new,
        "equivalent": diffed.same if _proved(diffed) else None,
        "differences": [
            _difference(
                difference,
                {at: both for (one, at), both in diffed.files.items() if one == place},
                lang,
            )
            for place, difference in enumerate(diffed.differences)
        ],
        "over": None if diffed.over is None else _over(diffed, diffed.over, lang),
    }
    return json.dumps(data, ensure_ascii=False, indent=2, default=str)


def _proved(diffed: Diffed) -> bool:
    return all(one.comparison is not None for one in diffed.differences)


def _difference(
    difference: Difference, files: dict[int, tuple[Filed, Filed]], lang: Lang
) -> dict[str, Any]:
    stretch, comparison = difference.stretch, difference.comparison
    days = stretch.days
    return {
        "days": None if days is None else {"from": days.first, "to": days.last},
        "versions": {
            side: {"name": one.name, "version": one.version, "sha256": one.sha256}
            for side, one in zip(_SIDES, (stretch.old, stretch.new), strict=True)
        },
        "equivalent": None if comparison is None else comparison.equivalent,
        "text": verdict_line(difference, lang),
        "rules": [_rule(one, lang) for one in difference.rules],
        "parts": [
            {
                "part": one.part,
                "names": one.names,
                "old": one.old,
                "new": one.new,
                "text": part_line(one, stretch, lang),
            }
            for one in difference.parts
        ],
        "changes": [
            _change(change, stretch, files.get(number), lang)
            for number, change in enumerate(difference.changes)
        ],
        "subjects": [
            {
                "scope": one.scope,
                "what": one.what,
                "name": one.name,
                "gained": one.gained,
                "text": subject_told(one, lang)[0],
                "pieces": _pieces(one.pieces, lang),
            }
            for one in (() if comparison is None else comparison.subjects)
        ],
    }


def _rule(one: ChangedRule, lang: Lang) -> dict[str, Any]:
    return {
        "id": one.id,
        "kind": one.kind,
        "aspects": one.aspects,
        "old": _place(one.old),
        "new": _place(one.new),
        "text": rule_line(one, lang),
    }


def _place(rule: Rule | None) -> dict[str, Any] | None:
    return None if rule is None else {"file": rule.file, "line": rule.line, "title": rule.title}


def _change(
    change: ToldChange, stretch: Stretch, files: tuple[Filed, Filed] | None, lang: Lang
) -> dict[str, Any]:
    region = change.region
    return {
        "kind": "outcome" if change.step is None else "obligation",
        "was": change.was,
        "becomes": change.becomes,
        "obligation": change.step,
        "gained": change.gained if change.step is not None else None,
        "text": change_title(change, stretch, lang),
        "within": [_literal(one, lang) for one in region.within],
        "pieces": _pieces(region.pieces, lang),
        "whole": region.whole,
        "rules": change.rules,
        "parts": change.parts,
        "example_text": list(example_lines(change, stretch, lang)),
        **cases_as_data((change.before, change.after), files or ()),
    }


def _pieces(pieces: tuple[Piece, ...], lang: Lang) -> list[list[dict[str, Any]]]:
    return [[_literal(one, lang) for one in piece] for piece in pieces]


def _literal(literal: Literal, lang: Lang) -> dict[str, Any]:
    return {
        "fact": literal.fact,
        "by": None if literal.side is None else _SIDES[literal.side],
        "tests": [{"operator": one.operator, "values": one.values} for one in literal.tests],
        "text": literal_text(literal, lang),
    }


def _over(diffed: Diffed, over: Over, lang: Lang) -> dict[str, Any]:
    parts = [one.part for one in diffed.differences[0].parts]
    return {
        "screened": len(over.compared),
        "counts": [
            {"was": was, "becomes": becomes, "count": count}
            for (was, becomes), count in over.counts.items()
        ],
        "flips": [
            _compared(one) | {"text": was_becomes(one, lang), "why": why(one, parts, lang)}
            for one in over.flips
        ],
        "other_obligations": [_compared(one) for one in over.other_steps],
        "unreadable": [_unreadable(one, lang) for one in over.unreadable],
        "unread_columns": over.unread,
    }


def _compared(one: Compared) -> dict[str, Any]:
    return {
        **_of(one.of),
        **{
            side: {
                "outcome": verdict.outcome,
                "target": verdict.target.id if verdict.target else None,
                "rules": [each.rule for each in verdict.reasons if each.decisive],
                "obligations": [each.id for each in verdict.obligations],
            }
            for side, verdict in zip(_SIDES, (one.old, one.new), strict=True)
        },
        "made": [
            {"rule": made.rule, "about": made.about, "fires": made.fires, "facts": made.facts}
            for made in one.made
        ],
    }


def _of(one: HandedIn) -> dict[str, Any]:
    return {"file": one.file, "row": one.row, "title": one.title}


def _unreadable(one: Unreadable, lang: Lang) -> dict[str, Any]:
    return {**_of(one.of), "errors": errors_as_data(one.error, lang)}
