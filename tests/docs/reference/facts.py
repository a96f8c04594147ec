"""The page of all facts that rules may test."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from screening.messages import LANGUAGES, catalogue, message
from screening.report.wording import fact_label, value_label
from screening.ruleset.facts import FACTS, Choice, Fact, Scope, Truth, Whole
from tests.docs.reference.markdown import code, page, table

__all__ = ["facts"]

_INTRODUCTION: Final = """
A rule tests facts. Facts are drawn from the proposal, the register and the letter of intent on the
day of screening; the rule files cannot add any. What nobody has said is a value of its own,
`unknown`, and a rule says itself what it makes of that.

In a rule file a fact is written as `group.name`. A rule can test the facts of what it is tried for,
and [findings](formats.md#conditions). The Swedish words are what a verdict says; rule files are
written with the words in `code`.
"""

_CANDIDATE: Final = """
A candidate is an entry of the register that is near enough to be weighed, or that the proposer has
already asked. Rules with `for_each: candidate` test these facts, once for each candidate.
"""

_PARTNER: Final = """
A partner is a party of the proposal, the region and the university among them, after different
spellings of one name have been put together. Rules with `for_each: partner` test these facts, once
for each party.
"""

_PROPOSAL: Final = """
Rules without `for_each` test these facts, once. The facts `host.…` speak of the best host alone:
one that has answered that it takes the proposal in, else one whose agreement in force covers every
third party, else one with an agreement in force, else the likest.
"""

_SCOPES: Final = {
    Scope.CANDIDATE: ("Of a candidate", _CANDIDATE),
    Scope.PARTNER: ("Of a partner", _PARTNER),
    Scope.PROPOSAL: ("Of the proposal", _PROPOSAL),
}

_ASKS: Final = "While it is {unknown}, a verdict may ask: “{en}” · ”{sv}”"

_SETTABLE: Final = """
Somebody can change it, so explanations of what would change the outcome look at it.
"""


def facts() -> str:
    parts = [_INTRODUCTION, _overview()]
    for scope, (title, about) in _SCOPES.items():
        parts += [f"## {title}", about]
        parts += [_told(fact) for fact in FACTS.values() if fact.scope is scope]
    return page("Facts", *parts)


def _overview() -> str:
    rows = [
        (f"[`{name}`](#{name.replace('.', '')})", message(f"facts.{name}.label", "en"), fact.clause)
        for name, fact in FACTS.items()
    ]
    return table(["fact", "in English", "§"], rows)


def _told(fact: Fact) -> str:
    lines = [
        f"### {code(fact.name)}",
        "",
        f"{fact_label(fact.name, 'en')} · {fact_label(fact.name, 'sv')} (§ {fact.clause}).  ",
        message(f"facts.{fact.name}.help", "en"),
        "",
        *_values(fact),
    ]
    if f"facts.{fact.name}.ask" in catalogue("en"):
        asked = {lang: message(f"facts.{fact.name}.ask", lang, about="…") for lang in LANGUAGES}
        lines += ["", _ASKS.format(unknown=code(fact.unknown), **asked)]
    if fact.settable:
        lines += ["", _SETTABLE.strip()]
    return "\n".join(lines)


def _values(fact: Fact) -> Iterator[str]:
    match fact.type:
        case Whole(low, high):
            yield f"A whole number from {low} to {high:,}.".replace(",", " ")
        case Truth():
            yield "`yes` (ja) or `no` (nej); never unknown."
        case Choice(values, ordered):
            rows = [
                (code(value), *(value_label(fact.name, value, lang) for lang in ("en", "sv")))
                for value in values
            ]
            yield table(["value", "English", "Swedish"], rows)
            if ordered:
                yield ""
                yield f"In order, low to high: {', '.join(map(code, ordered))}."
