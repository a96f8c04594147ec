"""Large sound rule sets, made by seed: each rule and each condition in them matters.

Most rules owe something that no other rule does, on facts that do not hang together, so
that nothing can be dropped.  The rest is a core that gives every case its outcome, and rules
that give outcomes for a category each.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from random import Random
from typing import Final

from tests.workbench.flawed_sets import FlawedSet, base_files

__all__ = ["FEWEST", "made"]

_Facts = tuple[tuple[str, ...], ...]
"""Facts to choose from, of which no two in one tuple stand in one rule: they hang together."""

_CANDIDATE: Final[_Facts] = (
    ("candidate.overlap", "candidate.score", "candidate.answer"),
    ("candidate.kind", "candidate.in_scope"),
    ("candidate.status",),
    ("candidate.agreement",),
    ("candidate.level",),
)
_PARTNER: Final[_Facts] = (
    ("partner.third_party",),
    ("partner.agreement",),
    ("partner.covered_by_host",),
)
_PLANNED: Final[_Facts] = (
    ("coordination.specific_agreement",),
    ("coordination.joint_meetings",),
    ("coordination.shared_goals",),
    ("coordination.coordinating_function",),
    ("letter.review",),
)
_PROPOSAL: Final[_Facts] = (
    *_PLANNED,
    ("proposal.level",),
    ("proposal.category",),
    ("proposal.new_principles",),
    ("resources.committed",),
    ("resources.named",),
    ("period.length",),
    ("parties.units",),
    ("parties.count", "parties.region", "parties.university"),
    ("host.exists", "host.agreement"),
)
_CHOICES: Final[dict[str, tuple[str, ...]]] = {
    "candidate.overlap": ("none", "possible", "strong"),
    "candidate.answer": ("unasked", "hosts", "declined", "does-not-fit"),
    "candidate.kind": ("constellation", "platform", "framework-agreement"),
    "candidate.status": ("active", "dormant", "ended"),
    "candidate.agreement": ("none", "in-force", "expired"),
    "candidate.level": ("team", "unit", "department", "executive", "unknown"),
    "partner.agreement": ("none", "intended", "signed", "declined", "unknown"),
    "letter.review": ("current", "late", "unknown"),
    "proposal.level": ("team", "unit", "department", "executive", "unknown"),
    "proposal.new_principles": ("yes", "no", "unknown"),
    "resources.committed": ("yes", "no", "unknown"),
    "period.length": ("up-to-a-year", "over-a-year", "unknown"),
    "host.agreement": ("none", "in-force", "expired"),
    "proposal.category": (
        "strategic-forum",
        "project",
        "competence-centre",
        "research-team",
        "professional-network",
        "commissioned-education",
        "industry-council",
        "placement-coordination",
        "student-collaboration",
        "programme-collaboration",
        "other",
        "unknown",
    ),
}
_NUMBERS: Final = {"candidate.score": (20, 85), "parties.units": (1, 9), "parties.count": (2, 9)}
_OUTCOMES: Final = ("escalate-to-steering-group", "needs-specific-agreement", "route-to-existing")
_CORE: Final = """\
clause: "4.4"
rules:
  - id: answers-that-it-hosts
    for_each: candidate
    title: {sv: Svarar ja, en: Answers yes}
    when:
      all:
        - candidate.answer: hosts
        - candidate.status: {is_not: ended}
    then: {finding: host}
  - id: near-and-not-asked
    for_each: candidate
    title: {sv: Nära och inte tillfrågad, en: Near and not asked}
    when:
      all:
        - candidate.answer: unasked
        - candidate.status: active
        - candidate.overlap: strong
    then: {finding: host}
  - id: uncovered-third-party
    for_each: partner
    title: {sv: Omfattas inte, en: Not covered}
    when:
      all:
        - partner.third_party: yes
        - partner.agreement: {is_not: signed}
        - partner.covered_by_host: no
    then: {finding: uncovered}
  - id: letter-has-ended
    title: {sv: Uppsagd, en: Terminated}
    when: {letter.status: terminated}
    then: {outcome: escalate-to-steering-group}
  - id: one-is-missing
    title: {sv: En av de två saknas, en: One of the two is missing}
    when:
      any:
        - parties.region: no
        - parties.university: no
    then: {outcome: escalate-to-steering-group}
  - id: uncovered-need-agreement
    title: {sv: Behöver avtal, en: Needs an agreement}
    when: {uncovered: {at_least: 1}}
    then: {outcome: needs-specific-agreement}
  - id: nowhere-to-go
    title: {sv: Ingen värd, en: No host}
    when: {host.exists: no}
    then: {outcome: needs-specific-agreement}
  - id: somewhere-to-go
    title: {sv: En värd, en: A host}
    when: {host.exists: yes}
    then: {outcome: route-to-existing}
"""
_CORE_RULES: Final = 8
_MUST_HOLD: Final = """\
must_hold:
  - id: the-uncovered-are-never-only-routed
    clause: "4.5"
    when: {uncovered: {at_least: 1}}
    never: route-to-existing
  - id: nothing-is-routed-without-a-host
    clause: "4.4"
    when: {host.exists: no}
    never: route-to-existing
"""
FEWEST: Final = 30
"""So many rules a made set has at least: the core, the categories, and some of each kind."""


def made(seed: int, rules: int = 200) -> FlawedSet:
    """A sound rule set with that many rules, ``FEWEST`` at least; the same seed, the same set."""
    if rules < FEWEST:
        raise ValueError(f"a made rule set has {FEWEST} rules or more, not {rules}")
    making = _Making(Random(seed))
    by_category = [*making.by_category()]
    kinds = (making.of_candidates, making.of_partners, making.of_proposals, making.late)
    rest: list[str] = []
    wanted = rules - _CORE_RULES - len(by_category)
    while len(rest) < wanted:
        left = wanted - len(rest)
        pairs = (making.counted, making.chained) if left > 1 else ()
        rest += making.random.choice([*kinds, *pairs])()
    base = base_files("liten")
    return FlawedSet(
        name=f"made-{seed}-{rules}",
        base="made",
        says=f"{rules} regler som alla gör skillnad.",
        files={
            "core.yaml": _CORE,
            "letter.yaml": base["letter.yaml"],
            "made.yaml": _rule_file(rest),
            "outcomes.yaml": _rule_file(by_category),
            "parties.yaml": base["parties.yaml"],
            "ruleset.yaml": _ruleset(seed, making.owed),
        },
        expects=None,
    )


@dataclass(slots=True)
class _Making:
    random: Random
    owed: list[str] = field(default_factory=list)
    made: int = 0

    def of_candidates(self) -> list[str]:
        """A rule for each candidate that owes something of its own."""
        return [self._rule(self._tests(_CANDIDATE, 2, 4), self._owing(), "candidate")]

    def of_partners(self) -> list[str]:
        """The same for each partner."""
        return [self._rule(self._tests(_PARTNER, 2, 3), self._owing(), "partner")]

    def of_proposals(self) -> list[str]:
        """The same for the proposal, one of its tests an alternative or turned."""
        *plain, one, other = self._tests(_PROPOSAL, 3, 5)
        joined = self.random.choice(
            (
                f"any: [{{{one}}}, {{{other}}}]",
                f"not: {{all: [{{{one}}}, {{{other}}}]}}",
                f"all: [{{{one}}}, not: {{{other}}}]",
            )
        )
        return [self._rule([*plain, joined], self._owing())]

    def late(self) -> list[str]:
        """A rule that waits for the outcome; nothing that outcomes rest on is tested besides."""
        outcome = f"verdict.outcome: {self.random.choice(_OUTCOMES)}"
        return [self._rule([outcome, *self._tests(_PLANNED, 1, 3)], self._owing())]

    def counted(self) -> list[str]:
        """A finding of each candidate, and a rule that counts those it holds of."""
        finding = f"noted-{self.made}"
        concludes = self._rule(
            self._tests(_CANDIDATE, 2, 3), f"{{finding: {finding}}}", "candidate"
        )
        how = self.random.choice(("{at_least: 1}", "{at_least: 2}", "1", "0", "{less_than: 3}"))
        tests = [f"{finding}: {how}", *self._tests(_PLANNED, 1, 2)]
        return [concludes, self._rule(tests, self._owing())]

    def chained(self) -> list[str]:
        """A finding of the proposal, and a rule that reads it beside other facts."""
        finding = f"seen-{self.made}"
        early = [facts for facts in _PROPOSAL if facts not in _PLANNED]
        concludes = self._rule(self._tests(early, 2, 3), f"{{finding: {finding}}}")
        tests = [
            f"{finding}: {self.random.choice(('yes', 'no'))}",
            *self._tests(_PLANNED, 1, 2),
        ]
        return [concludes, self._rule(tests, self._owing())]

    def by_category(self) -> Iterator[str]:
        """Two rules for some categories: one that gives an outcome for long work, one for money.

        For some only: where all have such a rule, none needs to say for which it is.
        """
        for category in self.random.sample(_CHOICES["proposal.category"], 6):
            of_it = f"proposal.category: {category}"
            units = f"parties.units: {{at_least: {self.random.randint(1, 6)}}}"
            yield self._rule(
                [of_it, "period.length: over-a-year", units], f"{{outcome: {_OUTCOMES[0]}}}"
            )
            yield self._rule([of_it, "resources.named: yes"], f"{{outcome: {_OUTCOMES[1]}}}")

    def _tests(self, facts: Sequence[tuple[str, ...]], least: int, most: int) -> list[str]:
        chosen = self.random.sample(facts, self.random.randint(least, min(most, len(facts))))
        return [self._test(self.random.choice(together)) for together in chosen]

    def _test(self, fact: str) -> str:
        if fact in _NUMBERS:
            number = self.random.randint(*_NUMBERS[fact])
            how = self.random.choice(("at_least", "more_than", "at_most", "less_than"))
            low = _NUMBERS[fact][0]
            return f"{fact}: {{{how}: {max(number, low + 1)}}}"
        values = _CHOICES.get(fact)
        if values is None:
            return f"{fact}: {self.random.choice(('yes', 'no'))}"
        some = self.random.sample(values, self.random.choice((1, 1, 1, 2)))
        listed = some[0] if len(some) == 1 else f"[{', '.join(some)}]"
        turned = self.random.random() < 0.25
        return f"{fact}: {{is_not: {listed}}}" if turned else f"{fact}: {listed}"

    def _owing(self) -> str:
        name = f"do-{self.made}"
        self.owed.append(name)
        return f"{{obligations: [{name}]}}"

    def _rule(self, tests: Sequence[str], then: str, each: str | None = None) -> str:
        name = f"rule-{self.made}"
        self.made += 1
        lines = [f"  - id: {name}", *([f"    for_each: {each}"] if each else [])]
        lines += [f"    title: {{sv: Regel {name}, en: Rule {name}}}", "    when:", "      all:"]
        lines += [f"        - {test}" for test in tests]
        return "\n".join([*lines, f"    then: {then}", ""])


def _rule_file(rules: Sequence[str]) -> str:
    return f'clause: "4.3"\nrules:\n{"".join(rules)}'


def _ruleset(seed: int, owed: Sequence[str]) -> str:
    text = "text: {sv: Gör det, en: Do it}"
    lines = [
        f"name: Gjord av {seed}",
        "version: 1.0.0",
        "valid_from: 2026-01-01",
        "overlap: {possible: 35, strong: 76}",
        "outcomes:",
        *(f"  - {{id: {one}, title: {{sv: Ett, en: One}}, {text}}}" for one in _OUTCOMES),
        "obligations:",
        *(f'  - {{id: {one}, clause: "4.3", {text}}}' for one in owed),
    ]
    return "\n".join(lines) + "\n" + _MUST_HOLD
