"""The library's front door: load once, screen many."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Self

from screening.engine.evaluators import EngineName
from screening.engine.misfits import fits, misfits
from screening.errors import InvalidInput, UnknownEntry
from screening.explain.briefs import brief
from screening.explain.naming import Case
from screening.explain.remarks import remarks_of_all
from screening.explain.telling import Circumstances
from screening.explain.verdicts import ref, tell
from screening.intake.binding import Fits
from screening.intake.document import Document
from screening.intake.documents import from_python
from screening.intake.files import proposal_from_data, read_proposal, read_register
from screening.intake.json_lines import is_json_lines
from screening.intake.places import Place
from screening.intake.words import nearest
from screening.messages import Lang
from screening.model.brief import Brief
from screening.model.calibration import Calibration
from screening.model.days import today
from screening.model.overlap import BandsRef
from screening.model.proposal import Proposal
from screening.model.register import Register
from screening.model.verdict import RegisterRef, Remark, RuleSetRef, Verdict
from screening.overlap.calibration_file import calibration_path, read_calibration
from screening.overlap.matching import Match, Query
from screening.overlap.registers import sha256_of
from screening.overlap.stored_register import StoredRegister
from screening.ready import Readier, Ready
from screening.ruleset.loading import load
from screening.ruleset.rules import RuleSet
from screening.ruleset.versions import Versions
from screening.shipped import sample_register, shipped_rules

__all__ = ["Screener"]

Screenable = str | os.PathLike[str] | Mapping[str, object] | Proposal


class Screener:
    """Rules and a register, made ready to screen proposals.

    Nothing in it changes once it is made: use one from as many threads as you like.  Each
    proposal is screened by the rules that are in force on its day.

    Args:
        ruleset: the rules, or the versions of them.
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
        ruleset: RuleSet | Versions,
        register: Register | StoredRegister,
        *,
        engine: EngineName | None = None,
        calibration: Calibration | None = None,
        sample: bool = False,
    ) -> None:
        self._rules = ruleset
        self.register = register
        self.register_ref = RegisterRef(
            sha256=sha256_of(register), entries=len(register), sample=sample
        )
        self._readier = Readier(register, engine, calibration)
        serving = self.engine
        self._fell_back = engine is None and serving == "plain"

    @classmethod
    def load(
        cls,
        *,
        rules: str | os.PathLike[str] | RuleSet | Versions | None = None,
        register: str | os.PathLike[str] | Register | StoredRegister | None = None,
        engine: EngineName | None = None,
    ) -> Self:
        """A screener from files: the shipped rules and the sample register unless others are named.

        ``rules`` may be a folder of versions too, each in a folder of its own.

        Raises:
            InvalidInput: with every problem of the rule files, or of the register.
            EngineUnavailable: durable-rules was asked for by name and cannot be imported.
        """
        if not isinstance(rules, RuleSet | Versions):
            rules = load(Path(rules) if rules is not None else shipped_rules())
        sample = register is None
        calibration = None
        if not isinstance(register, Register | StoredRegister):
            path = register if register is not None else sample_register()
            register = _opened(path, rules.nearest(today()))
            calibration = read_calibration(calibration_path(Path(path)))
        return cls(rules, register, engine=engine, calibration=calibration, sample=sample)

    @property
    def engine(self) -> EngineName:
        """The engine that serves: durable or plain."""
        return self._now.runner.engine

    @property
    def ruleset(self) -> RuleSet:
        """The rules of today, or of the day nearest to it that there are rules for."""
        return self._rules.nearest(today())

    def ruleset_on(self, day: date) -> RuleSet:
        """The rules that a proposal of a day is screened by.

        Raises:
            InvalidInput: none of the versions is valid on that day.
        """
        return self._rules.on(day)

    def ruleset_ref(self, *, as_of: date | None = None) -> RuleSetRef:
        """Which rules decide of proposals of a day, as verdicts name them.

        Raises:
            InvalidInput: none of the versions is valid on that day.
        """
        return ref(self._rules.on(as_of or today()))

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
            InvalidInput: with every problem of the proposal; or none of the versions of the
                rules is valid on the day.
            Undecided: the rules give it no outcome.
        """
        return tell(*self._case(proposal, as_of, lang, explain=explain, rivals=True))

    def brief(self, proposal: Screenable, *, as_of: date | None = None, lang: Lang = "sv") -> Brief:
        """The verdict on a proposal in brief, for one of many: sooner found, and sooner read.

        What applies to all that this screener does is left to :meth:`remarks`.

        Raises:
            InvalidInput: with every problem of the proposal; or none of the versions of the
                rules is valid on the day.
            Undecided: the rules give it no outcome.
        """
        return brief(*self._case(proposal, as_of, lang, explain=False, rivals=False))

    def remarks(self, *, as_of: date | None = None, lang: Lang = "sv") -> tuple[Remark, ...]:
        """What a reader of any verdict of a day should know of how it came about.

        Raises:
            InvalidInput: none of the versions of the rules is valid on the day.
        """
        as_of = as_of or today()
        ready = self._readier.ready(self._rules.on(as_of))
        sample, fell_back = self.register_ref.sample, self._fell_back
        found = remarks_of_all(
            ready.ruleset, ready.bands, as_of, lang, sample=sample, fell_back=fell_back
        )
        return tuple(found)

    def _case(
        self,
        proposal: Screenable,
        as_of: date | None,
        lang: Lang,
        *,
        explain: bool,
        rivals: bool,
    ) -> tuple[Case, Circumstances]:
        as_of = as_of or today()
        ready = self._readier.ready(self._rules.on(as_of))
        known = self._known(proposal, ready)
        return ready.case(known, as_of, rivals=rivals), Circumstances(
            ruleset=ready.ruleset,
            register=self.register_ref,
            bands=ready.bands,
            engine=ready.runner.engine,
            plain=ready.plain,
            as_of=as_of,
            screened_at=datetime.now(UTC),
            lang=lang,
            explain=explain,
            fell_back=self._fell_back,
        )

    def read(self, proposal: Screenable, *, as_of: date | None = None) -> Proposal:
        """A proposal as :meth:`screen` reads it, with its contact, which no verdict has.

        Raises:
            InvalidInput: with every problem of the proposal; or none of the versions of the
                rules is valid on the day.
        """
        return self._known(proposal, self._readier.ready(self._rules.on(as_of or today())))

    def fits(self, *, as_of: date | None = None) -> Fits:
        """What tells of proposals what only the rules and the register know of them.

        For :func:`~screening.intake.handed_in.hand_in`, which reads proposals out of tables.

        Raises:
            InvalidInput: none of the versions of the rules is valid on the day.
        """
        return self._fits(self._readier.ready(self._rules.on(as_of or today())))

    def _fits(self, ready: Ready) -> Fits:
        return Fits(
            lambda proposal: fits(proposal, ready.reading, self.register),
            lambda document: misfits(document, ready.reading, self.register),
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
        matcher = self._now.matcher
        return matcher.matches(matcher.read(Query(text, "")), at_least=1)[:limit]

    def compare(self, text: str, entry_id: str) -> Match:
        """A text against one entry of the register, however little they have in common.

        Raises:
            UnknownEntry: the register has no entry with that id.
        """
        matcher = self._now.matcher
        query = matcher.read(Query(text, ""))
        found = matcher.matches(query, at_least=101, besides={entry_id})
        if not found:
            raise UnknownEntry(entry_id, nearest(entry_id, self.register.ids()))
        return found[0]

    @property
    def bands(self) -> BandsRef:
        """From which score an overlap is possible and strong, and where that comes from."""
        return self._now.bands

    @property
    def _now(self) -> Ready:
        """The rules of today, made ready."""
        return self._readier.ready(self.ruleset)

    def _known(self, proposal: Screenable, ready: Ready) -> Proposal:
        """The proposal, once it fits the rules' parties and the register's entries."""
        known = self._fits(ready)
        if isinstance(proposal, Proposal):
            if known.fits(proposal):
                return proposal
            content = proposal.model_dump(mode="json", include={"parties", "considered"})
            raise InvalidInput(known.misfits(Document(Place(), from_python(content), None)))
        if isinstance(proposal, Mapping):
            return proposal_from_data(proposal, check=known.misfits).model
        return read_proposal(proposal, check=known.misfits).model


def _opened(path: str | os.PathLike[str], rules: RuleSet) -> Register | StoredRegister:
    """A register in memory, or by its index where it is one of JSON Lines."""
    if is_json_lines(path):
        return StoredRegister(path, rules.vocabulary)
    return read_register(path).model
