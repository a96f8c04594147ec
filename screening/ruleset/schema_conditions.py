"""Conditions in the schemas of rule files: each fact with its values and what they mean."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final, Self

from screening.intake.shapes import choice_labels
from screening.messages import Lang, catalogue, message
from screening.ruleset.facts import COUNT, FACTS, Choice, Fact, Scope, Truth, Whole
from screening.ruleset.properties import ADDABLE, CHANGEABLE
from screening.ruleset.rules import RuleSet

__all__ = ["Known", "with_conditions", "with_properties"]

_Schema = dict[str, Any]
_YES_NO: Final[_Schema] = {"enum": [True, False, "yes", "no", "ja", "nej"]}
_EXAMPLES: Final = (
    {"proposal.level": "unknown"},
    {"candidate.overlap": {"at_least": "possible"}},
    {"all": [{"resources.committed": "yes"}, {"host.agreement": {"is_not": "in-force"}}]},
    {"any": [{"parties.region": False}, {"parties.university": False}]},
    {"not": {"partner.agreement": "signed"}},
)


@dataclass(frozen=True, slots=True)
class Known:
    """The words of a rule folder, each with what it means, for editors to offer."""

    findings: Mapping[str, tuple[Scope, str]]
    obligations: Mapping[str, str]
    clauses: Mapping[str, str]

    @classmethod
    def of(cls, ruleset: RuleSet, lang: Lang) -> Self:
        """The words of a rule set; a finding means what the titles of its rules say."""
        titles: dict[str, list[str]] = {name: [] for name in ruleset.findings}
        for rule in ruleset.rules:
            if rule.finding is not None:
                titles[rule.finding].append(rule.title.of(lang))
        return cls(
            {name: (ruleset.findings[name], " · ".join(each)) for name, each in titles.items()},
            {name: one.text.of(lang) for name, one in ruleset.obligations.items()},
            {one.id: one.title.of(lang) for one in ruleset.letter.clauses},
        )


def with_conditions(schema: _Schema, lang: Lang, known: Known | None) -> None:
    """Every ``when`` of a schema as a condition, with the facts and their values spelt out."""
    definitions = schema.setdefault("$defs", {})
    for part in definitions.values():
        if "when" in part.get("properties", {}):
            part["properties"]["when"] = {"$ref": "#/$defs/Condition"}
    condition = {"$ref": "#/$defs/Condition"}
    several = {"type": "array", "items": condition, "minItems": 1}
    findings = known.findings if known else {}
    definitions["Condition"] = {
        "title": message("schema.condition.title", lang),
        "description": message("schema.condition.help", lang),
        "examples": [*_EXAMPLES],
        "type": "object",
        "minProperties": 1,
        "maxProperties": 1,
        "properties": {
            "all": _joining("all", several, lang),
            "any": _joining("any", several, lang),
            "not": _joining("not", condition, lang),
            **{name: _fact(fact, lang) for name, fact in FACTS.items()},
            **{name: _finding(*about, lang) for name, about in findings.items()},
        },
        "patternProperties": {
            "^(?!all$|any$|not$)[a-z][a-z0-9]*(-[a-z0-9]+)*$": _any_finding(),
        },
        "additionalProperties": False,
    }


def _joining(name: str, inner: _Schema, lang: Lang) -> _Schema:
    return {
        "title": message(f"schema.condition.{name}.title", lang),
        "description": message(f"schema.condition.{name}.help", lang),
        **inner,
    }


def _any_finding() -> _Schema:
    count = {"type": "integer", "minimum": COUNT.low}
    return _test({"anyOf": [_YES_NO, count]}, count)


def _finding(scope: Scope, means: str, lang: Lang) -> _Schema:
    where = message(f"schema.finding-of-{scope}", lang)
    return {
        "title": message("schema.finding", lang),
        "description": f"{means}\n\n{where}",
        "examples": [True] if scope is Scope.PROPOSAL else [True, {"at_least": 1}, 0],
        **_any_finding(),
    }


def _fact(fact: Fact, lang: Lang) -> _Schema:
    value = _value(fact, lang)
    compared = None
    if isinstance(fact.type, Whole):
        compared = value
    elif isinstance(fact.type, Choice) and fact.type.ordered:
        compared = {"enum": list(fact.type.ordered)}
    return _described(fact, lang) | {"examples": _examples(fact)} | _test(value, compared)


def _described(fact: Fact, lang: Lang) -> _Schema:
    told = [message(f"facts.{fact.name}.help", lang), _values(fact, lang)]
    told.append(message(f"schema.fact-of-{fact.scope}", lang))
    return {
        "title": message(f"facts.{fact.name}.label", lang),
        "description": "\n\n".join(each for each in told if each),
    }


def _value(fact: Fact, lang: Lang) -> _Schema:
    """A single value of a fact."""
    match fact.type:
        case Truth():
            return _YES_NO
        case Whole(low, high):
            return {"type": "integer", "minimum": low, "maximum": high}
        case Choice(values):
            words: list[str | bool] = [*values]
            if "yes" in values:
                words += ["ja", "nej", True, False]
            meanings = [_meaning(fact, word, lang) for word in words]
            return {"enum": words, "enumDescriptions": meanings}


def _meaning(fact: Fact, value: str | bool, lang: Lang) -> str:  # noqa: FBT001 - a value
    """What a value is called in a language."""
    if isinstance(value, bool) or value in ("yes", "no", "ja", "nej", "unknown"):
        word = {True: "yes", False: "no", "ja": "yes", "nej": "no"}.get(value, str(value))
        return message(f"verdict.{word}", lang)
    own = catalogue(lang).get(f"facts.{fact.name}.values.{value}")
    if own is not None or not isinstance(fact.type, Choice):
        return own or str(value)
    known = tuple(each for each in fact.type.values if each not in ("unknown", "unasked"))
    return choice_labels(known, lang).get(value, value)


def _values(fact: Fact, lang: Lang) -> str:
    """The values with what they are called, low to high where they have an order."""
    match fact.type:
        case Truth():
            return ""
        case Whole(low, high):
            return message("schema.from-to", lang, low=low, high=high)
        case Choice(values, ordered):
            told = ", ".join(f"{value} ({_meaning(fact, value, lang)})" for value in values)
            if not ordered:
                return message("schema.values", lang, values=told)
            return message("schema.ordered", lang, values=told, ordered=", ".join(ordered))


def _examples(fact: Fact) -> list[Any]:
    match fact.type:
        case Truth():
            return [True, False]
        case Whole(low, high):
            return [low, {"at_least": min(high, low + 2)}]
        case Choice(values, ordered):
            other: Any = {"at_least": ordered[-2]} if ordered else [*values[:2]]
            return [values[0], other, {"is_not": values[-1]}]


def _test(value: _Schema, compared: _Schema | None) -> _Schema:
    """What may stand as a test: a value, a list of values, or a group of operators."""
    listed = _one_or_more(value)
    operators: dict[str, _Schema] = {"is_not": listed}
    if compared is not None:
        operators |= dict.fromkeys(("at_least", "at_most", "more_than", "less_than"), compared)
    group = {
        "type": "object",
        "properties": operators,
        "additionalProperties": False,
        "minProperties": 1,
    }
    return {"anyOf": [*listed["anyOf"], group]}


def with_properties(schema: _Schema, lang: Lang) -> None:
    """What a property may turn, or add, with the facts and their values spelt out."""
    entry = schema["$defs"]["PropertyEntry"]["properties"]
    entry["change"] = _of_facts(CHANGEABLE, lang, _turned) | {"maxProperties": 1}
    partner = {
        "title": message("schema.added-partner.title", lang),
        "description": message("schema.added-partner.help", lang),
        "examples": [{"partner.third_party": True, "partner.agreement": "none"}],
        **_of_facts(ADDABLE, lang, _one_or_more),
    }
    entry["add"] = {
        "type": "object",
        "properties": {"partner": partner},
        "required": ["partner"],
        "additionalProperties": False,
    }


def _of_facts(names: Iterable[str], lang: Lang, shape: Callable[[_Schema], _Schema]) -> _Schema:
    properties = {
        name: _described(FACTS[name], lang) | shape(_value(FACTS[name], lang)) for name in names
    }
    return {
        "type": "object",
        "properties": properties,
        "additionalProperties": False,
        "minProperties": 1,
    }


def _one_or_more(value: _Schema) -> _Schema:
    return {"anyOf": [value, {"type": "array", "items": value, "minItems": 1}]}


def _turned(value: _Schema) -> _Schema:
    return {
        "type": "object",
        "properties": dict.fromkeys(("from", "to"), _one_or_more(value)),
        "required": ["from", "to"],
        "additionalProperties": False,
    }
