"""Case files: what is wrong in them is told at its place, and what is right is read in full.

``WRITE_EXPECTED=1 pytest tests/workbench/cases/test_reading.py`` writes what is said now of
the files in ``bad``, for the difference to be read.
"""

from __future__ import annotations

import json
import os
import re
from datetime import date
from pathlib import Path

import pytest

import screening.workbench.cases
from screening import InvalidInput, RuleSet
from screening.engine.situation import Candidate, Partner, Situation
from screening.messages import LANGUAGES, Lang, catalogue
from screening.ruleset.facts import Scope
from screening.ruleset.links import LINKS
from screening.workbench.cases import AS_OF, load_cases
from screening.workbench.cases.impossible import TOLD
from screening.workbench.plain import CANDIDATE, PARTNER, PROPOSAL

HERE = Path(__file__).parent
BAD = sorted(path for path in (HERE / "bad").iterdir() if path.suffix != ".txt")
SOURCE = "\n".join(
    path.read_text(encoding="utf-8")
    for path in sorted(Path(screening.workbench.cases.__path__[0]).glob("*.py"))
)
REGION = "Region Västmanland"
UNIVERSITY = "Mälardalens universitet"
ALONE = "- {name: A, facts: {}, expect: {target: null}}"


def written(folder: Path, text: str, name: str = "a.yaml") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize("path", BAD, ids=lambda path: path.name)
def test_what_is_wrong_in_a_case_file_is_told_at_its_place_in_both_languages(
    path: Path, shipped: RuleSet
) -> None:
    with pytest.raises(InvalidInput) as caught:
        load_cases(path, shipped)

    said = f"{caught.value.describe('en')}\n\n{caught.value.describe('sv')}\n"
    said = said.replace(f"{HERE / 'bad'}{os.sep}", "")
    expected = path.with_name(f"{path.name}.txt")
    if "WRITE_EXPECTED" in os.environ:
        expected.write_text(said, encoding="utf-8")
    assert said == expected.read_text(encoding="utf-8")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_mistake_that_there_is_a_text_for_stands_in_a_bad_file(lang: Lang) -> None:
    codes = {
        key.split(".")[1]
        for key in catalogue(lang)
        if key.startswith("cases.") and key.endswith(".message")
    }
    told = "\n".join(path.with_name(f"{path.name}.txt").read_text("utf-8") for path in BAD)

    def stands(code: str) -> bool:
        """Whether the words of its message, but for what is filled in, are told of some file."""
        text = catalogue(lang)[f"cases.{code}.message"]
        pattern = ".*".join(re.escape(part) for part in re.split(r"\{\w+\}", text))
        return re.search(pattern, told) is not None

    assert [code for code in sorted(codes) if not stands(code)] == ["unknown-outcome"]


def test_an_outcome_that_the_rule_set_does_not_list_is_no_outcome(
    shipped: RuleSet, tmp_path: Path
) -> None:
    from dataclasses import replace

    fewer = replace(shipped, outcomes=shipped.outcomes[:2])
    path = written(tmp_path, "- {name: A, facts: {}, expect: {outcome: route-to-existing}}")

    with pytest.raises(InvalidInput) as caught:
        load_cases(path, fewer)

    assert [problem.code for problem in caught.value.problems] == ["cases.unknown-outcome"]


def test_a_case_of_facts_alone_has_what_it_says_and_the_plain_case_for_the_rest(
    shipped: RuleSet,
) -> None:
    case = load_cases(HERE / "sound", shipped)[0]

    assert (case.name, case.rule, case.fires) == ("Fakta för sig", "taken-in-by-host", True)
    assert (case.as_of, case.file, case.line) == (
        date(2027, 1, 31),
        str(HERE / "sound" / "a.yaml"),
        1,
    )
    assert case.expect == {
        "outcome": "escalate-to-steering-group",
        "target": None,
        "findings": {"P-1": "host", "K-2": "host", "Kommunen": None},
    }
    assert case.situation == Situation(
        candidates=(
            Candidate(
                "P-1",
                {
                    **CANDIDATE,
                    "candidate.kind": "platform",
                    "candidate.in_scope": True,
                    "candidate.score": 50,
                    "candidate.agreement": "in-force",
                },
                covers=frozenset({0, 2}),
                outlasts="no",
            ),
            Candidate(
                "K-2",
                {
                    **CANDIDATE,
                    "candidate.overlap": "none",
                    "candidate.answer": "hosts",
                    "candidate.score": 2,
                },
                outlasts="no",
            ),
        ),
        partners=(
            Partner(REGION, {**PARTNER, "partner.third_party": False}),
            Partner(UNIVERSITY, {"partner.third_party": False, "partner.agreement": "declined"}),
            Partner("Kommunen", {"partner.third_party": True, "partner.agreement": "none"}),
        ),
        facts={
            **PROPOSAL,
            "parties.count": 3,
            "proposal.level": "executive",
            "resources.named": True,
            "letter.review": "unknown",
        },
    )


def test_a_whole_proposal_is_drawn_as_the_screening_draws_it_in_swedish_too(
    shipped: RuleSet,
) -> None:
    case = load_cases(HERE / "sound", shipped)[1]

    assert case.as_of == AS_OF
    assert case.expect == {
        "outcome": "escalate-to-steering-group",
        "clauses": ["6"],
        "rules": ["letter-terminated", "no-level-of-responsibility"],
    }
    assert [candidate.entry for candidate in case.situation.candidates] == ["K-1"]
    assert case.situation.candidates[0].facts["candidate.answer"] == "declined"
    assert case.situation.facts["letter.status"] == "terminated"


def test_the_three_formats_say_the_same(shipped: RuleSet, tmp_path: Path) -> None:
    data = {"name": "A", "facts": {"proposal.level": "unknown"}, "expect": {"target": None}}
    as_json = written(tmp_path, json.dumps([data]), "a.json")
    under_a_key = written(tmp_path, json.dumps({"cases": [data]}), "b.json")
    as_yaml = written(
        tmp_path, "- {name: A, facts: {proposal.level: unknown}, expect: {target: null}}"
    )
    as_toml = written(
        tmp_path,
        '[[cases]]\nname = "A"\nfacts = {"proposal.level" = "unknown"}\n'
        'expect = {outcome = "escalate-to-steering-group"}\n',
        "a.toml",
    )
    read = [load_cases(path, shipped)[0] for path in (as_json, under_a_key, as_yaml, as_toml)]

    assert len({case.name for case in read}) == 1
    assert all(case.situation == read[0].situation for case in read)
    assert read[0] == read[1] == read[2]


@pytest.mark.parametrize(
    ("score", "overlap"), [(34, "none"), (35, "possible"), (75, "possible"), (76, "strong")]
)
def test_an_overlap_follows_from_the_score_by_the_bands(
    score: int, overlap: str, shipped: RuleSet, tmp_path: Path
) -> None:
    path = written(
        tmp_path,
        f"- {{name: A, expect: {{target: null}}, candidates: "
        f"[{{candidate.score: {score}, candidate.answer: declined}}]}}",
    )

    facts = load_cases(path, shipped)[0].situation.candidates[0].facts

    assert facts["candidate.overlap"] == overlap


def test_one_of_the_two_can_be_left_out(shipped: RuleSet, tmp_path: Path) -> None:
    path = written(tmp_path, "- {name: A, facts: {parties.region: no}, expect: {target: null}}")

    situation = load_cases(path, shipped)[0].situation

    assert [partner.name for partner in situation.partners] == [UNIVERSITY]
    assert situation.facts["parties.count"] == 1


def test_a_letter_that_a_case_puts_in_force_has_no_day_of_termination(
    shipped: RuleSet, tmp_path: Path
) -> None:
    from dataclasses import replace

    ended = shipped.letter.model_copy(
        update={"status": "terminated", "terminated_on": date(2026, 1, 1)}
    )
    path = written(
        tmp_path,
        "- name: A\n  letter: {status: in-force}\n  expect: {target: null}\n"
        "  proposal: {title: A, summary: B, parties: [{name: RV}, {name: MDU}]}\n",
    )

    case = load_cases(path, replace(shipped, letter=ended))[0]

    assert case.situation.facts["letter.status"] == "in-force"


def test_a_folder_is_read_with_the_folders_in_it_but_for_what_is_hidden(
    shipped: RuleSet, tmp_path: Path
) -> None:
    (tmp_path / "more").mkdir()
    (tmp_path / ".hidden").mkdir()
    for name in ("b.yaml", "more/a.yaml", ".hidden/c.yaml", "notes.txt"):
        written(tmp_path, ALONE.replace("A", name[0]), name)

    cases = load_cases(tmp_path, shipped)

    assert [case.name for case in cases] == ["b", "m"]
    assert load_cases([tmp_path, tmp_path / "b.yaml"], shipped) == cases
    assert load_cases(tmp_path / "more", shipped) == cases[1:]


def test_an_empty_folder_has_no_cases(shipped: RuleSet, tmp_path: Path) -> None:
    assert load_cases(tmp_path, shipped) == []


def test_a_case_that_names_no_day_has_the_one_given_or_one_that_the_rules_are_in_use_on(
    shipped: RuleSet, tmp_path: Path
) -> None:
    from dataclasses import replace

    path = written(tmp_path, ALONE)
    later = replace(shipped, valid_from=date(2030, 1, 1))

    assert load_cases(path, shipped)[0].as_of == AS_OF
    assert load_cases(path, later)[0].as_of == date(2030, 1, 1)
    assert load_cases(path, later, as_of=date(2031, 1, 1))[0].as_of == date(2031, 1, 1)


def test_every_link_of_a_candidates_facts_has_its_words() -> None:
    of_candidates = {link.id for link in LINKS if link.scope is Scope.CANDIDATE}

    assert of_candidates == set(TOLD)
