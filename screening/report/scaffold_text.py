"""The test cases and the page of a new rule, as their files have them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from screening.messages import Lang, message
from screening.report.handbook_rules import conclusions
from screening.report.wording import fact_label, section, told_condition, value_label
from screening.ruleset.rules import Rule, RuleSet
from screening.workbench.case_writing import written_case
from screening.workbench.scaffold_cases import StartingCase

__all__ = ["cases_text", "page_text"]


def cases_text(rule: Rule, cases: Sequence[StartingCase], lang: Lang) -> str:
    """A file of cases; what came out is what they expect."""
    head = message("scaffold.rule.tests", lang, rule=rule.id, clauses=section(rule.clauses))
    return "\n".join([head, *(line for case in cases for line in _case(case, rule, lang))]) + "\n"


def _case(case: StartingCase, rule: Rule, lang: Lang) -> Iterator[str]:
    yield ""
    said = {"rule": rule.id, "fires": case.fires}
    yield from written_case(_name(case, rule, lang), said, case.written, case.expect)


def _name(case: StartingCase, rule: Rule, lang: Lang) -> str:
    told = "; ".join(
        f"{fact_label(fact, lang)}: {value_label(fact, value, lang)}"
        for fact, value in case.seen.items()
    )
    key = "fires" if case.fires else "fires-not"
    facts = told or message("scaffold.rule.plain", lang)
    return message(f"scaffold.rule.{key}", lang, title=rule.title.of(lang), facts=facts)


def page_text(
    rule: Rule, ruleset: RuleSet, cases: Sequence[StartingCase], lang: Lang, *, decided_by: str
) -> str:
    """The rule's page: what it means, the clause, examples, and who decided it."""
    when = [f"{'  ' * depth}- {line}" for depth, line in told_condition(rule.when, lang)]
    clauses = [
        f"- {section([number])} {clause.title.of(lang)}. {clause.text.of(lang)}"
        for number in rule.clauses
        if (clause := ruleset.letter.clause(number))
    ]
    names = [f"- {_name(case, rule, lang)}" for case in cases]
    return message(
        "scaffold.page.text",
        lang,
        title=rule.title.of(lang),
        rule=rule.id,
        clauses=section(rule.clauses),
        file=rule.file,
        because=(rule.because or rule.title).of(lang),
        each=message(f"text.for-each-{rule.scope}", lang),
        when="\n".join(when),
        then="\n".join(f"- {line}" for line in conclusions(rule, ruleset, lang)),
        letter="\n".join(clauses),
        cases="\n".join(names) or message("scaffold.page.no-cases", lang),
        decided=decided_by or message("scaffold.page.nobody", lang),
    )
