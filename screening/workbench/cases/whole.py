"""The situation of a case that has a whole proposal, drawn as the screening draws it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from screening.engine.drawing import Nearness, draw
from screening.engine.parties import PartyReader, participants
from screening.engine.situation import Situation
from screening.model.identity import register_sha256
from screening.model.letter import Letter
from screening.model.proposal import Proposal
from screening.model.register import Register
from screening.overlap.matching import Matcher, Query
from screening.overlap.registers import names_of_parties
from screening.ruleset.rules import RuleSet
from screening.workbench.cases.files import LetterChange

__all__ = ["Drawing", "changed_letter"]


class Drawing:
    """Draws the facts of proposals by the bands, parties and vocabulary of a rule set.

    What a register is made ready for is kept, since many cases have the same.
    """

    def __init__(self, ruleset: RuleSet) -> None:
        self._ruleset = ruleset
        self._ready: dict[str, tuple[Matcher, PartyReader]] = {}

    def situation(
        self, proposal: Proposal, register: Register, letter: Letter, day: date
    ) -> Situation:
        """All facts that are known on a day, under a letter."""
        ruleset = replace(self._ruleset, letter=letter)
        matcher, reader = self._made_ready(register)
        parties = participants(proposal.parties, reader)
        others = [party.name for party in parties if party.party is None]
        matches = matcher.matches(
            matcher.read(Query.of(proposal, others)),
            at_least=ruleset.bands.possible,
            besides={item.constellation for item in proposal.considered},
        )
        near = Nearness(ruleset.bands, matcher.same_theme, reader)
        return draw(proposal, parties, matches, ruleset, day, near)

    def _made_ready(self, register: Register) -> tuple[Matcher, PartyReader]:
        key = register_sha256(register)
        if key not in self._ready:
            matcher = Matcher(register, self._ruleset.vocabulary)
            names = names_of_parties(register)
            self._ready[key] = matcher, PartyReader(self._ruleset.parties, names)
        return self._ready[key]


def changed_letter(letter: Letter, change: LetterChange | None) -> Letter:
    """The letter with what is other in a case.

    Raises:
        ValidationError: it is in force, and yet has a day of termination.
    """
    if change is None:
        return letter
    content = letter.model_dump()
    if change.status == "in-force":
        del content["terminated_on"]
    return Letter.model_validate(content | change.model_dump(exclude_none=True))
