"""A conclusion told: reasons, next steps and overlaps, in words, as a verdict."""

from __future__ import annotations

from collections.abc import Iterator

from screening.explain.naming import Case
from screening.explain.questions import what_would_change
from screening.explain.telling import Circumstances, Telling
from screening.explain.why_not import why_not
from screening.model.overlap import Overlap
from screening.model.verdict import ProposalRef, ReadParty, RuleSetRef, Verdict
from screening.overlap.evidence import evidence, missing
from screening.ruleset.rules import RuleSet

__all__ = ["ref", "tell"]


def tell(case: Case, under: Circumstances) -> Verdict:
    """The verdict on a case."""
    told = Telling(case, under)
    ruleset, lang = under.ruleset, under.lang
    about_outcome = ruleset.outcome(case.outcome)
    situation, conclusion = case.situation, case.conclusion
    return Verdict(
        lang=lang,
        outcome=case.outcome,
        outcome_title=about_outcome.title.of(lang),
        outcome_text=about_outcome.text.of(lang),
        target=told.target,
        clauses=told.clauses,
        reasons=told.reasons,
        obligations=told.next_steps,
        overlaps=tuple(_overlaps(case)),
        bands=under.bands,
        open_questions=told.open_questions,
        parties=tuple(_parties(case)),
        remarks=told.remarks,
        why_not=why_not(conclusion, situation, ruleset, lang) if under.explain else None,
        what_would_change=what_would_change(
            situation, conclusion, ruleset, under.plain, told.naming.of_fact
        )
        if under.explain
        else None,
        ruleset=ref(ruleset),
        register=under.register,
        proposal=ProposalRef(title=case.proposal.title, sha256=case.proposal_sha256),
        engine=under.engine,
        as_of=under.as_of,
        screened_at=under.screened_at,
    )


def ref(ruleset: RuleSet) -> RuleSetRef:
    """Which rules these are."""
    return RuleSetRef(
        name=ruleset.name,
        version=ruleset.version,
        sha256=ruleset.sha256,
        valid_from=ruleset.valid_from,
        valid_to=ruleset.valid_to,
    )


def _overlaps(case: Case) -> Iterator[Overlap]:
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


def _parties(case: Case) -> Iterator[ReadParty]:
    for party in case.participants:
        yield ReadParty(
            name=party.name,
            role=party.party or "third-party",
            units=party.units,
            agreement=party.agreement or "unknown",
            written=tuple(dict.fromkeys(name for name, _ in party.written)),
        )
