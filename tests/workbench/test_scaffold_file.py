"""A rule is put into a file, and all else in the file stays as it is."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from screening import RuleSet
from screening.intake.documents import parse
from screening.intake.nodes import plain
from screening.intake.source import Source
from screening.ruleset.loading import load_rules
from screening.workbench.scaffold import Draft
from screening.workbench.scaffold_file import added, file_for, flow, new_file, scalar
from tests.ruleset.folders import SOUND, laid_over

DRAFT = Draft(
    id="new-rule",
    clauses=("6",),
    title_sv="Ny",
    title_en="New: one",
    when=("proposal.level: unit",),
    outcome="route-to-existing",
)
ITEM = """- id: new-rule
    title:
      sv: Ny
      en: "New: one"
    when:
      proposal.level: unit
    then:
      outcome: route-to-existing
"""
FIRST = """  - id: a
    title: {sv: a, en: a}
    when: {proposal.level: team}
    then: {finding: f}
"""
SECOND = FIRST.replace("id: a", "id: b")


def read(text: str) -> object:
    return plain(parse(Source("", text.removeprefix("\ufeff"), "yaml")))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            f'clause: "6"\nrules:\n{FIRST}',
            f'clause: "6"\nrules:\n{FIRST}\n  {ITEM}',
        ),
        (
            f'# Mine.\nclause: "6"\n\nrules:  # all of them\n{FIRST}{SECOND}',
            f'# Mine.\nclause: "6"\n\nrules:  # all of them\n{FIRST}{SECOND}  {ITEM}',
        ),
        (
            f'rules:\n{FIRST}    # about a\n\n# at the end\nclause: "6"\n',
            f'rules:\n{FIRST}    # about a\n\n  {ITEM}\n# at the end\nclause: "6"\n',
        ),
        (
            f'clause: "6"\nrules:\n{FIRST}'.rstrip("\n"),
            f'clause: "6"\nrules:\n{FIRST}\n  {ITEM}',
        ),
        (
            f'\ufeffclause: "6"\nrules:\n{FIRST}',
            f'\ufeffclause: "6"\nrules:\n{FIRST}\n  {ITEM}',
        ),
    ],
)
def test_the_rule_comes_last(before: str, after: str) -> None:
    assert added(before, DRAFT) == after
    old, new = read(before), read(after)
    assert isinstance(old, dict)
    assert isinstance(new, dict)
    assert isinstance(old["rules"], list)
    assert isinstance(new["rules"], list)
    assert new["rules"][:-1] == old["rules"]


def test_lines_end_as_the_others_do() -> None:
    text = f'clause: "6"\nrules:\n{FIRST}'.replace("\n", "\r\n")
    whole = added(text, DRAFT)
    assert whole is not None
    assert whole.startswith(text)
    assert whole.count("\n") == whole.count("\r\n")


def test_a_rule_is_indented_as_the_others_are() -> None:
    text = 'clause: "6"\nrules:\n-   id: a\n    title: |\n      a\n\n      b\n    when: c\n'
    whole = added(text, DRAFT)
    assert whole is not None
    assert whole.startswith(f"{text}\n-   id: new-rule\n    title:\n      sv: Ny\n")


@pytest.mark.parametrize(
    "text",
    [
        'clause: "6"\nrules: [{id: a, title: b}]\n',
        'clause: "6"\n',
        "rules: none\n",
        "rules: [\n  - ]\n".replace("- ", ""),
        '{"clause": "6", "rules": [\n  {"id": "a"}\n]}\n',
    ],
)
def test_a_file_that_would_have_to_be_written_anew_is_not_added_to(text: str) -> None:
    assert added(text, DRAFT) is None


def test_all_that_can_be_said_is_written() -> None:
    draft = replace(
        DRAFT,
        clauses=("4.4", "6"),
        scope="candidate",
        outcome="",
        finding="found",
        obligations=("ask-host", "ask"),
        when=(
            "{not: {any: [{candidate.overlap: {at_least: possible}}, {candidate.in_scope: yes}]}}",
            "candidate.status: [active, dormant]",
        ),
        because_sv="Därför: {entry}",
    )
    assert added(f'clause: "6"\nrules:\n{FIRST}', draft) == (
        f'clause: "6"\nrules:\n{FIRST}\n'
        """  - id: new-rule
    clause: ["4.4", "6"]
    for_each: candidate
    title:
      sv: Ny
      en: "New: one"
    when:
      all:
        - not:
            any:
              - candidate.overlap: {at_least: possible}
              - candidate.in_scope: yes
        - candidate.status: [active, dormant]
    then:
      finding: found
      obligations: [ask-host, ask]
      because:
        sv: "Därför: {entry}"
        en: "Därför: {entry}"
"""
    )


def test_a_new_file_is_a_rule_file(tmp_path: Path) -> None:
    rules = load_rules(SOUND)
    text = new_file(DRAFT, rules.letter)
    assert text.startswith('# § 6: Avtal / Agreements.\nclause: "6"\nrules:\n  - id: new-rule\n')
    changed = load_rules(laid_over(tmp_path, more=text))
    assert changed.rule("new-rule") is not None


@pytest.mark.parametrize(
    ("clauses", "file", "name"),
    [
        (("4.4",), "", "rules.yaml"),
        (("6",), "", "6.yaml"),
        (("4.4", "6"), "", "4.4-6.yaml"),
        (("4.4",), "mine.yaml", "mine.yaml"),
    ],
)
def test_it_is_written_into_the_file_named_or_that_of_its_clause(
    clauses: tuple[str, ...], file: str, name: str
) -> None:
    assert file_for(replace(DRAFT, clauses=clauses, file=file), SOUND) == SOUND / name


def test_of_the_shipped_rules_each_clause_has_its_file(shipped: RuleSet) -> None:
    assert shipped.rules
    folder = Path(__file__).parents[2] / "rules"
    for clause in ("4.3", "4.4", "4.5", "6"):
        path = file_for(replace(DRAFT, clauses=(clause,)), folder)
        assert path.name == f"{clause}.yaml"
        text = path.read_text(encoding="utf-8")
        whole = added(text, replace(DRAFT, clauses=(clause,)))
        assert whole is not None
        assert whole.startswith(text)


@given(st.text(st.characters(blacklist_categories=("Cs", "Cc", "Cn", "Co")), max_size=30))
def test_a_text_is_read_as_it_was_written(text: str) -> None:
    assert read(f"a: {scalar(text)}\n") == {"a": text}
    assert read(f"a: {flow([text, {'b': text}])}\n") == {"a": [text, {"b": text}]}


@pytest.mark.parametrize(
    "text", ["yes", "no", "null", "1", "a: b", "- a", "#a", "", " a", "å ä ö", "x-y"]
)
def test_what_could_be_read_as_something_else_is_quoted(text: str) -> None:
    assert read(f"a: {scalar(text)}\n") == {"a": text}


@pytest.mark.parametrize(
    ("value", "text"),
    [(None, "null"), (True, "yes"), (False, "no"), (3, "3"), ("Sala kommun", "Sala kommun")],
)
def test_values_are_written_as_people_write_them(value: object, text: str) -> None:
    assert flow(value) == text
