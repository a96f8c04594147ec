"""A case that is known by its facts, as a proposal and a register that give just these facts.

Whatever is made is checked: the facts are drawn from it as a screening draws them, and what
the rules conclude from them has to be the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from screening.engine.evaluators import EngineName, PlainEvaluator
from screening.engine.running import Runner
from screening.engine.situation import Candidate, Facts, Situation
from screening.errors import ScreeningError, Undecided
from screening.intake.files import proposal_from_data, register_from_data
from screening.messages import Lang, message
from screening.model.days import today
from screening.model.verdict import Verdict
from screening.overlap.matching import Matcher, Query
from screening.ruleset.conditions import Test, tests_of
from screening.ruleset.rules import RuleSet
from screening.screener import Screener
from screening.workbench.cases.whole import Drawing
from screening.workbench.realising_content import (
    Content,
    LetterKeys,
    changed_letter,
    letter_keys,
)
from screening.workbench.realising_recipes import Recipe
from screening.workbench.realising_scores import Measured, Search, Wanted

__all__ = ["Realised", "Unrealisable", "confirm", "realise", "under_letter"]

_MOST_PARTIES: Final = 100
_MOST_UNITS: Final = 2_000
_SCORE: Final = "candidate.score"


class Unrealisable(ScreeningError):
    """No proposal and register were found that give these facts; ``fact`` is where it failed."""

    def __init__(self, fact: str) -> None:
        self.fact = fact
        super().__init__(self.describe())

    def __reduce__(self) -> tuple[object, ...]:
        return type(self), (self.fact,)

    def describe(self, lang: Lang = "en") -> str:
        """Which fact could not be had."""
        return message("examples.unrealisable", lang, fact=self.fact)


@dataclass(frozen=True, slots=True)
class Realised:
    """A case as files.

    ``proposal`` and ``register`` are what ``proposal.yaml`` and ``register.yaml`` hold, and
    ``letter`` the keys of ``letter.yaml`` that must be other than they are (None for a key
    that must not be there), or None where the letter will do as it is.  ``situation`` has
    the facts as they are drawn on the day ``as_of``.  ``parties`` are the names of the
    partners, in their order; the ids of the candidates are those they had.
    """

    proposal: Mapping[str, object]
    register: Sequence[Mapping[str, object]]
    letter: LetterKeys | None
    as_of: date
    situation: Situation
    parties: Sequence[str]


def realise(
    situation: Situation,
    ruleset: RuleSet,
    *,
    as_of: date | None = None,
    besides: Iterable[Test] = (),
) -> Realised:
    """A proposal and a register from which just these facts are drawn.

    All facts that some rule or property reads are the same, and so are outcome and host.
    Scores are met where texts can be found that do; else they are such that every test of
    them comes out the same.

    Args:
        situation: the facts.  The ids of its candidates are those of the entries.
        ruleset: the rules as of the day.
        as_of: the day of screening; today, or the nearest to it that the rules are for.
        besides: tests of scores, other than the rules' own, that are to come out the same.

    Raises:
        Unrealisable: some fact cannot be had, or texts that give it were not found.
    """
    as_of = as_of or ruleset.days.nearest(today())
    _check_numbers(situation)
    keys = letter_keys(ruleset.letter, situation, as_of)
    tests = [test for test in (*_tests(ruleset), *besides) if test.fact == _SCORE]
    same = _Same(situation, ruleset, tests)
    content = Content(situation, ruleset.parties, ruleset.bands, as_of, same.host)
    recipes = _recipes(situation, ruleset, content, tests)
    proposal, register = content.proposal(recipes), content.register(recipes)
    drawn = Drawing(ruleset).situation(
        proposal_from_data(proposal).model,
        register_from_data(register).model,
        changed_letter(ruleset.letter, keys),
        as_of,
    )
    other = next(same.differences(drawn), None)
    if other is not None:
        raise Unrealisable(other)
    return Realised(proposal, register, keys, as_of, drawn, content.parties)


def confirm(
    realised: Realised, ruleset: RuleSet, *, lang: Lang = "sv", engine: EngineName = "plain"
) -> Verdict | Undecided:
    """What comes out when the files are screened; :class:`Undecided` where the rules give nothing.

    Raises:
        EngineUnavailable: durable-rules was asked for and cannot be imported.
    """
    register = register_from_data(realised.register).model
    screener = Screener(under_letter(ruleset, realised.letter), register, engine=engine)
    try:
        return screener.screen(realised.proposal, as_of=realised.as_of, lang=lang)
    except Undecided as undecided:
        return undecided


def under_letter(ruleset: RuleSet, keys: LetterKeys | None) -> RuleSet:
    """The rules under a letter with some keys other than they are."""
    return replace(ruleset, letter=changed_letter(ruleset.letter, keys))


def _check_numbers(situation: Situation) -> None:
    if not 1 <= len(situation.partners) <= _MOST_PARTIES:
        raise Unrealisable("parties.count")
    if int(situation.facts["parties.units"]) > _MOST_UNITS:
        raise Unrealisable("parties.units")
    if len({candidate.entry for candidate in situation.candidates}) < len(situation.candidates):
        raise Unrealisable("candidate.answer")


def _tests(ruleset: RuleSet) -> Iterator[Test]:
    """All tests of the rules and of the properties they are to hold to."""
    conditions = [rule.when for rule in ruleset.rules]
    for condition in (*conditions, *(must.when for must in ruleset.must_hold)):
        yield from tests_of(condition)


def _recipes(
    situation: Situation, ruleset: RuleSet, content: Content, tests: Sequence[Test]
) -> Sequence[Recipe]:
    """Recipes for texts that give the candidates their scores, as nearly as can be."""
    ids = [candidate.entry for candidate in situation.candidates]

    def measured(recipes: Sequence[Recipe]) -> Sequence[Measured]:
        proposal = proposal_from_data(content.proposal(recipes)).model
        register = register_from_data(content.register(recipes)).model
        matcher = Matcher(register, ruleset.vocabulary)
        third = [
            name
            for name, partner in zip(content.parties, situation.partners, strict=True)
            if partner.facts["partner.third_party"]
        ]
        query = matcher.read(Query.of(proposal, third))
        found = {
            match.entry.id: Measured(match.score, match.agreed, match.fields)
            for match in matcher.matches(query, at_least=101, besides=ids)
        }
        return [found[entry] for entry in ids]

    wanted = [_wanted(candidate, ruleset, tests) for candidate in situation.candidates]
    search = Search(wanted, ruleset.bands, content.writer.most_places, measured)
    return search.found() if ids else ()


def _wanted(candidate: Candidate, ruleset: RuleSet, tests: Sequence[Test]) -> Wanted:
    score, overlap = int(candidate.facts[_SCORE]), candidate.facts["candidate.overlap"]
    near = overlap != "none"

    def acceptable(other: int) -> bool:
        return (other >= ruleset.bands.possible) is near and all(
            test.passes(other) == test.passes(score) for test in tests
        )

    return Wanted(score, overlap == "strong", acceptable)


class _Same:
    """Holds a situation against another that should come to the same by some rules."""

    def __init__(self, situation: Situation, ruleset: RuleSet, tests: Sequence[Test]) -> None:
        self._runner = Runner(ruleset, PlainEvaluator(ruleset))
        self._wanted = situation
        self._concluded = self._runner.run(situation)
        self._read = {test.fact for test in _tests(ruleset)} - {_SCORE}
        self._tests = tests

    @property
    def host(self) -> int | None:
        """The place of the best host."""
        return self._concluded.host

    def differences(self, other: Situation) -> Iterator[str]:
        """The facts that differ, of those that the rules read."""
        mine = [candidate.entry for candidate in self._wanted.candidates]
        theirs = [candidate.entry for candidate in other.candidates]
        if sorted(mine) != sorted(theirs):
            yield "candidate.overlap"
            return
        if len(other.partners) != len(self._wanted.partners):
            yield "parties.count"
            return
        conclusion = self._runner.run(other)
        for place, entry in enumerate(mine):
            yield from self._apart(
                self._concluded.candidates[place], conclusion.candidates[theirs.index(entry)]
            )
        for one, another in zip(self._concluded.partners, conclusion.partners, strict=True):
            yield from self._apart(one, another)
        yield from self._apart(self._concluded.proposal, conclusion.proposal)
        host = None if self.host is None else mine[self.host]
        if host != (None if conclusion.host is None else theirs[conclusion.host]):
            yield _SCORE

    def _apart(self, one: Facts, other: Facts) -> Iterator[str]:
        for name in sorted(self._read & one.keys()):
            if one[name] != other.get(name):
                yield name
        if _SCORE in one and any(
            test.passes(one[_SCORE]) != test.passes(other[_SCORE]) for test in self._tests
        ):
            yield _SCORE
