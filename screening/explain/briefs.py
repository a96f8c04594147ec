"""A conclusion told in brief."""

from __future__ import annotations

from screening.explain.naming import Case
from screening.explain.telling import Circumstances, Telling
from screening.model.brief import Brief, Near

__all__ = ["brief"]


def brief(case: Case, under: Circumstances) -> Brief:
    """The verdict on a case in brief, without what takes longest to find out and to read."""
    told = Telling(case, under)
    return Brief(
        title=case.proposal.title,
        sha256=case.proposal_sha256,
        lang=under.lang,
        outcome=case.outcome,
        outcome_title=under.ruleset.outcome(case.outcome).title.of(under.lang),
        target=told.target,
        clauses=told.clauses,
        why=told.why,
        obligations=told.next_steps,
        nearest=_nearest(case),
        open_questions=told.open_questions,
        remarks=tuple(remark.text for remark in told.own_remarks),
        as_of=under.as_of,
    )


def _nearest(case: Case) -> Near | None:
    if not case.matches:
        return None
    place, match = max(enumerate(case.matches), key=lambda each: (each[1].score, -each[0]))
    return Near.model_validate(
        {
            "id": match.entry.id,
            "name": match.entry.name,
            "score": match.score,
            "band": case.situation.candidates[place].facts["candidate.overlap"],
        }
    )
