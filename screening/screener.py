"""The library's front door: load once, screen many."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Self

from screening.engine.drawing import Nearness, draw
from screening.engine.evaluators import EngineName, PlainEvaluator, evaluator_for
from screening.engine.parties import PartyReader, participants
from screening.engine.running import Runner
from screening.errors import InvalidInput, Problem, Undecided, UnknownEntry
from screening.explain.naming import Case
from screening.explain.verdicts import Circumstances, tell
from screening.intake.document import Document
from screening.intake.documents import from_python
from screening.intake.files import proposal_from_data, read_proposal, read_register
from screening.intake.json_lines import is_json_lines
from screening.intake.places import Place
from screening.intake.words import nearest, shown
from screening.messages import Lang, message
from screening.model.calibration import Calibration
from screening.model.identity import proposal_sha256, register_sha256
from screening.model.overlap import BandsRef
from screening.model.proposal import Proposal
from screening.model.register import Register
from screening.model.verdict import RegisterRef, Remark, Verdict
from screening.overlap.calibration import scoring_sha256
from screening.overlap.calibration_file import calibration_path, read_calibration, standing
from screening.overlap.matching import Match, Matcher, Query
from screening.overlap.stored_register import StoredRegister
from screening.ruleset.loading import load_rules
from screening.ruleset.rules import Bands, RuleSet
from screening.shipped import sample_register, shipped_rules

__all__ = ["Screener"]

Screenable = str | os.PathLike[str] | Mapping[str, object] | Proposal


class Screener:
    """Rules and a register, made ready to screen proposals.

    Nothing in it changes once it is made: use one from as many threads as you like.

    Args:
        ruleset: the rules.
        register: what proposals are tried against (§ 4.4), in memory or by its index.
        engine: ``durable`` or ``plain``; by default durable-rules where it can be
            imported.  Both give the same verdicts; a verdict names the one it came from.
        calibration: the bands of the register; without it the rule set's own are used.
        sample: whether the register is the invented one, which verdicts then remark on.

    Raises:
        EngineUnavailable: durable-rules was asked for by name and cannot be imported.
    """

    def __init__(
        self,
        ruleset: RuleSet,
        register: Register | StoredRegister,
        *,
        engine: EngineName | None = None,
        calibration: Calibration | None = None,
        sample: bool = False,
    ) -> None:
        self.ruleset = ruleset
        self.register = register
        self._runner = Runner(ruleset, evaluator_for(ruleset, engine))
        self._plain = Runner(ruleset, PlainEvaluator(ruleset))
        self._fell_back = engine is None and self._runner.engine == "plain"
        self._matcher = Matcher(register, ruleset.vocabulary)
        self._register_ref = RegisterRef(
            sha256=_sha256(register), entries=len(register), sample=sample
        )
        self._bands = self._bands_of(calibration)
        self._near = Nearness(
            Bands(self._bands.possible, self._bands.strong),
            self._matcher.same_theme,
            PartyReader(ruleset.parties, _parties_of(register)),
        )

    @classmethod
    def load(
        cls,
        *,
        rules: str | os.PathLike[str] | RuleSet | None = None,
        register: str | os.PathLike[str] | Register | StoredRegister | None = None,
        engine: EngineName | None = None,
    ) -> Self:
        """A screener from files: the shipped rules and the sample register unless others are named.

        Raises:
            InvalidInput: with every problem of the rule files, or of the register.
            EngineUnavailable: durable-rules was asked for by name and cannot be imported.
        """
        if not isinstance(rules, RuleSet):
            rules = load_rules(Path(rules) if rules is not None else shipped_rules())
        sample = register is None
        calibration = None
        if not isinstance(register, Register | StoredRegister):
            path = register if register is not None else sample_register()
            register = _opened(path, rules)
            calibration = read_calibration(calibration_path(Path(path)))
        return cls(rules, register, engine=engine, calibration=calibration, sample=sample)

    @property
    def engine(self) -> EngineName:
        """The engine that serves: durable or plain."""
        return self._runner.engine

    def screen(
        self,
        proposal: Screenable,
        *,
        as_of: date | None = None,
        lang: Lang = "sv",
        explain: bool = False,
    ) -> Verdict:
        """The verdict on a proposal.

        Args:
            proposal: a path to a YAML, JSON or TOML file (``-`` is standard input), its
                content as a mapping with the keys of the files, or a :class:`Proposal`.
            as_of: the day that the facts are of; today unless another is named.
            lang: the language of the verdict's texts.
            explain: whether to work out why other outcomes were not given, and what would
                change the outcome.

        Raises:
            InvalidInput: with every problem of the proposal.
            Undecided: the rules give it no outcome.
        """
        known = self._known(proposal)
        as_of = as_of or datetime.now().astimezone().date()
        return tell(
            self._case(known, as_of),
            Circumstances(
                ruleset=self.ruleset,
                register=self._register_ref,
                bands=self._bands,
                engine=self._runner.engine,
                plain=self._plain,
                as_of=as_of,
                screened_at=datetime.now(UTC),
                lang=lang,
                explain=explain,
                remarks=tuple(self._remarks(as_of, lang)),
            ),
        )

    def screen_many(
        self,
        proposals: Iterable[Screenable],
        *,
        as_of: date | None = None,
        lang: Lang = "sv",
        explain: bool = False,
    ) -> Iterator[Verdict]:
        """The verdicts on many proposals, one at a time and in order.

        Raises:
            InvalidInput: at the first proposal that cannot be used; to go on past one, call
                :meth:`screen` for each.
        """
        for proposal in proposals:
            yield self.screen(proposal, as_of=as_of, lang=lang, explain=explain)

    def search(self, text: str, *, limit: int = 10) -> list[Match]:
        """The entries of the register that are most like a text, the likest first."""
        return self._matcher.matches(self._matcher.read(Query(text, "")), at_least=1)[:limit]

    def compare(self, text: str, entry_id: str) -> Match:
        """A text against one entry of the register, however little they have in common.

        Raises:
            UnknownEntry: the register has no entry with that id.
        """
        query = self._matcher.read(Query(text, ""))
        found = self._matcher.matches(query, at_least=101, besides={entry_id})
        if not found:
            raise UnknownEntry(entry_id, nearest(entry_id, self.register.ids()))
        return found[0]

    @property
    def bands(self) -> BandsRef:
        """From which score an overlap is possible and strong, and where that comes from."""
        return self._bands

    def _known(self, proposal: Screenable) -> Proposal:
        """The proposal, once it fits the rules' parties and the register's entries."""
        if isinstance(proposal, Proposal):
            content = proposal.model_dump(mode="json", include={"parties", "considered"})
            problems = list(self._misfits(Document(Place(), from_python(content), None)))
            if problems:
                raise InvalidInput(problems)
            return proposal
        if isinstance(proposal, Mapping):
            return proposal_from_data(proposal, check=self._misfits).model
        return read_proposal(proposal, check=self._misfits).model

    def _misfits(self, document: Document[None]) -> Iterator[Problem]:
        """What only the rules and the register can tell of a proposal.

        Names of one of the two together with somebody else (§ 4.5), and answers of entries
        that the register does not have (§ 4.4).
        """
        for path in document.each(("parties",)):
            name = document.word((*path, "name"))
            if name and self.ruleset.parties.read(name).how == "several":
                yield document.problem("input.several-parties", (*path, "name"), value=shown(name))
        for path in document.each(("considered",)):
            entry = document.word((*path, "constellation"))
            if entry and entry not in self.register:
                where = (*path, "constellation")
                near = nearest(entry, self.register.ids())
                yield document.problem(
                    "input.unknown-considered", where, suggestion=near, id=shown(entry)
                )

    def _case(self, proposal: Proposal, as_of: date) -> Case:
        parties = participants(proposal.parties, self._near.parties)
        others = [party.name for party in parties if party.party is None]
        query = self._matcher.read(Query.of(proposal, others))
        matches = self._matcher.matches(
            query,
            at_least=self._bands.possible,
            besides={item.constellation for item in proposal.considered},
        )
        situation = draw(proposal, parties, matches, self.ruleset, as_of, self._near)
        conclusion = self._runner.run(situation)
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

    def _bands_of(self, calibration: Calibration | None) -> BandsRef:
        """The bands in use, and where they come from (§ 4.4)."""
        if calibration is None:
            bands = self.ruleset.bands
            return BandsRef(
                possible=bands.possible, strong=bands.strong, source="rules", standing=None
            )
        return BandsRef(
            possible=calibration.possible,
            strong=calibration.strong,
            source="register",
            standing=standing(
                calibration,
                self._register_ref.sha256,
                scoring_sha256(self.ruleset.vocabulary),
            ),
        )

    def _remarks(self, as_of: date, lang: Lang) -> Iterator[Remark]:
        if self._register_ref.sample:
            yield Remark(code="sample-register", text=message("verdict.sample-register", lang))
        if self._bands.standing in {"register-changed", "scoring-changed"}:
            code = f"bands-{self._bands.standing}"
            yield Remark(code=code, text=message(f"verdict.{code}", lang))
        if self._fell_back:
            yield Remark(code="engine-plain", text=message("verdict.engine-plain", lang))
        if not self.ruleset.covers(as_of):
            valid_to = self.ruleset.valid_to or message("verdict.open-ended", lang)
            text = message(
                "verdict.ruleset-not-valid",
                lang,
                valid_from=self.ruleset.valid_from,
                valid_to=valid_to,
                as_of=as_of,
            )
            yield Remark(code="ruleset-not-valid", text=text)


def _opened(path: str | os.PathLike[str], rules: RuleSet) -> Register | StoredRegister:
    """A register in memory, or by its index where it is one of JSON Lines."""
    if is_json_lines(path):
        return StoredRegister(path, rules.vocabulary)
    return read_register(path).model


def _sha256(register: Register | StoredRegister) -> str:
    return register.sha256 if isinstance(register, StoredRegister) else register_sha256(register)


def _parties_of(register: Register | StoredRegister) -> Iterator[str]:
    """The parties of a register in memory; those of a large one are known as they are written."""
    if isinstance(register, Register):
        for entry in register.entries:
            yield from entry.parties
