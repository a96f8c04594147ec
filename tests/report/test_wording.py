"""Facts, values, tests and conditions in Swedish and English words."""

from __future__ import annotations

import pytest

from screening.messages import LANGUAGES, Lang, catalogue
from screening.model.verdict import FailedTest
from screening.report.wording import (
    asked,
    fact_label,
    listed,
    missed,
    section,
    told_condition,
    value_label,
)
from screening.ruleset.conditions import AllOf, AnyOf, Condition, Not, Operator
from screening.ruleset.conditions import Test as FactTest
from screening.ruleset.facts import FACTS, Choice, Value, Whole

NAMED_IN_CHOICES = {
    "candidate.kind": "kind",
    "candidate.status": "status",
    "candidate.agreement": "host-agreement",
    "candidate.answer": "answer",
    "candidate.level": "level",
    "partner.agreement": "agreement",
    "proposal.level": "level",
    "proposal.category": "category",
    "host.agreement": "host-agreement",
}
"""The facts whose values are choices of the files, and what those are called there."""
PLAIN: dict[Value, str] = {True: "yes", False: "no", "yes": "yes", "no": "no", "unknown": "unknown"}


def values() -> list[tuple[str, Value]]:
    """Every value of every fact, and the ends of what a number may be."""
    found: list[tuple[str, Value]] = []
    for name, fact in FACTS.items():
        kind = fact.type
        each = (kind.low, kind.high) if isinstance(kind, Whole) else kind.values
        found += [(name, value) for value in each]
    return found


def worded(fact: str, value: Value, lang: Lang) -> str:
    """What the catalogue has for a value; every one but a number has to stand there."""
    if isinstance(FACTS[fact].type, Whole):
        return str(value)
    if value in PLAIN:
        return catalogue(lang)[f"verdict.{PLAIN[value]}"]
    own = catalogue(lang).get(f"facts.{fact}.values.{value}")
    return own or catalogue(lang)[f"choices.{NAMED_IN_CHOICES[fact]}.{value}"]


# --- facts and values -----------------------------------------------------------------


@pytest.mark.parametrize("fact", FACTS)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_fact_goes_by_its_label(fact: str, lang: Lang) -> None:
    assert fact_label(fact, lang) == catalogue(lang)[f"facts.{fact}.label"]


def test_a_finding_goes_by_its_name_in_the_rule_files() -> None:
    assert fact_label("contested", "sv") == "iakttagelsen ”contested”"
    assert fact_label("contested", "en") == "the finding “contested”"


@pytest.mark.parametrize(("fact", "value"), values(), ids=str)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_value_goes_by_its_name_in_the_catalogue(fact: str, value: Value, lang: Lang) -> None:
    assert value_label(fact, value, lang) == worded(fact, value, lang)


def test_no_swedish_word_is_the_slug_but_those_that_are_swedish_too() -> None:
    same = {
        str(value)
        for fact, value in values()
        if isinstance(FACTS[fact].type, Choice) and value_label(fact, value, "sv") == value
    }
    assert same == {"team"}


def test_no_english_word_has_a_hyphen_of_its_slug() -> None:
    words = {
        value_label(fact, value, "en")
        for fact, value in values()
        if isinstance(FACTS[fact].type, Choice)
    }
    assert {word for word in words if "-" in word} == set()


@pytest.mark.parametrize(
    ("fact", "value", "swedish", "english"),
    [
        ("candidate.answer", "unasked", "inte tillfrågad", "not asked"),
        ("candidate.answer", "does-not-fit", "passar inte", "does not fit"),
        ("candidate.agreement", "in-force", "gäller", "in force"),
        ("partner.agreement", "none", "inget", "none"),
        ("partner.agreement", "unknown", "okänt", "unknown"),
        ("proposal.category", "placement-coordination", "VFU-samordning", "placement coordination"),
        ("period.length", "over-a-year", "mer än ett år", "over a year"),
        ("host.exists", False, "nej", "no"),
        ("resources.committed", "yes", "ja", "yes"),
        ("candidate.score", 42, "42", "42"),
        ("parties.count", 1, "1", "1"),
        (
            "verdict.outcome",
            "route-to-existing",
            "ta det i en befintlig samverkan",
            "take it to an existing collaboration",
        ),
        ("contested", True, "ja", "yes"),
        ("contested", 2, "2", "2"),
    ],
)
def test_a_value_is_told_in_words(fact: str, value: Value, swedish: str, english: str) -> None:
    assert (value_label(fact, value, "sv"), value_label(fact, value, "en")) == (swedish, english)


# --- clauses and words in a row -------------------------------------------------------


@pytest.mark.parametrize(
    ("clauses", "cited"),
    [
        (["6"], "§\u00a06"),
        (["4.4", "6"], "§§\u00a04.4, 6"),
        (["4.2", "4.3", "6"], "§§\u00a04.2, 4.3, 6"),
    ],
)
def test_clauses_are_cited_with_one_sign_or_two(clauses: list[str], cited: str) -> None:
    assert section(iter(clauses)) == cited


@pytest.mark.parametrize(
    ("words", "and_", "eller"),
    [
        (["a"], "a", "a"),
        (["a", "b"], "a and b", "a eller b"),
        (["a", "b", "c"], "a, b and c", "a, b eller c"),
    ],
)
def test_words_stand_in_a_row(words: list[str], and_: str, eller: str) -> None:
    assert (listed(words, "en"), listed(iter(words), "sv", joint="or")) == (and_, eller)


# --- tests and conditions -------------------------------------------------------------

TESTS: list[tuple[str, Operator, tuple[Value, ...], Value, str, str]] = [
    (
        "proposal.level", "one_of", ("team", "unit"), "executive",
        "Ansvarsnivå: team eller enhet", "Ansvarsnivå: ledning (krävs: team eller enhet)",
    ),
    (
        "partner.agreement", "none_of", ("signed",), "signed",
        "Partens avtal: inte tecknat", "Partens avtal: tecknat (krävs: inte tecknat)",
    ),
    (
        "parties.units", "at_least", (2,), 1,
        "Flest enheter hos en part: minst 2", "Flest enheter hos en part: 1 (krävs: minst 2)",
    ),
    (
        "candidate.score", "at_most", (24,), 30,
        "Likhet (0–100): högst 24", "Likhet (0–100): 30 (krävs: högst 24)",
    ),
    (
        "host.exists", "one_of", (True,), False,
        "Det finns en värd: ja", "Det finns en värd: nej (krävs: ja)",
    ),
    (
        "contested", "at_least", (1,), 0,
        "iakttagelsen ”contested”: minst 1", "iakttagelsen ”contested”: 0 (krävs: minst 1)",
    ),
]  # fmt: skip


@pytest.mark.parametrize(
    ("fact", "operator", "wanted", "saw", "told", "told_missed"), TESTS, ids=str
)
def test_a_test_is_told_in_words_whether_it_is_asked_or_missed(
    fact: str,
    operator: Operator,
    wanted: tuple[Value, ...],
    saw: Value,
    told: str,
    told_missed: str,
) -> None:
    failed = FailedTest(fact=fact, operator=operator, values=wanted, saw=saw, alternative=False)
    assert asked(FactTest(fact, operator, wanted), "sv") == told
    assert missed(failed, fact_label(fact, "sv"), "sv") == told_missed


def test_a_test_is_told_in_english_too() -> None:
    failed = FailedTest(
        fact="proposal.level", operator="none_of", values=("unit",), saw="unit", alternative=True
    )
    assert (
        asked(FactTest("proposal.level", "none_of", ("unit",)), "en")
        == "Level of responsibility: not unit"
    )
    assert missed(failed, "Level", "en") == "Level: unit (asked for: not unit)"


HOST = FactTest("host.exists", "one_of", (True,))
MANY = FactTest("parties.count", "at_least", (3,))
LATE = FactTest("letter.review", "one_of", ("late", "unknown"))
CONDITIONS: list[tuple[Condition, list[tuple[int, str]]]] = [
    (HOST, [(0, "There is a host: yes")]),
    (Not(LATE), [(0, "Yearly review: not late or unknown")]),
    (Not(Not(MANY)), [(0, "not this:"), (1, "Number of parties: at most 2")]),
    (Not(MANY), [(0, "Number of parties: at most 2")]),
    (Not(Not(Not(LATE))), [
        (0, "not this:"), (1, "not this:"), (2, "Yearly review: not late or unknown"),
    ]),
    (AllOf((HOST, MANY)), [
        (0, "all of this:"), (1, "There is a host: yes"), (1, "Number of parties: at least 3"),
    ]),
    (AnyOf((HOST,)), [(0, "any of this:"), (1, "There is a host: yes")]),
    (
        AllOf((AnyOf((HOST, Not(AllOf((MANY, Not(LATE)))))), MANY)),
        [
            (0, "all of this:"),
            (1, "any of this:"),
            (2, "There is a host: yes"),
            (2, "not this:"),
            (3, "all of this:"),
            (4, "Number of parties: at least 3"),
            (4, "Yearly review: not late or unknown"),
            (1, "Number of parties: at least 3"),
        ],
    ),
]  # fmt: skip


@pytest.mark.parametrize(("condition", "lines"), CONDITIONS, ids=str)
def test_a_condition_is_told_line_by_line(
    condition: Condition, lines: list[tuple[int, str]]
) -> None:
    assert told_condition(condition, "en") == lines
    assert told_condition(condition, "en", 2) == [(depth + 2, line) for depth, line in lines]


def test_a_condition_is_told_in_swedish_too() -> None:
    assert told_condition(Not(AnyOf((HOST, AllOf((MANY,))))), "sv") == [
        (0, "inte detta:"),
        (1, "något av detta:"),
        (2, "Det finns en värd: ja"),
        (2, "allt detta:"),
        (3, "Antal parter: minst 3"),
    ]
