"""The rules as a document that the steering group reads and signs (§§ 4.2, 6)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from datetime import date
from typing import Literal

from screening.messages import Lang
from screening.report.document import (
    Block,
    Document,
    Heading,
    Line,
    Lines,
    Paragraph,
    Piece,
)
from screening.report.document_html import as_html
from screening.report.document_markdown import as_markdown
from screening.report.document_saying import Saying, cell
from screening.report.handbook_rules import (
    condition_lines,
    findings_read,
    rule_link,
    rules_part,
)
from screening.report.handbook_tables import (
    findings_part,
    index_part,
    obligations_part,
    overlap_part,
    parties_part,
    vocabulary_part,
)
from screening.report.rule_order import deciding
from screening.report.wording import (
    asked,
    fact_label,
    listed,
    section,
    told_condition,
    value_label,
)
from screening.ruleset.rules import ALWAYS, Property, RuleSet
from screening.workbench.cases import Case

__all__ = ["HandbookFormat", "handbook", "handbook_text"]

HandbookFormat = Literal["markdown", "html"]


def handbook_text(document: Document, output: HandbookFormat) -> str:
    """The document as a file holds it."""
    return as_html(document) if output == "html" else as_markdown(document)


def handbook(
    ruleset: RuleSet,
    lang: Lang,
    *,
    cases: Iterable[Case] = (),
    pages: Collection[str] = (),
) -> Document:
    """The handbook of a rule set; the same rules and cases give the same document.

    Args:
        ruleset: the rules.
        lang: the language of the texts; names in rule files stand as they are written.
        cases: the cases that try the rules.
        pages: the ids of rules that have a page of their own beside the rule files.
    """
    say = Saying("handbook", lang)
    return Document(
        lang=lang,
        title=f"{say('title')}: {ruleset.name}",
        subtitle=say("subtitle"),
        contents=say("contents"),
        skip=say("skip"),
        footer=say("footer"),
        blocks=(
            *_cover(ruleset, say),
            *_about(ruleset, say),
            *_letter(ruleset, say),
            *_decision(ruleset, say),
            *rules_part(ruleset, cases, pages, lang),
            *findings_part(ruleset, say),
            *obligations_part(ruleset, say),
            *_must_hold(ruleset, say),
            *overlap_part(ruleset, say),
            *parties_part(ruleset, say),
            *vocabulary_part(ruleset, say),
            *index_part(ruleset, say),
        ),
    )


def _cover(ruleset: RuleSet, say: Saying) -> Iterator[Block]:
    valid = _days(ruleset.valid_from, ruleset.valid_to, say)
    rows = [("name", ruleset.name), ("version", ruleset.version), ("valid", valid)]
    if len(ruleset.spells) > 1:
        spell = ruleset.spells[ruleset.spell].days
        rows.append(("in-force", _days(spell.first, spell.last, say)))
    rows += [("rules", str(len(ruleset.rules))), ("hash", ruleset.sha256)]
    cells = ((cell(say(f"cover.{key}")), cell(value)) for key, value in rows)
    yield say.table("cover", ("what", "value"), cells)
    yield say.heading("sign")
    yield say.paragraph("sign.text")
    blank = cell("")
    signing = ((cell(party.name), blank, blank, blank) for party in ruleset.parties.parties)
    yield say.table("sign", ("party", "name", "day", "signature"), signing)


def _days(first: date, last: date | None, say: Saying) -> str:
    until = "valid-open" if last is None else "valid-until"
    return say(f"cover.{until}", valid_from=first, valid_to=last)


def _about(ruleset: RuleSet, say: Saying) -> Iterator[Block]:
    yield say.heading("about")
    yield say.paragraph("about.text")
    yield say.paragraph("about.parts")
    yield say.paragraph("about.outcomes", count=len(ruleset.outcomes))
    yield Lines(
        tuple(
            Line((Piece(one.title.of(say.lang), "strong"), Piece(f". {one.text.of(say.lang)}")))
            for one in ruleset.outcomes
        )
    )


def _letter(ruleset: RuleSet, say: Saying) -> Iterator[Block]:
    letter = ruleset.letter
    yield say.heading("letter")
    yield say.paragraph(
        "letter.text",
        name=letter.name.of(say.lang),
        status=value_label("letter.status", letter.status, say.lang),
        review=letter.last_review or say("letter.no-review"),
    )
    for clause in letter.clauses:
        title = f"{section([clause.id])} {clause.title.of(say.lang)}"
        yield Heading(3, title, f"clause-{clause.id}")
        yield Paragraph((Piece(clause.text.of(say.lang)),))
        yield say.paragraph("letter.source", source=clause.source)


def _decision(ruleset: RuleSet, say: Saying) -> Iterator[Block]:
    yield say.heading("decision")
    yield say.paragraph("decision.text")
    yield say.paragraph("decision.same")
    yield say.table(
        "decision",
        ("place", "outcome", "rule", "when", "clauses"),
        (
            (
                cell(str(place)),
                cell(ruleset.outcome(rule.outcome).title.of(say.lang)),
                cell(rule.title.of(say.lang), (rule_link(rule),)),
                (
                    *condition_lines(rule, say.lang),
                    *cell(*findings_read(rule, ruleset, say.lang)),
                ),
                cell(", ".join(rule.clauses)),
            )
            for place, rule in enumerate(deciding(ruleset), start=1)
            if rule.outcome is not None
        ),
    )


def _must_hold(ruleset: RuleSet, say: Saying) -> Iterator[Block]:
    yield say.heading("must-hold")
    yield say.paragraph("must-hold.text" if ruleset.must_hold else "must-hold.none")
    lines = [line for one in ruleset.must_hold for line in _property(one, ruleset, say)]
    if lines:
        yield Lines(tuple(lines))


def _property(one: Property, ruleset: RuleSet, say: Saying) -> Iterator[Line]:
    outcome = ruleset.outcome(one.never).title.of(say.lang)
    kind = "change" if one.change else "add" if one.adds else "never"
    about = say(f"must-hold.{kind}", name=one.id, clauses=section(one.clauses), outcome=outcome)
    yield Line((Piece(about),))
    if one.change is not None:
        fact = one.change.fact
        was, becomes = (
            listed((value_label(fact, value, say.lang) for value in values), say.lang, joint="or")
            for values in (one.change.before, one.change.after)
        )
        label = fact_label(fact, say.lang)
        text = say("must-hold.changes", fact=label, was=was, becomes=becomes)
        yield Line((Piece(text),), 1)
    for test in one.adds:
        yield Line((Piece(asked(test, say.lang)),), 1)
    if one.when == ALWAYS:
        return
    depth = 1
    if kind != "never":
        yield Line((Piece(say("must-hold.where")),), 1)
        depth = 2
    for deeper, text in told_condition(one.when, say.lang):
        yield Line((Piece(text),), depth + deeper)
