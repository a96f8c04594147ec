"""Each rule in the handbook: clause, meaning, what follows, and the cases that try it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from screening.messages import Lang, message
from screening.report.document import (
    Block,
    Heading,
    Inline,
    Line,
    Lines,
    Paragraph,
    Piece,
    Table,
)
from screening.report.rule_order import deciding
from screening.report.wording import listed, section, told_condition
from screening.ruleset.conditions import facts_of
from screening.ruleset.rules import Rule, RuleSet
from screening.ruleset.templates import PLACEHOLDERS
from screening.workbench.cases import Case

__all__ = [
    "conclusions",
    "condition_lines",
    "filled",
    "findings_read",
    "rule_link",
    "rules_part",
]


def rules_part(
    ruleset: RuleSet, cases: Iterable[Case], pages: Collection[str], lang: Lang
) -> Iterator[Block]:
    """Every rule, those that give an outcome first; ``pages`` has the ids that have a page."""
    by_rule: dict[str, list[Case]] = defaultdict(list)
    for case in cases:
        if case.rule is not None:
            by_rule[case.rule].append(case)
    yield Heading(2, message("handbook.rules.heading", lang), "rules")
    finding = [rule for rule in ruleset.rules if rule.finding and not rule.outcome]
    alone = [rule for rule in ruleset.rules if not rule.finding and not rule.outcome]
    kinds: tuple[tuple[str, Sequence[Rule]], ...] = (
        ("outcome", deciding(ruleset)),
        ("finding", finding),
        ("obligation", alone),
    )
    for kind, rules in kinds:
        if rules:
            yield Heading(3, message(f"handbook.rules.{kind}", lang), f"rules-{kind}")
        for rule in rules:
            yield from _rule(rule, ruleset, by_rule[rule.id], lang, has_page=rule.id in pages)


def rule_link(rule: Rule) -> Piece:
    """A link to where the rule is told."""
    return Piece(rule.id, "link", f"rule-{rule.id}")


def condition_lines(rule: Rule, lang: Lang) -> tuple[Line, ...]:
    """The rule's condition in words."""
    return tuple(Line((Piece(text),), depth) for depth, text in told_condition(rule.when, lang))


def findings_read(rule: Rule, ruleset: RuleSet, lang: Lang) -> Iterator[str]:
    """What each finding that the rule reads means: the titles of the rules that conclude it."""
    for finding in sorted(facts_of(rule.when) & ruleset.findings.keys()):
        titles = [one.title.of(lang) for one in ruleset.rules if one.finding == finding]
        means = listed(titles, lang, joint="or")
        yield message("handbook.rules.finding-means", lang, name=finding, means=means)


def conclusions(rule: Rule, ruleset: RuleSet, lang: Lang) -> Iterator[str]:
    """What follows when a rule fires, in words."""
    if rule.outcome is not None:
        name = ruleset.outcome(rule.outcome).title.of(lang)
        yield message("handbook.rules.outcome-is", lang, name=name)
    if rule.finding is not None:
        yield message("handbook.rules.finding-is", lang, name=rule.finding)
    for one in rule.obligations:
        text = filled(ruleset.obligations[one].text.of(lang), lang)
        yield message("handbook.rules.obligation-is", lang, name=one, text=text)


def filled(text: str, lang: Lang) -> str:
    """A text of the rule files with what stands in braces in words: ``‹the host›``."""
    names = {name for each in PLACEHOLDERS.values() for name in each}
    return text.format_map(
        {name: f"‹{message(f'handbook.filled.{name}', lang)}›" for name in names}
    )


def _rule(
    rule: Rule,
    ruleset: RuleSet,
    cases: Sequence[Case],
    lang: Lang,
    *,
    has_page: bool,
) -> Iterator[Block]:
    yield Heading(4, rule.title.of(lang), f"rule-{rule.id}")
    yield Paragraph(_about(rule, lang, has_page=has_page))
    yield Lines(tuple(_clauses(rule, ruleset, lang)))
    each = message(f"text.for-each-{rule.scope}", lang)
    yield Paragraph((Piece(message("handbook.rules.when", lang, each=each), "strong"),))
    yield Lines(condition_lines(rule, lang))
    for text in findings_read(rule, ruleset, lang):
        yield Paragraph((Piece(text),))
    yield Paragraph((Piece(message("handbook.rules.then", lang), "strong"),))
    yield Lines(tuple(Line((Piece(text),)) for text in conclusions(rule, ruleset, lang)))
    if rule.because is not None:
        text = filled(rule.because.of(lang), lang)
        yield Paragraph((Piece(message("handbook.rules.because", lang, text=text)),))
    yield Paragraph((Piece(message("handbook.rules.cases", lang), "strong"),))
    if cases:
        yield _cases(rule, cases, ruleset, lang)
    else:
        yield Paragraph((Piece(message("handbook.rules.no-cases", lang)),))


def _about(rule: Rule, lang: Lang, *, has_page: bool) -> Inline:
    written = message("handbook.rules.written", lang, rule="\0", file="\0").split("\0")
    told = [Piece(written[0]), Piece(rule.id, "code"), Piece(written[1]), Piece(rule.file, "code")]
    told.append(Piece(written[2]))
    days = (("valid-from", rule.valid_from), ("valid-to", rule.valid_to))
    told += [
        Piece(f" {message(f'handbook.rules.{key}', lang, day=day)}") for key, day in days if day
    ]
    if has_page:
        before, after = message("handbook.rules.page", lang, page="\0").split("\0")
        told += [Piece(f" {before}"), Piece(f"pages/{rule.id}.md", "code"), Piece(after)]
    return tuple(told)


def _clauses(rule: Rule, ruleset: RuleSet, lang: Lang) -> Iterator[Line]:
    for number in rule.clauses:
        clause = ruleset.letter.clause(number)
        title = f" {clause.title.of(lang)}" if clause else ""
        yield Line((Piece(f"{section([number])}{title}", "link", f"clause-{number}"),))


def _cases(rule: Rule, cases: Sequence[Case], ruleset: RuleSet, lang: Lang) -> Table:
    return Table(
        message("handbook.rules.cases-caption", lang, rule=rule.id),
        (message("handbook.rules.case", lang), message("handbook.rules.expects", lang)),
        tuple(
            ((Line((Piece(case.name),)),), tuple(_expected(case, ruleset, lang))) for case in cases
        ),
    )


def _expected(case: Case, ruleset: RuleSet, lang: Lang) -> Iterator[Line]:
    if case.fires is not None:
        key = "only-fires" if case.fires else "never-fires"
        yield Line((Piece(message(f"handbook.expects.{key}", lang)),))
    for what, expected in case.expect.items():
        yield Line((Piece(_told(what, expected, ruleset, lang)),))
    if case.fires is None and not case.expect:
        yield Line((Piece(message("handbook.nothing", lang)),))


def _told(what: str, expected: object, ruleset: RuleSet, lang: Lang) -> str:
    """One thing that a case expects, in words."""
    if what == "target" and expected is None:
        return message("handbook.expects.no-target", lang)
    match expected:
        case Mapping():
            value = _row((_found(entry, found, lang) for entry, found in expected.items()), lang)
        case list():
            value = _row(map(str, expected), lang)
        case _:
            titles = {str(one.id): one.title.of(lang) for one in ruleset.outcomes}
            value = titles.get(str(expected), str(expected))
    return message(f"handbook.expects.{what}", lang, value=value)


def _found(entry: object, found: object, lang: Lang) -> str:
    names = found if isinstance(found, list) else [found] if found else []
    return message(
        "handbook.expects.of-entry", lang, value=_row(map(str, names), lang), entry=entry
    )


def _row(words: Iterable[str], lang: Lang) -> str:
    known = list(words)
    return listed(known, lang) if known else message("handbook.expects.none", lang)
