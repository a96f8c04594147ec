"""Each proposal is screened by the rules of its day."""

from __future__ import annotations

import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from pathlib import Path
from random import Random

import pytest

from screening import InvalidInput, Register, Screener, Verdict
from screening.engine.evaluators import EngineName
from screening.intake.files import register_from_data
from screening.model import days as days_of
from screening.model.calibration import Calibration
from screening.ruleset.loading import load_versions
from tests.ruleset.folders import SOUND, laid_over, rule_file, version

START = date(2026, 1, 1)
BEFORE, AFTER = date(2026, 12, 31), date(2027, 1, 1)
PROPOSAL: dict[str, object] = {
    "title": "Kör på recept",
    "summary": "Sång för äldre med långvarig smärta.",
    "parties": [{"name": "Region Västmanland"}, {"name": "Akademin"}],
}
EMPTY = Register(entries=())


def escalating(name: str, first: date | None = None, last: date | None = None) -> str:
    """A rule that escalates every proposal of two parties, on its days."""
    lines = [f"  - id: {name}", "    title: {sv: a, en: a}", "    when: {parties.count: 2}"]
    lines += ["    then: {outcome: escalate-to-steering-group}"]
    lines += [f"    valid_from: {first}"] if first else []
    lines += [f"    valid_to: {last}"] if last else []
    return "\n".join([*lines, ""])


@pytest.fixture(params=["plain", "durable"])
def engine(request: pytest.FixtureRequest) -> EngineName:
    """Either engine."""
    name: EngineName = request.param
    return name


@pytest.fixture
def two(tmp_path: Path) -> Path:
    """Two versions: the second escalates, and knows the university by one more name."""
    version(tmp_path / "2026", START, BEFORE)
    parties = (SOUND / "parties.yaml").read_text(encoding="utf-8")
    version(
        tmp_path / "2027",
        AFTER,
        more=rule_file(escalating("two-parties")),
        parties=parties.replace("[MDU]", "[MDU, Akademin]"),
        vocabulary='synonyms: ["sång, kör"]',
    )
    return tmp_path


def told(verdict: Verdict) -> tuple[str, str]:
    return verdict.ruleset.name, verdict.outcome


def test_one_screener_screens_each_proposal_by_the_version_of_its_day(
    two: Path, engine: EngineName
) -> None:
    screener = Screener.load(rules=two, engine=engine)

    old = "2026", "needs-specific-agreement"
    new = "2027", "escalate-to-steering-group"
    asked = [BEFORE, AFTER, START, date(2050, 1, 1), BEFORE]
    assert [told(screener.screen(PROPOSAL, as_of=day)) for day in asked] == [
        old, new, old, new, old,
    ]  # fmt: skip
    assert {screener.screen(PROPOSAL, as_of=day).engine for day in asked} == {engine}


def test_a_verdict_says_which_days_its_rules_are_valid_on(two: Path) -> None:
    screener = Screener.load(rules=two)

    said = [screener.screen(PROPOSAL, as_of=day).ruleset for day in (BEFORE, AFTER)]
    assert [(one.valid_from, one.valid_to) for one in said] == [(START, BEFORE), (AFTER, None)]


def test_names_and_words_are_read_as_the_version_of_the_day_reads_them(two: Path) -> None:
    entry = {
        "id": "K-1",
        "name": "Kör",
        "kind": "constellation",
        "status": "active",
        "parties": ["Region Västmanland", "MDU"],
    }
    screener = Screener.load(rules=two, register=register_from_data([entry]).model)

    verdicts = [screener.screen(PROPOSAL, as_of=day) for day in (BEFORE, AFTER)]
    roles = [[party.role for party in verdict.parties] for verdict in verdicts]
    alone = [
        Screener.load(rules=two / name, register=screener.register).screen(PROPOSAL, as_of=day)
        for name, day in (("2026", BEFORE), ("2027", AFTER))
    ]

    assert roles == [["region", "third-party"], ["region", "university"]]
    assert verdicts[0].overlaps != verdicts[1].overlaps
    same = {"screened_at": verdicts[0].screened_at}
    assert [each.model_copy(update=same) for each in verdicts] == [
        each.model_copy(update=same) for each in alone
    ]


def test_the_bands_are_those_of_the_version_unless_the_register_has_its_own(two: Path) -> None:
    path = two / "2027" / "ruleset.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("{possible: 25, strong: 42}", "{possible: 30, strong: 60}"))
    versions = load_versions(two)

    def bands(screener: Screener) -> list[tuple[int, int]]:
        said = [screener.screen(PROPOSAL, as_of=day).bands for day in (BEFORE, AFTER)]
        return [(one.possible, one.strong) for one in said]

    assert bands(Screener(versions, EMPTY)) == [(25, 42), (30, 60)]
    own = Calibration(
        register_sha256="0" * 64,
        scoring="0" * 64,
        entries=1,
        tried=1,
        possible=20,
        strong=50,
        reached=(0.0,) * 101,
    )
    assert bands(Screener(versions, EMPTY, calibration=own)) == [(20, 50), (20, 50)]


def test_a_day_without_rules_is_an_error_and_never_a_verdict(two: Path) -> None:
    screener = Screener.load(rules=two)
    day = START - timedelta(days=1)

    for ask in (screener.ruleset_on, lambda day: screener.screen(PROPOSAL, as_of=day)):
        with pytest.raises(InvalidInput) as caught:
            ask(day)
        assert [problem.code for problem in caught.value.problems] == ["rules.no-version"]


def test_the_rules_of_a_screener_are_those_of_today_or_of_the_day_nearest_to_it(
    two: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    screener = Screener.load(rules=two)
    for today, name in {
        date(1999, 1, 1): "2026", BEFORE: "2026", AFTER: "2027", date(2099, 1, 1): "2027",
    }.items():  # fmt: skip
        monkeypatch.setattr("screening.screener.today", lambda today=today: today)
        assert screener.ruleset.name == name
    assert days_of.today() >= START


def test_a_rule_is_tried_on_its_own_days_alone(tmp_path: Path, engine: EngineName) -> None:
    summer = escalating("in-summer", date(2026, 6, 1), date(2026, 8, 31))
    folder = laid_over(tmp_path, more=rule_file(summer))
    screener = Screener.load(rules=folder, engine=engine)

    asked = [date(2026, month, 1) for month in (5, 6, 8, 9)]
    outcomes = [screener.screen(PROPOSAL, as_of=day).outcome for day in asked]

    agreement, escalated = "needs-specific-agreement", "escalate-to-steering-group"
    assert outcomes == [agreement, escalated, escalated, agreement]


def test_why_not_and_what_would_change_speak_of_the_rules_of_the_day(tmp_path: Path) -> None:
    late = escalating("late", AFTER).replace("parties.count: 2", "parties.count: {at_least: 3}")
    screener = Screener.load(rules=laid_over(tmp_path, more=rule_file(late)))

    def could_escalate(day: date) -> list[str]:
        verdict = screener.screen(PROPOSAL, as_of=day, explain=True)
        assert verdict.why_not is not None
        return [
            one.rule
            for each in verdict.why_not
            if each.outcome == "escalate-to-steering-group"
            for one in each.rules
        ]

    assert [could_escalate(day) for day in (BEFORE, AFTER, BEFORE)] == [[], ["late"], []]


@pytest.fixture
def monthly(tmp_path: Path) -> Screener:
    """Twenty-four months, every other of which escalates."""
    rules = [
        escalating(f"month-{number}", month(number), month(number + 1) - timedelta(days=1))
        for number in range(0, 24, 2)
    ]
    return Screener.load(rules=laid_over(tmp_path, more=rule_file(*rules)))


def month(number: int) -> date:
    return date(2026 + number // 12, number % 12 + 1, 1)


def screened(screener: Screener, numbers: list[int]) -> Iterator[str]:
    with ThreadPoolExecutor(8) as pool:
        yield from pool.map(
            lambda number: screener.screen(PROPOSAL, as_of=month(number)).outcome, numbers
        )


def test_many_days_may_be_asked_for_at_once_from_many_threads(monthly: Screener) -> None:
    numbers = [*range(24)] * 3
    Random(7).shuffle(numbers)

    assert list(screened(monthly, numbers)) == [
        "needs-specific-agreement" if number % 2 else "escalate-to-steering-group"
        for number in numbers
    ]


def test_a_register_found_by_its_index_is_found_by_the_words_of_each_version(
    two: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "caches"))
    entry = {
        "id": "K-1",
        "name": "Kör",
        "kind": "constellation",
        "status": "active",
        "parties": ["Region Västmanland", "MDU"],
    }
    lines = tmp_path / "register.jsonl"
    lines.write_text(json.dumps(entry) + "\n", encoding="utf-8")
    in_memory = Screener.load(rules=two, register=register_from_data([entry]).model)
    by_index = Screener.load(rules=two, register=lines)

    for day in (BEFORE, AFTER):
        one, other = (each.screen(PROPOSAL, as_of=day) for each in (in_memory, by_index))
        assert one.overlaps == other.overlaps

    lines.write_text(json.dumps(entry | {"name": "Orkester"}) + "\n", encoding="utf-8")
    again = Screener(by_index._rules, by_index.register)
    with pytest.raises(InvalidInput) as caught:
        [again.screen(PROPOSAL, as_of=day) for day in (BEFORE, AFTER)]
    assert [problem.code for problem in caught.value.problems] == ["reading.changed"]
