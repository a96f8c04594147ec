"""A verdict in brief says what the verdict says, as far as it goes."""

from __future__ import annotations

from pathlib import Path

import pytest

from screening import Screener
from screening.errors import InvalidInput
from screening.intake.files import read_proposal
from screening.messages import LANGUAGES, Lang
from screening.model.brief import Brief, Near
from screening.model.proposal import Considered, Party
from screening.model.verdict import Verdict
from tests.rules.fixtures import AS_OF, found_proposals


def in_brief(verdict: Verdict) -> Brief:
    """What a brief says of a verdict."""
    nearest = max(verdict.overlaps, key=lambda one: one.score, default=None)
    general = {"sample-register", "engine-plain", "ruleset-not-valid"}
    return Brief(
        title=verdict.proposal.title,
        sha256=verdict.proposal.sha256,
        lang=verdict.lang,
        outcome=verdict.outcome,
        outcome_title=verdict.outcome_title,
        target=verdict.target,
        clauses=verdict.clauses,
        why=tuple(dict.fromkeys(one.text for one in verdict.reasons if one.decisive)),
        obligations=verdict.obligations,
        nearest=None
        if nearest is None
        else Near(id=nearest.id, name=nearest.name, score=nearest.score, band=nearest.band),
        open_questions=verdict.open_questions,
        remarks=tuple(one.text for one in verdict.remarks if one.code not in general),
        as_of=verdict.as_of,
    )


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("path", found_proposals(), ids=lambda path: path.stem)
def test_a_brief_says_what_the_verdict_says(screener: Screener, path: Path, lang: Lang) -> None:
    verdict = screener.screen(path, as_of=AS_OF, lang=lang)

    assert screener.brief(path, as_of=AS_OF, lang=lang) == in_brief(verdict)


def test_what_holds_of_all_proposals_is_told_apart_from_them(screener: Screener) -> None:
    path, *_ = found_proposals()
    (remark,) = screener.remarks(as_of=AS_OF, lang="en")

    assert remark in screener.screen(path, as_of=AS_OF, lang="en").remarks
    assert remark.text not in screener.brief(path, as_of=AS_OF, lang="en").remarks


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [
        ("parties", (Party(name="Region Västmanland och Kommunen"),), "input.several-parties"),
        (
            "considered",
            (Considered(constellation="K-999", answer="declined"),),
            "input.unknown-considered",
        ),
    ],
)
def test_a_proposal_that_does_not_fit_is_refused_with_all_that_is_wrong(
    screener: Screener, field: str, value: object, code: str
) -> None:
    path, *_ = found_proposals()
    proposal = read_proposal(path).model.model_copy(update={field: value})

    with pytest.raises(InvalidInput) as refused:
        screener.brief(proposal, as_of=AS_OF)

    assert [problem.code for problem in refused.value.problems] == [code]
