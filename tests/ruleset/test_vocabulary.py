"""The words that mean the same: a file of the rule folder that it can do without."""

from __future__ import annotations

from pathlib import Path

import pytest

from screening.errors import Problem
from screening.messages import Lang
from screening.model.vocabulary import Terms, Vocabulary
from screening.report.problems import print_problems
from screening.ruleset.files import VocabularyFile
from screening.ruleset.loading import load_rules
from tests.report.printing import printed
from tests.ruleset.folders import laid_over, refused


def test_a_rule_folder_without_a_vocabulary_has_an_empty_one(tmp_path: Path) -> None:
    assert load_rules(laid_over(tmp_path)).vocabulary == Vocabulary()


def test_a_vocabulary_is_read_as_it_is_written_and_is_part_of_the_hash(tmp_path: Path) -> None:
    before = load_rules(laid_over(tmp_path))
    text = """
        abbreviations: ["BVC, barnavårdscentral / child health centre"]
        synonyms: [" äldre,  senior / elderly", "skör, bräcklig"]
        subjects: ["balans, yrsel"]
        common: [hjälp, stöd]
    """
    after = load_rules(laid_over(tmp_path, vocabulary=text))

    assert after.vocabulary == VocabularyFile(
        abbreviations=("BVC, barnavårdscentral / child health centre",),
        synonyms=("äldre,  senior / elderly", "skör, bräcklig"),
        subjects=("balans, yrsel",),
        common=("hjälp", "stöd"),
    )
    assert after.rules == before.rules
    assert after != before


def test_a_vocabulary_may_be_empty(tmp_path: Path) -> None:
    assert load_rules(laid_over(tmp_path, vocabulary="synonyms: []")).vocabulary == VocabularyFile()


@pytest.mark.parametrize(
    ("line", "sv", "en"),
    [
        ("äldre, senior / older people, elderly", ("äldre", "senior"), ("older people", "elderly")),
        ("skör , bräcklig", ("skör", "bräcklig"), ()),
        ("och/eller, st-läkare / C++", ("och/eller", "st-läkare"), ("C++",)),
    ],
)
def test_a_line_has_swedish_terms_and_then_english_ones(
    line: str, sv: tuple[str, ...], en: tuple[str, ...]
) -> None:
    terms = Terms.of(line)

    assert (terms.sv, terms.en, terms.all) == (sv, en, sv + en)


def test_only_one_vocabulary_may_be_there(tmp_path: Path) -> None:
    folder = laid_over(tmp_path, vocabulary="common: [hjälp]")
    (folder / "vocabulary.json").write_text('{"common": ["stöd"]}', encoding="utf-8")

    assert refused(folder).problems == (
        Problem("rules.file-twice", {"other": "vocabulary.json"}, str(folder / "vocabulary.yaml")),
    )


@pytest.mark.parametrize(
    ("lang", "told"),
    [
        (
            "en",
            """\
error: The line cannot be read as terms with commas between them.
  --> vocabulary.yaml:2:5
   |
 2 |   - äldre, , senior / elderly  # no
   |     ^^^^^^^^^^^^^^^^^^^^^^^^^
   = Write for example “äldre, senior / older people”: Swedish words, a single “ / ” and English \
words, none empty.

error: “yrsel” stands alone on its line, and so means the same as nothing else.
  --> vocabulary.yaml:3:20
   |
 3 | subjects: ["a, b", yrsel]
   |                    ^^^^^
   = Write another word that means the same, or take the line out.

""",
        ),
        (
            "sv",
            """\
fel: Raden kan inte läsas som ord med komman emellan.
  --> vocabulary.yaml:2:5
   |
 2 |   - äldre, , senior / elderly  # no
   |     ^^^^^^^^^^^^^^^^^^^^^^^^^
   = Skriv till exempel ”äldre, senior / older people”: svenska ord, ett enda ” / ” och engelska \
ord, inga tomma.

fel: ”yrsel” står ensamt på raden och betyder därför samma sak som ingenting annat.
  --> vocabulary.yaml:3:20
   |
 3 | subjects: ["a, b", yrsel]
   |                    ^^^^^
   = Skriv ett ord till som betyder detsamma, eller ta bort raden.

""",
        ),
    ],
)
def test_a_line_that_cannot_be_read_is_told_with_a_caret_under_all_of_it(
    lang: Lang, told: str, tmp_path: Path
) -> None:
    text = 'synonyms:\n  - äldre, , senior / elderly  # no\nsubjects: ["a, b", yrsel]\n'
    error = refused(laid_over(tmp_path, vocabulary=text))

    shown = printed(lambda console: print_problems(console, error.problems, lang))
    assert shown.replace(f"{tmp_path}/", "") == told
