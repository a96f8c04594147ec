"""What is written otherwise in one rule set than in another, rule by rule and part by part."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal

from screening.ruleset.rules import Rule, RuleSet

__all__ = ["Aspect", "ChangedPart", "ChangedRule", "Kind", "Part", "changed_parts", "changed_rules"]

Kind = Literal["added", "removed", "changed"]
Aspect = Literal["scope", "when", "then", "clauses", "title", "because", "days"]
Part = Literal[
    "name", "version", "days", "bands", "outcomes", "due", "texts", "must-hold", "letter-status",
    "letter-review", "letter-texts", "parties", "vocabulary",
]  # fmt: skip

_MEANING: Final[frozenset[Aspect]] = frozenset({"scope", "when", "then"})

_ASPECTS: Final[Mapping[Aspect, Callable[[Rule], object]]] = {
    "scope": lambda rule: rule.scope,
    "when": lambda rule: rule.when,
    "then": lambda rule: (rule.finding, rule.outcome, rule.obligations),
    "clauses": lambda rule: rule.clauses,
    "title": lambda rule: rule.title,
    "because": lambda rule: rule.because,
    "days": lambda rule: (rule.valid_from, rule.valid_to),
}


@dataclass(frozen=True, slots=True)
class ChangedRule:
    """A rule that only one side has, or that the two have otherwise.

    ``aspects`` are what of it is another.  ``old`` or ``new`` is None where a side has none.
    """

    id: str
    kind: Kind
    old: Rule | None
    new: Rule | None
    aspects: tuple[Aspect, ...] = ()

    @property
    def means_other(self) -> bool:
        """Whether it is more than its texts, clauses or days."""
        return self.kind != "changed" or bool(_MEANING.intersection(self.aspects))


@dataclass(frozen=True, slots=True)
class ChangedPart:
    """Something besides the rules that is another; ``names`` are the ids that it is of.

    ``old`` and ``new`` are what can be said of it in short.
    """

    part: Part
    names: tuple[str, ...] = ()
    old: str | None = None
    new: str | None = None


def changed_rules(old: RuleSet, new: RuleSet) -> list[ChangedRule]:
    """The rules in force that are not the same, by id: first the new side's, then those gone."""
    before, after = ({rule.id: rule for rule in one.rules} for one in (old, new))
    found: list[ChangedRule] = []
    for rule_id in dict.fromkeys([*after, *before]):
        was, becomes = before.get(rule_id), after.get(rule_id)
        if was is None or becomes is None:
            kind: Kind = "added" if was is None else "removed"
            found.append(ChangedRule(rule_id, kind, was, becomes))
            continue
        aspects = tuple(name for name, of in _ASPECTS.items() if of(was) != of(becomes))
        if aspects:
            found.append(ChangedRule(rule_id, "changed", was, becomes, aspects))
    return found


def changed_parts(old: RuleSet, new: RuleSet) -> Iterator[ChangedPart]:
    """All else that is not the same."""
    for part, of in _SAID.items():
        was, becomes = of(old), of(new)
        if was != becomes:
            yield ChangedPart(part, (), was, becomes)
    for part, named in _NAMED.items():
        if names := tuple(_changed_names(named(old), named(new))):
            yield ChangedPart(part, names)
    if old.parties != new.parties:
        yield ChangedPart("parties")
    if old.vocabulary != new.vocabulary:
        yield ChangedPart("vocabulary")


def _changed_names(old: Mapping[str, object], new: Mapping[str, object]) -> Iterator[str]:
    """The names that stand for something else, or that one side lacks."""
    for name in dict.fromkeys([*new, *old]):
        if old.get(name) != new.get(name):
            yield name


def _by_id(items: Iterable[Any]) -> dict[str, object]:
    return {item.id: item for item in items}


def _texts(ruleset: RuleSet) -> dict[str, object]:
    return {one.id: (one.clauses, one.text) for one in ruleset.obligations.values()}


def _letter_status(ruleset: RuleSet) -> str:
    letter = ruleset.letter
    return " ".join([letter.status, *([str(letter.terminated_on)] if letter.terminated_on else [])])


_SAID: Final[Mapping[Part, Callable[[RuleSet], str]]] = {
    "name": lambda ruleset: ruleset.name,
    "version": lambda ruleset: ruleset.version,
    "days": lambda ruleset: f"{ruleset.valid_from}–{ruleset.valid_to or ''}",
    "bands": lambda ruleset: f"{ruleset.bands.possible} / {ruleset.bands.strong}",
    "outcomes": lambda ruleset: " > ".join(one.id for one in ruleset.outcomes),
    "letter-status": _letter_status,
    "letter-review": lambda ruleset: str(ruleset.letter.last_review or "–"),
}
_NAMED: Final[Mapping[Part, Callable[[RuleSet], Mapping[str, object]]]] = {
    "due": lambda ruleset: {one.id: one.due for one in ruleset.obligations.values()},
    "texts": lambda ruleset: {**_by_id(ruleset.outcomes), **_texts(ruleset)},
    "must-hold": lambda ruleset: _by_id(ruleset.must_hold),
    "letter-texts": lambda ruleset: _by_id(ruleset.letter.clauses),
}
