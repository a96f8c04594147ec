"""Cases that rule authors write beside the rules: read once, run on any rule set.

A file in ``rules/tests/`` is a list of cases, alone or under ``cases``.  Each is a whole
proposal with a small register::

    - name: A sentence that says what is tried
      rule: the-rule-that-it-is-about         # may be left out
      fires: yes                              # whether that rule is to fire; may be left out
      as_of: 2026-11-23                       # may be left out
      letter: {status: terminated}            # what is other than in letter.yaml
      register: []                            # entries, as in a register
      proposal: {title: …, summary: …, parties: […]}
      expect:                                 # only what stands here is compared
        outcome: needs-specific-agreement
        target: null
        clauses: ["4.4", "6"]
        rules: [nothing-takes-it-in]          # those that give the outcome
        obligations: [agreement-at-resourcing]
        findings: {K-1: to-examine}           # of every candidate; null where there is none

or facts alone, where the rest is as in :data:`~screening.workbench.plain.PROPOSAL`::

    - name: A sentence
      facts: {proposal.level: unknown}
      candidates: [{id: K-1, candidate.overlap: strong, covers: [Kommunen]}]
      partners: [{name: Kommunen, partner.agreement: none}]   # beside the two
      expect: {outcome: escalate-to-steering-group}
"""

from __future__ import annotations

from screening.workbench.cases.loading import AS_OF, load_cases
from screening.workbench.cases.running import (
    Case,
    CaseResult,
    CaseRunner,
    Difference,
    run_case,
    run_cases,
)

__all__ = [
    "AS_OF",
    "Case",
    "CaseResult",
    "CaseRunner",
    "Difference",
    "load_cases",
    "run_case",
    "run_cases",
]
