"""The page of the shipped rules."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from screening.messages import LANGUAGES, Lang, message
from screening.model.letter import LetterClause
from screening.report.wording import section, told_condition, value_label
from screening.ruleset.loading import load_rules
from screening.ruleset.rules import Obligation, Property, Rule, RuleSet
from screening.shipped import shipped_rules
from tests.docs.reference.markdown import code, page, table

__all__ = ["rules"]

_INTRODUCTION: Final = """
These are the rules of version {version}, valid from {valid_from}, as they are loaded from `rules/`.
Every rule is tried, and every rule that fires is told. The first of the three outcomes that any
rule gives is the verdict's; within an outcome the order of rules makes no difference.
[Edit a rule](../how-to/edit-a-rule.md) says how to change them, and
[How it decides](../explanation/how-it-decides.md) how they are run.

`screening rules show` says the same on a terminal, and `screening rules show RULE` all about one.
"""

_FINDINGS: Final = """
A rule for each candidate or each party concludes a finding, which later rules can ask for. Findings
of the proposal help other rules in the same way.
"""

_OBLIGATIONS: Final = """
What has to be done next. Some rules give obligations whatever the outcome is; others wait for it.
"""

_PROPERTIES: Final = """
Properties that the rules have in every case. `screening rules prove` proves them: see
[What the proofs mean](../explanation/what-the-proofs-mean.md).
"""

_LETTER: Final = """
The letter of intent in the words of the rule files. It is {status}; last review by the steering
group: {review}.
"""


def rules() -> str:
    ruleset = load_rules(shipped_rules())
    giving = [rule for rule in ruleset.rules if rule.outcome is not None]
    giving.sort(key=lambda rule: (ruleset.rank[rule.outcome or "route-to-existing"], rule.clauses))
    finding = [rule for rule in ruleset.rules if rule.finding is not None]
    owing = [rule for rule in ruleset.rules if rule.obligations]
    only_owing = [rule for rule in owing if rule.outcome is None and rule.finding is None]
    letter = ruleset.letter
    return page(
        "The shipped rules",
        _INTRODUCTION.format(version=ruleset.version, valid_from=ruleset.valid_from),
        "## The decision",
        _decision(ruleset, giving),
        *(_told(rule) for rule in giving),
        "## Findings",
        _FINDINGS,
        table(
            ["finding", "for each", "rule", "§"],
            [(code(one.finding), one.scope, _link(one), ", ".join(one.clauses)) for one in finding],
        ),
        *(_told(rule) for rule in finding),
        "## Obligations",
        _OBLIGATIONS,
        table(
            ["obligation", "given by", "§", "due"],
            [_owed(one, owing) for one in ruleset.obligations.values()],
        ),
        *(_obligation(one) for one in ruleset.obligations.values()),
        "## Rules that give obligations alone",
        *(_told(rule) for rule in only_owing),
        "## What must hold",
        _PROPERTIES,
        "\n".join(_property(one) for one in ruleset.must_hold),
        "## The clauses",
        _LETTER.format(
            status=value_label("letter.status", letter.status, "en"),
            review=letter.last_review or "not written down",
        ),
        *(_clause(clause) for clause in letter.clauses),
    )


def _clause(clause: LetterClause) -> str:
    told = [f"- {clause.title.of(lang)}. {clause.text.of(lang)}" for lang in ("en", "sv")]
    return "\n".join([f"### § {clause.id}", "", *told])


def _decision(ruleset: RuleSet, giving: Iterable[Rule]) -> str:
    parts = []
    for number, outcome in enumerate(ruleset.outcomes, start=1):
        rows = [
            (_link(rule), rule.title.en, rule.title.sv, section(rule.clauses))
            for rule in giving
            if rule.outcome == outcome.id
        ]
        parts += [
            f"**{number}** {code(outcome.id)}: {outcome.title.en} · {outcome.title.sv}",
            table(["rule", "when", "när", "clauses"], rows),
        ]
    return "\n\n".join(parts)


def _link(rule: Rule) -> str:
    return f"[`{rule.id}`](#{rule.id})"


def _told(rule: Rule) -> str:
    lines = [
        f"### {code(rule.id)}",
        "",
        f"{rule.title.en} · {rule.title.sv} ({section(rule.clauses)}; `{rule.file}`).",
    ]
    for lang in ("en", "sv"):
        lines += ["", *_in(rule, lang)]
    return "\n".join(lines)


def _in(rule: Rule, lang: Lang) -> list[str]:
    each = message(f"text.for-each-{rule.scope}", lang)
    lines = [f"**{message('text.when', lang)}** ({each})", ""]
    lines += [f"{'  ' * depth}- {line}" for depth, line in told_condition(rule.when, lang)]
    follows = []
    if rule.outcome:
        follows.append(code(rule.outcome))
    if rule.finding:
        follows.append(message("text.conclude-finding", lang, name=code(rule.finding)))
    follows += [
        message("text.conclude-obligation", lang, name=f"[`{name}`](#{name})")
        for name in rule.obligations
    ]
    lines += ["", f"**{message('text.then', lang)}** {', '.join(follows)}."]
    if rule.because:
        lines += ["", f"> {rule.because.of(lang)}"]
    return lines


def _owed(one: Obligation, owing: Iterable[Rule]) -> tuple[str, ...]:
    given = ", ".join(_link(rule) for rule in owing if one.id in rule.obligations)
    due = code(one.due) if one.due else ""
    return (f"[`{one.id}`](#{one.id})", given, ", ".join(one.clauses), due)


def _obligation(one: Obligation) -> str:
    told = "\n".join(f"- {one.text.of(lang)}" for lang in reversed(LANGUAGES))
    return f"### {code(one.id)}\n\n{told}"


def _property(one: Property) -> str:
    where = [f"{'  ' * depth}  - {line}" for depth, line in told_condition(one.when, "en")]
    head = f"- {code(one.id)} ({section(one.clauses)}): never {code(one.never)} where"
    return "\n".join([head, *where])
