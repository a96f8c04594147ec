"""Rules as of a day, made ready to screen with against a register."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Final

from screening.engine.drawing import Nearness, draw
from screening.engine.evaluators import EngineName, PlainEvaluator, evaluator_for
from screening.engine.parties import PartyReader, participants
from screening.engine.running import Runner
from screening.errors import Undecided
from screening.explain.naming import Case
from screening.model.calibration import Calibration
from screening.model.identity import proposal_sha256
from screening.model.overlap import BandsRef
from screening.model.proposal import Proposal
from screening.overlap.calibration import scoring_sha256
from screening.overlap.calibration_file import standing
from screening.overlap.matching import Matcher, Query
from screening.overlap.registers import AnyRegister, names_of_parties, sha256_of
from screening.overlap.stored_register import StoredRegister
from screening.ruleset.parties import Reading
from screening.ruleset.rules import Bands, RuleSet

__all__ = ["Readier", "Ready"]

_MOST_READY: Final = 16
"""How many sets of rules in force are held ready at once."""
_MOST_SCALES: Final = 4


@dataclass(frozen=True, slots=True)
class _Scale:
    """What a version of the rules measures proposals by: its words, its parties, its bands."""

    matcher: Matcher
    bands: BandsRef
    near: Nearness


@dataclass(frozen=True, slots=True)
class Ready:
    """The rules in force on a day, and the register as they measure proposals by it."""

    ruleset: RuleSet
    runner: Runner
    plain: Runner
    scale: _Scale

    @property
    def matcher(self) -> Matcher:
        """Finds the entries of the register that are near a proposal."""
        return self.scale.matcher

    @property
    def bands(self) -> BandsRef:
        """From which score an overlap is possible and strong, and where that comes from."""
        return self.scale.bands

    def reading(self, name: str) -> Reading:
        """Who a party's name means (§ 4.5)."""
        return self.scale.near.parties.read(name)[1]

    def case(self, proposal: Proposal, as_of: date, *, rivals: bool = True) -> Case:
        """What a proposal comes to; with ``rivals`` each match is told with its own.

        Raises:
            Undecided: the rules give it no outcome.
        """
        near = self.scale.near
        parties = participants(proposal.parties, near.parties)
        third = [party for party in parties if party.party is None]
        others, written = [one.name for one in third], [one.written[0][0] for one in third]
        query = self.matcher.read(Query.of(proposal, others, written))
        matches = self.matcher.matches(
            query,
            at_least=self.bands.possible,
            besides={item.constellation for item in proposal.considered},
            rivals=rivals,
        )
        situation = draw(proposal, parties, matches, self.ruleset, as_of, near)
        conclusion = self.runner.run(situation)
        if conclusion.outcome is None:
            raise Undecided(f"{self.ruleset.name} {self.ruleset.version}")
        return Case(
            proposal=proposal,
            proposal_sha256=proposal_sha256(proposal),
            participants=parties,
            matches=matches,
            situation=situation,
            conclusion=conclusion,
            outcome=conclusion.outcome,
        )


class Readier:
    """Makes rules ready, and remembers those that it made.  Safe to call from threads.

    Args:
        register: what proposals are tried against.
        engine: ``durable`` or ``plain``; by default durable-rules where it can be imported.
        calibration: the bands of the register, in place of the rule sets' own.
    """

    def __init__(
        self,
        register: AnyRegister,
        engine: EngineName | None,
        calibration: Calibration | None,
    ) -> None:
        self._register = register
        self._sha256 = sha256_of(register)
        self._engine = engine
        self._calibration = calibration
        self._scales = lru_cache(maxsize=_MOST_SCALES)(self._scale)
        self.ready = lru_cache(maxsize=_MOST_READY)(self._ready)
        """A rule set as of a day, made ready."""

    def _ready(self, ruleset: RuleSet) -> Ready:
        return Ready(
            ruleset=ruleset,
            runner=Runner(ruleset, evaluator_for(ruleset, self._engine)),
            plain=Runner(ruleset, PlainEvaluator(ruleset)),
            scale=self._scales(ruleset.on(ruleset.valid_from)),
        )

    def _scale(self, ruleset: RuleSet) -> _Scale:
        """What all days of a rule set have in common."""
        register = self._register
        if isinstance(register, StoredRegister):
            register = register.found_by(ruleset.vocabulary)
        matcher = Matcher(register, ruleset.vocabulary)
        bands = self._bands(ruleset)
        near = Nearness(
            Bands(bands.possible, bands.strong),
            matcher.same_theme,
            PartyReader(ruleset.parties, names_of_parties(register)),
        )
        return _Scale(matcher, bands, near)

    def _bands(self, ruleset: RuleSet) -> BandsRef:
        """The bands in use, and where they come from (§ 4.4)."""
        calibration = self._calibration
        if calibration is None:
            own = ruleset.bands
            return BandsRef(possible=own.possible, strong=own.strong, source="rules", standing=None)
        return BandsRef(
            possible=calibration.possible,
            strong=calibration.strong,
            source="register",
            standing=standing(calibration, self._sha256, scoring_sha256(ruleset.vocabulary)),
        )
