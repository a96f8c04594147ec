"""The situation of a case of facts alone: what is said, and the plain case for the rest."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal, cast, get_args

from screening.engine.situation import Candidate, Partner, Situation
from screening.errors import Problem
from screening.intake import nodes
from screening.intake.document import Document
from screening.intake.nodes import Entry
from screening.intake.places import Path
from screening.intake.words import folded, nearest, shown
from screening.model.values import repeated
from screening.ruleset.conditions import Test
from screening.ruleset.facts import FACTS, HOST_FACTS, OUTCOME_FACT, UNKNOWN, Scope, Value
from screening.ruleset.parties import PartyId, folded_name
from screening.ruleset.reading import ConditionReader
from screening.ruleset.rules import RuleSet
from screening.workbench.cases import impossible
from screening.workbench.plain import CANDIDATE, PARTNER, PROPOSAL, overlap_of, score_of

__all__ = ["FactsReader"]

_TWO: Final[tuple[PartyId, ...]] = get_args(PartyId)
_OWN: Final[Mapping[Scope, tuple[str, ...]]] = {
    Scope.PROPOSAL: (),
    Scope.CANDIDATE: ("id", "covers", "outlasts"),
    Scope.PARTNER: ("name",),
}
_PLACES: Final[Mapping[Scope, str]] = {
    Scope.PROPOSAL: "facts",
    Scope.CANDIDATE: "candidates",
    Scope.PARTNER: "partners",
}
Outlasts = Literal["yes", "no", "unknown"]
_YES_NO: Final = {"ja": "yes", "true": "yes", "nej": "no", "false": "no", "okänt": UNKNOWN}


def _what_it_follows_from(fact: str) -> str | None:
    """What a fact that cannot be given follows from, or None where it can be given."""
    if fact in HOST_FACTS:
        return "candidates"
    if fact == "parties.count":
        return "partners"
    return "rules" if fact == OUTCOME_FACT else None


@dataclass(frozen=True, slots=True)
class _Party:
    """A party of the case, and what every name for it comes to."""

    partner: Partner
    key: str


class FactsReader:
    """Reads the facts of one case, and collects what is wrong with them."""

    def __init__(
        self, document: Document[None], path: Path, ruleset: RuleSet, problems: list[Problem]
    ) -> None:
        self._document = document
        self._path = path
        self._ruleset = ruleset
        self._problems = problems
        self._values = ConditionReader(document.place, {}, problems)
        self._case = document.word((*path, "name")) or ""

    def situation(self) -> Situation:
        """The situation; of no use where something is wrong."""
        facts = {**PROPOSAL, **self._read(("facts",), Scope.PROPOSAL)}
        parties = list(self._parties(facts))
        if not parties:
            self._wrong("no-parties", ("facts", "parties.region"))
        candidates = tuple(
            self._candidate(number, ("candidates", number), parties)
            for number in range(len(list(self._document.each((*self._path, "candidates")))))
        )
        self._ids_once([candidate.entry for candidate in candidates])
        situation = Situation(
            candidates=candidates,
            partners=tuple(party.partner for party in parties),
            facts={**facts, "parties.count": len(parties)},
        )
        for code, where in impossible.together(situation):
            self._wrong(code, where)
        return situation

    def _wrong(
        self, code: str, where: Path, *, suggestion: str | None = None, **params: object
    ) -> None:
        path = (*self._path, *where)
        self._problems.append(
            self._document.problem(f"cases.{code}", path, suggestion=suggestion, **params)
        )

    def _ids_once(self, ids: Sequence[str]) -> None:
        for index, _, key in repeated(ids):
            path = (*self._path, "candidates", index, "id")
            self._problems.append(self._document.problem("input.duplicate-id", path, id=key))

    # --- facts ----------------------------------------------------------------------------

    def _read(self, where: Path, scope: Scope) -> dict[str, Value]:
        """The facts of one scope that stand at a place, without what is wrong."""
        node = self._document.node((*self._path, *where))
        if not isinstance(node, nodes.Mapping):
            return {}
        own = _OWN[scope]
        read = {
            entry.name: self._value(entry, scope, (*where, entry.name))
            for entry in node
            if entry.name not in own
        }
        return {name: value for name, value in read.items() if value is not None}

    def _value(self, entry: Entry, scope: Scope, where: Path) -> Value | None:
        fact = entry.name
        follows = "rules" if fact in self._ruleset.findings else _what_it_follows_from(fact)
        if follows is not None:
            self._at_key(f"follows-from-{follows}", entry, fact=fact)
        elif fact not in FACTS:
            known = [*_OWN[scope], *_givable(scope)]
            everywhere = [name for each in Scope for name in _givable(each)]
            near = _in_full(fact, scope) or nearest(fact, known) or nearest(fact, everywhere)
            self._at_key("unknown-fact", entry, suggestion=near, fact=shown(fact))
        elif FACTS[fact].scope is not scope:
            self._at_key("other-place", entry, fact=fact, place=_PLACES[FACTS[fact].scope])
        else:
            return self._one(entry, scope, where)
        return None

    def _at_key(
        self, code: str, entry: Entry, *, suggestion: str | None = None, **params: object
    ) -> None:
        place = self._document.place
        self._problems.append(
            place.problem(f"cases.{code}", entry.key.span, params, suggestion=suggestion)
        )

    def _one(self, entry: Entry, scope: Scope, where: Path) -> Value | None:
        """A value as conditions have it: the same words, and the same mistakes told."""
        test = self._values.read(nodes.Mapping((entry,)), scope, self._case)
        if test is None:
            return None
        if isinstance(test, Test) and test.operator == "one_of" and len(test.values) == 1:
            return test.values[0]
        self._wrong("one-value", where, fact=entry.name)
        return None

    # --- parties --------------------------------------------------------------------------

    def _parties(self, facts: Mapping[str, Value]) -> Iterator[_Party]:
        """The two, unless a fact says otherwise, and then the others in their order."""
        told: dict[str, dict[str, Value]] = {}
        others: list[_Party] = []
        seen: set[str] = set()
        for path in self._document.each((*self._path, "partners")):
            where = path[len(self._path) :]
            name = self._word((*where, "name"))
            read = self._read(where, Scope.PARTNER)
            if not name:
                if isinstance(self._document.node(path), nodes.Mapping):
                    self._wrong("no-name", where)
                continue
            one_of_two = self._one_of_two(name)
            key = one_of_two or folded_name(name)
            if key in seen:
                self._wrong("partner-twice", (*where, "name"), name=shown(name))
            seen.add(key)
            third = read.setdefault("partner.third_party", one_of_two is None)
            if third is not (one_of_two is None):
                code = "is-one-of-the-two" if one_of_two else "not-one-of-the-two"
                self._wrong(code, (*where, "partner.third_party"), name=shown(name))
            if one_of_two:
                told[one_of_two] = read
                if not facts[f"parties.{one_of_two}"]:
                    self._wrong("left-out", (*where, "name"), name=shown(name), party=one_of_two)
            else:
                others.append(_Party(Partner(name, {**PARTNER, **read}), key))
        for party in _TWO:
            if facts[f"parties.{party}"]:
                full = self._ruleset.parties.name(party)
                own = {**PARTNER, "partner.third_party": False, **told.get(party, {})}
                yield _Party(Partner(full, own), party)
        yield from others

    def _one_of_two(self, name: str) -> PartyId | None:
        """The one of the two that a name means, by its id too."""
        word = folded(name)
        return next((party for party in _TWO if party == word), None) or (
            self._ruleset.parties.read(name).party
        )

    # --- candidates -----------------------------------------------------------------------

    def _candidate(self, number: int, where: Path, parties: Sequence[_Party]) -> Candidate:
        facts: dict[str, Value] = self._read(where, Scope.CANDIDATE)
        bands = self._ruleset.bands
        if "candidate.overlap" not in facts and "candidate.score" in facts:
            score = int(facts["candidate.score"])
            facts["candidate.overlap"] = overlap_of(score, bands)
        facts = {**CANDIDATE, **facts}
        facts.setdefault("candidate.score", score_of(facts["candidate.overlap"], bands))
        entry = self._word((*where, "id")) or f"K-{number + 1}"
        in_force = facts["candidate.agreement"] == "in-force"
        outlasts = self._outlasts((*where, "outlasts")) or ("yes" if in_force else "no")
        covers = frozenset(self._covers((*where, "covers"), parties))
        candidate = Candidate(entry, facts, covers, outlasts)
        for code, fact in impossible.alone(candidate, bands):
            self._wrong(code, (*where, fact), id=entry)
        return candidate

    def _outlasts(self, where: Path) -> Outlasts | None:
        """Whether the agreement lasts as long as the proposal's period, if it is said."""
        node = self._document.node((*self._path, *where))
        if node is None:
            return None
        word = folded(str(node.value)) if isinstance(node, nodes.Scalar) else ""
        for each in get_args(Outlasts):
            if _YES_NO.get(word, word) == each:
                return cast("Outlasts", each)
        self._wrong("outlasts", where, value=shown(word))
        return None

    def _covers(self, where: Path, parties: Sequence[_Party]) -> Iterator[int]:
        """The places of the parties that a candidate's own parties have among them (§ 4.5)."""
        node = self._document.node((*self._path, *where))
        if node is not None and not isinstance(node, nodes.Sequence):
            self._wrong("covers-no-list", where)
        for path in self._document.each((*self._path, *where)):
            name = self._word(path[len(self._path) :]) or ""
            keys = {self._one_of_two(name) or "", folded_name(name)}
            place = next((at for at, party in enumerate(parties) if party.key in keys), None)
            if place is not None:
                yield place
            elif name:
                known = [party.partner.name for party in parties]
                near = nearest(name, known)
                at = path[len(self._path) :]
                self._wrong("unknown-partner", at, suggestion=near, name=shown(name))

    def _word(self, where: Path) -> str | None:
        """The text at a place; what is there and is no text is a problem."""
        path = (*self._path, *where)
        node = self._document.node(path)
        if isinstance(node, nodes.Scalar) and isinstance(node.value, str) and node.value.strip():
            return node.value.strip()
        if node is not None:
            value = shown(nodes.plain(node))
            self._problems.append(
                self._document.problem("input.not-text", path, field=str(where[-1]), value=value)
            )
        return None


def _in_full(fact: str, scope: Scope) -> str | None:
    """The fact that a name without its group most likely means: ``overlap``, say."""
    full = f"{scope}.{fact.replace('-', '_')}"
    return full if full in FACTS else None


def _givable(scope: Scope) -> list[str]:
    """The facts of a scope that a case can give."""
    return [
        name
        for name, fact in FACTS.items()
        if fact.scope is scope and _what_it_follows_from(name) is None
    ]
