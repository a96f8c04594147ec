"""Properties that rules must hold to, out of ``ruleset.yaml``.

Three kinds: where something holds, an outcome is never given; turning a fact never leads
to it from another; one more partner never leads to it from another.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from screening.intake import nodes
from screening.intake.document import Document
from screening.intake.nodes import Entry, Node
from screening.intake.places import Path, span_at
from screening.intake.words import nearest
from screening.ruleset.conditions import Condition, Test
from screening.ruleset.facts import FACTS, OUTCOME_FACT, Scope
from screening.ruleset.files import PropertyEntry, RuleSetFile
from screening.ruleset.reading import ConditionReader
from screening.ruleset.rules import ALWAYS, FactChange, Property
from screening.ruleset.whereabouts import Whereabouts, spans_of

__all__ = ["ADDABLE", "CHANGEABLE", "properties_of"]

CHANGEABLE: Final = tuple(
    name
    for name, fact in FACTS.items()
    if fact.scope is Scope.PROPOSAL
    and name != OUTCOME_FACT
    and not name.startswith(("host.", "parties."))
)
"""The facts that a property can turn: those of the proposal that follow from nothing else."""

ADDABLE: Final = ("partner.third_party", "partner.agreement")
"""What can be said of a partner that is added; what the host covers is left open."""


def properties_of(
    document: Document[RuleSetFile | None] | None, reader: ConditionReader
) -> tuple[Property, ...]:
    """The properties of a rule set that could be read; what is wrong in the rest is collected."""
    if document is None or document.model is None:
        return ()
    reading = _Reading(document, reader)
    read = [
        reading.property(entry, ("must_hold", index))
        for index, entry in enumerate(document.model.must_hold)
    ]
    return tuple(one for one in read if one is not None)


class _Reading:
    def __init__(self, document: Document[RuleSetFile | None], reader: ConditionReader) -> None:
        self._document = document
        self._reader = reader

    def property(self, entry: PropertyEntry, path: Path) -> Property | None:
        """One property, or None where something in it is wrong."""
        node = self._document.node((*path, "when"))
        when: Condition | None = ALWAYS
        if node is not None:
            when = self._reader.read(node, Scope.PROPOSAL, entry.id)
        change = self._change(entry, (*path, "change"))
        adds = self._adds(entry, (*path, "add"))
        told = [key for key in ("change", "add") if getattr(entry, key) is not None]
        if len(told) > 1 or (not told and node is None):
            self._wrong("property-kind", (*path, "id"), id=entry.id)
            return None
        if (
            when is None
            or (entry.change is not None and change is None)
            or (entry.add is not None and not adds)
        ):
            return None
        parts = dict(spans_of(node)) if node is not None else {}
        at = Whereabouts(self._document.place, span_at(self._document.tree, (*path, "id")), parts)
        return Property(
            entry.id,
            entry.clause,
            when,
            entry.never,
            at,
            valid_from=entry.valid_from,
            valid_to=entry.valid_to,
            change=change,
            adds=adds,
        )

    def _change(self, entry: PropertyEntry, path: Path) -> FactChange | None:
        node = self._document.node(path)
        if node is None:
            return None
        inside = _entries(node)
        fact = next(iter(inside), "")
        if len(inside) != 1 or _entries(inside[fact].value).keys() != {"from", "to"}:
            self._wrong("not-a-change", path)
            return None
        if fact not in CHANGEABLE:
            near = nearest(fact, CHANGEABLE)
            self._wrong("cannot-change", (*path, fact), suggestion=near, fact=fact)
            return None
        ends = _entries(inside[fact].value)
        before, after = (
            self._values(inside[fact].key, ends[end].value, Scope.PROPOSAL, entry.id)
            for end in ("from", "to")
        )
        if before is None or after is None:
            return None
        return FactChange(fact, before.values, after.values)

    def _adds(self, entry: PropertyEntry, path: Path) -> tuple[Test, ...]:
        node = self._document.node(path)
        if node is None:
            return ()
        inside = _entries(node)
        if inside.keys() != {"partner"} or not _entries(inside["partner"].value):
            self._wrong("not-an-addition", path)
            return ()
        tests = []
        for name, written in _entries(inside["partner"].value).items():
            if name not in ADDABLE:
                near = nearest(name, ADDABLE)
                self._wrong("cannot-add", (*path, "partner", name), suggestion=near, fact=name)
                return ()
            test = self._values(written.key, written.value, Scope.PARTNER, entry.id)
            if test is None:
                return ()
            tests.append(test)
        return tuple(tests)

    def _values(self, key: nodes.Scalar, value: Node, scope: Scope, about: str) -> Test | None:
        """The values that are named of a fact, read as a condition would name them."""
        test = self._reader.read(nodes.Mapping((Entry(key, value),)), scope, about)
        if test is None or (isinstance(test, Test) and test.operator == "one_of"):
            return test
        self._reader.problems.append(
            self._document.place.problem(
                "rules.values-only", value.span or key.span, {"fact": key.value}
            )
        )
        return None

    def _wrong(
        self, code: str, path: Path, *, suggestion: str | None = None, **params: object
    ) -> None:
        self._reader.problems.append(
            self._document.problem(f"rules.{code}", path, suggestion=suggestion, **params)
        )


def _entries(node: Node) -> Mapping[str, Entry]:
    return {entry.name: entry for entry in node} if isinstance(node, nodes.Mapping) else {}
