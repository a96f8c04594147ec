"""Facts, their values and tests on them, in the words of the catalogues."""

from __future__ import annotations

from collections.abc import Iterable

from screening.intake.shapes import choice_labels
from screening.messages import Lang, catalogue, message
from screening.model.verdict import FailedTest
from screening.ruleset.conditions import AllOf, AnyOf, Condition, Not, Test
from screening.ruleset.facts import FACTS, Choice, Value

__all__ = ["asked", "fact_label", "listed", "missed", "section", "told_condition", "value_label"]


def section(clauses: Iterable[str]) -> str:
    """Clauses as they are cited: ``§ 4.3``, ``§§ 4.4, 6``."""
    numbers = list(clauses)
    return f"{'§' if len(numbers) == 1 else '§§'}\u00a0{', '.join(numbers)}"


def listed(words: Iterable[str], lang: Lang, *, joint: str = "and") -> str:
    """Words in a row, with "and" or "or" before the last."""
    *most, last = words
    if not most:
        return last
    return f"{', '.join(most)} {message(f'verdict.{joint}', lang, last=last)}"


def fact_label(fact: str, lang: Lang) -> str:
    """What a fact is called; a finding by its name in the rule files."""
    if fact in FACTS:
        return message(f"facts.{fact}.label", lang)
    return message("text.finding", lang, name=fact)


def value_label(fact: str, value: Value, lang: Lang) -> str:
    """What a value is called."""
    if isinstance(value, bool) or value in ("yes", "no", "unknown"):
        word = {True: "yes", False: "no"}[value] if isinstance(value, bool) else str(value)
        return message(f"verdict.{word}", lang)
    texts = catalogue(lang)
    own = texts.get(f"facts.{fact}.values.{value}")
    if own is not None or fact not in FACTS:
        return own or str(value)
    kind = FACTS[fact].type
    if not isinstance(kind, Choice):
        return str(value)
    known = tuple(each for each in kind.values if each not in ("unknown", "unasked"))
    return choice_labels(known, lang).get(str(value), str(value))


def asked(test: Test, lang: Lang) -> str:
    """A test in words: ``Ansvarsnivå: team eller enhet``."""
    values = [value_label(test.fact, value, lang) for value in test.values]
    return message(
        f"text.{test.operator.replace('_', '-')}",
        lang,
        fact=fact_label(test.fact, lang),
        values=listed(values, lang, joint="or"),
    )


def missed(test: FailedTest, label: str, lang: Lang) -> str:
    """A test that did not hold, in words: ``Ansvarsnivå: enhet (krävs: ledning)``."""
    values = [value_label(test.fact, value, lang) for value in test.values]
    return message(
        f"text.wanted-{test.operator.replace('_', '-')}",
        lang,
        fact=label,
        saw=value_label(test.fact, test.saw, lang),
        values=listed(values, lang, joint="or"),
    )


def told_condition(condition: Condition, lang: Lang, depth: int = 0) -> list[tuple[int, str]]:
    """A condition line by line, each with how far it is indented."""
    match condition:
        case Test():
            return [(depth, asked(condition, lang))]
        case Not(Test() as test):
            return [(depth, asked(test.turned(), lang))]
        case Not(part):
            return [
                (depth, message("text.none-of-this", lang)),
                *told_condition(part, lang, depth + 1),
            ]
        case AllOf(parts) | AnyOf(parts):
            how = "text.all-of" if isinstance(condition, AllOf) else "text.any-of"
            return [
                (depth, message(how, lang)),
                *(line for part in parts for line in told_condition(part, lang, depth + 1)),
            ]
