"""A conclusion told: reasons, next steps and overlaps, in words, as a verdict."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from screening.engine.evaluators import EngineName
from screening.engine.running import Runner
from screening.explain.naming import Case, Naming
from screening.explain.questions import open_questions, what_would_change
from screening.explain.why_not import why_not
from screening.messages import Lang, message
from screening.model.overlap import BandsRef, Overlap
from screening.model.verdict import (
    NextStep,
    ProposalRef,
    ReadParty,
    Reason,
    RegisterRef,
    Remark,
    RuleSetRef,
    Target,
    Verdict,
)
from screening.overlap.evidence import evidence, missing
from screening.ruleset.conditions import facts_of
from screening.ruleset.rules import RuleSet

__all__ = ["Case", "Circumstances", "tell"]


@dataclass(frozen=True, slots=True)
class Circumstances:
    """Under what a proposal was screened."""

    ruleset: RuleSet
    register: RegisterRef
    bands: BandsRef
    engine: EngineName
    plain: Runner
    as_of: date
    screened_at: datetime
    lang: Lang
    explain: bool
    remarks: Sequence[Remark]


def tell(case: Case, under: Circumstances) -> Verdict:
    """The verdict on a case."""
    return _Telling(case, under).verdict()


class _Telling:
    def __init__(self, case: Case, under: Circumstances) -> None:
        self._case = case
        self._under = under
        self._lang = under.lang
        self._naming = Naming(case, under.ruleset, under.lang)

    def verdict(self) -> Verdict:
        case, under = self._case, self._under
        ruleset, lang = under.ruleset, self._lang
        about_outcome = ruleset.outcome(case.outcome)
        reasons = sorted(self._reasons(), key=self._reason_order)
        clauses = {clause for reason in reasons if reason.decisive for clause in reason.clause}
        situation, conclusion = case.situation, case.conclusion
        questions, complete = open_questions(
            situation, conclusion, ruleset, under.plain, self._naming.of_fact, lang
        )
        remarks = [*under.remarks, *self._remarks()]
        if not complete:
            text = message("verdict.questions-incomplete", lang)
            remarks.append(Remark(code="questions-incomplete", text=text))
        return Verdict(
            lang=lang,
            outcome=case.outcome,
            outcome_title=about_outcome.title.of(lang),
            outcome_text=about_outcome.text.of(lang),
            target=self._target(),
            clauses=tuple(sorted(clauses, key=clause_order)),
            reasons=tuple(reasons),
            obligations=tuple(self._next_steps()),
            overlaps=tuple(self._overlaps()),
            bands=under.bands,
            open_questions=questions,
            parties=tuple(self._parties()),
            remarks=tuple(remarks),
            why_not=why_not(conclusion, situation, ruleset, lang) if under.explain else None,
            what_would_change=what_would_change(
                situation, conclusion, ruleset, under.plain, self._naming.of_fact
            )
            if under.explain
            else None,
            ruleset=RuleSetRef(
                name=ruleset.name,
                version=ruleset.version,
                sha256=ruleset.sha256,
                valid_from=ruleset.valid_from,
                valid_to=ruleset.valid_to,
            ),
            register=under.register,
            proposal=ProposalRef(title=case.proposal.title, sha256=case.proposal_sha256),
            engine=under.engine,
            as_of=under.as_of,
            screened_at=under.screened_at,
        )

    def _target(self) -> Target | None:
        host = self._case.conclusion.host
        if host is None or self._case.outcome != "route-to-existing":
            return None
        entry = self._case.matches[host].entry
        unit = entry.contact.unit if entry.contact else None
        return Target(id=entry.id, name=entry.name, contact_unit=unit)

    def _reasons(self) -> Iterator[Reason]:
        for firing in self._case.conclusion.fired:
            rule = firing.rule
            title = rule.title.of(self._lang)
            yield Reason(
                rule=rule.id,
                clause=rule.clauses,
                title=title,
                text=self._naming.filled(rule.because.of(self._lang), firing)
                if rule.because
                else title,
                facts={name: firing.facts[name] for name in sorted(facts_of(rule.when))},
                decisive=rule.outcome == self._case.outcome,
                about=self._naming.about(firing),
                finding=rule.finding,
                outcome=rule.outcome,
            )

    def _reason_order(self, reason: Reason) -> tuple[bool, int, list[tuple[int, ...]], str, str]:
        """What decides first, then other outcomes in their order, then findings."""
        rank = self._under.ruleset.rank
        return (
            not reason.decisive,
            len(rank) if reason.outcome is None else rank[reason.outcome],
            [clause_order(clause) for clause in reason.clause],
            reason.rule,
            reason.about or "",
        )

    def _next_steps(self) -> Iterator[NextStep]:
        """Each obligation once for what it is about, in the order of the rule set."""
        steps: dict[tuple[str, str | None], NextStep] = {}
        for firing in self._case.conclusion.fired:
            for name in firing.rule.obligations:
                owed = self._under.ruleset.obligations[name]
                about = self._naming.about(firing)
                steps.setdefault(
                    (name, about),
                    NextStep(
                        id=name,
                        clause=owed.clauses,
                        text=self._naming.filled(owed.text.of(self._lang), firing),
                        due=owed.due,
                        about=about,
                    ),
                )
        order = list(self._under.ruleset.obligations)
        yield from sorted(steps.values(), key=lambda step: (order.index(step.id), step.about or ""))

    def _overlaps(self) -> Iterator[Overlap]:
        case = self._case
        for place, match in enumerate(case.matches):
            facts = case.situation.candidates[place].facts
            findings = case.conclusion.findings_of(place)
            yield Overlap.model_validate(
                {
                    "id": match.entry.id,
                    "name": match.entry.name,
                    "kind": match.entry.kind,
                    "score": match.score,
                    "band": facts["candidate.overlap"],
                    "finding": findings[0] if findings else None,
                    "findings": findings,
                    "answer": facts["candidate.answer"],
                    "status": match.entry.status,
                    "evidence": evidence(match),
                    "missing": missing(match),
                    "rival": match.rival,
                    "margin": match.margin,
                }
            )

    def _parties(self) -> Iterator[ReadParty]:
        for party in self._case.participants:
            yield ReadParty(
                name=party.name,
                role=party.party or "third-party",
                units=party.units,
                agreement=party.agreement or "unknown",
                written=tuple(dict.fromkeys(name for name, _ in party.written)),
            )

    def _remarks(self) -> Iterator[Remark]:
        """How each name was read where it is not plain (§ 4.5)."""
        for party in self._case.participants:
            for written, reading in party.written:
                if reading.how in {"plain", "third-party"}:
                    continue
                text = message(
                    f"verdict.party-{reading.how}",
                    self._lang,
                    written=written,
                    name=party.name,
                    unit=reading.unit or "",
                )
                yield Remark(code=f"party-{reading.how}", text=text)


def clause_order(clause: str) -> tuple[int, ...]:
    """Clauses by their numbers: 4.3 before 4.10 before 6."""
    return tuple(int(part) for part in clause.split("."))
