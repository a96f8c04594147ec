"""The page of what can be wrong in the logic of rules."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple

from screening.messages import LANGUAGES, Lang, catalogue
from screening.workbench.checks.checking import CHECKS
from tests.docs.reference.markdown import fenced, page

__all__ = ["EXAMPLES", "Example", "checks"]

_INTRODUCTION: Final = """
`screening rules check` looks for these in the logic of rules. Each is proved: what is not reported
is so in no case. The kinds are stable: other tools may branch on them. Mistakes in the files
themselves (a wrong word, a circle of findings, an outcome that is not listed, days that overlap)
come first, and are on [the page of errors](errors.md).

[Check the rules](../how-to/check-the-rules.md) says how to use it, and
[What the proofs mean](../explanation/what-the-proofs-mean.md) what is proved and what is not. An
error or a warning makes the command end with code 1; a note does not.
"""


class Example(NamedTuple):
    """Something written at the end of the rules, or of what must hold, that makes the flaw.

    ``instead`` says that it takes the place of the rule with its id.
    """

    level: str
    text: str
    must_hold: bool = False
    instead: bool = False


EXAMPLES: Final = {
    "no-outcome": Example(
        "error",
        """
  - id: stands-alone                    # the only rule for proposals without a host …
    title: {sv: Står för sig självt, en: Stands alone}
    when:
      all:
        - host.exists: no
        - proposal.category: {is_not: other}
    then:
      outcome: needs-specific-agreement   # … so one of another category has no outcome
""",
        instead=True,
    ),
    "must-hold": Example(
        "error",
        """
  - id: what-costs-is-never-only-routed
    clause: "6"
    when: {resources.committed: yes}
    never: route-to-existing        # and a rule routes whatever has a host
""",
        must_hold=True,
    ),
    "monotone": Example(
        "error",
        """
  - id: a-known-level-never-makes-a-route
    clause: "4.3"
    change: {proposal.level: {from: unknown, to: team}}
    never: route-to-existing        # an unknown level goes to the steering group, a team's does not
""",
        must_hold=True,
    ),
    "never-fires": Example(
        "warning",
        """
  - id: high-and-low
    title: {sv: Både högt och lågt, en: Both high and low}
    when:
      all:
        - proposal.level: team
        - proposal.level: executive
    then:
      outcome: escalate-to-steering-group
""",
    ),
    "unused-finding": Example(
        "warning",
        """
  - id: is-dormant
    for_each: candidate
    title: {sv: Vilande, en: Dormant}
    when: {candidate.status: dormant}
    then:
      finding: sleeping             # and no rule asks for “sleeping”
""",
    ),
    "masked": Example(
        "warning",
        """
  - id: executives-want-an-agreement
    title: {sv: Ledningen vill ha avtal, en: Executives want an agreement}
    when: {proposal.level: executive}       # another rule escalates all of these
    then:
      outcome: needs-specific-agreement
""",
    ),
    "droppable-rule": Example(
        "warning",
        """
  - id: a-team-without-a-host
    title: {sv: Ett team utan värd, en: A team without a host}
    when: {host.exists: no}
    then:
      outcome: needs-specific-agreement     # another rule says so of whatever has no host
""",
    ),
    "always-true": Example(
        "warning",
        """
  - id: somebody-takes-part
    title: {sv: Någon deltar, en: Somebody takes part}
    when:
      all:
        - parties.count: {at_least: 1}
        - letter.status: terminated
    then:
      outcome: escalate-to-steering-group
""",
    ),
    "always-false": Example(
        "warning",
        """
  - id: nobody-or-terminated
    title: {sv: Ingen eller uppsagd, en: Nobody or terminated}
    when:
      any:
        - parties.count: {less_than: 1}
        - letter.status: terminated
    then:
      outcome: escalate-to-steering-group
""",
    ),
    "droppable-condition": Example(
        "warning",
        """
  - id: terminated-and-hosted
    title: {sv: Uppsagd, en: Terminated}
    when:
      any:
        - letter.status: terminated
        - all:
            - letter.status: terminated
            - letter.review: late
    then:
      outcome: escalate-to-steering-group
""",
    ),
    "said-already": Example(
        "note",
        """
  - id: within-a-platform
    for_each: candidate
    title: {sv: Inom en plattform, en: Within a platform}
    when:
      all:
        - candidate.in_scope: yes
        - candidate.kind: [platform, framework-agreement]   # only these have a scope
        - candidate.answer: hosts
    then:
      finding: host
""",
    ),
}
"""A small example of each kind, that shows it when it is added to a small sound rule set."""


def checks() -> str:
    kinds = [check.kind for check in CHECKS]
    kinds += [kind for kind in EXAMPLES if kind not in kinds]
    return page("Checks", _INTRODUCTION, *(part for kind in kinds for part in _of(kind)))


def _of(kind: str) -> Iterator[str]:
    example = EXAMPLES[kind]
    yield f"## `{kind}`"
    yield f"*{example.level}* · {_text(kind, 'title', 'en')} · {_text(kind, 'title', 'sv')}"
    yield "\n".join(
        f"- {_text(kind, 'definition', lang)} {_text(kind, 'help', lang)}"
        for lang in reversed(LANGUAGES)
    )
    yield fenced(example.text.strip("\n"), "yaml")


def _text(kind: str, part: str, lang: Lang) -> str:
    return catalogue(lang)[f"logic.{kind}.{part}"]
