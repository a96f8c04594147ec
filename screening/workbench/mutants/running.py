"""Slips tried on the rules' cases, and those that no case catches looked into."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from multiprocessing import get_context
from typing import Final

from screening.ruleset.rules import RuleSet
from screening.workbench.cases import Case, CaseResult, CaseRunner, run_cases
from screening.workbench.mutants.fates import Fate, FateKind, Fates
from screening.workbench.mutants.killing import Shown, killing
from screening.workbench.mutants.refusing import refusal
from screening.workbench.mutants.slips import Mutant
from screening.workbench.prover import Undecidable

__all__ = ["run_mutants"]

_TRIED_AT_ONCE: Final = 50
_SAMPLED_AT_ONCE: Final = 20
"""So many slips are a piece of work."""
_PIECES_THAT_PAY: Final = 8
"""From so many pieces of work it pays to start processes for them."""

_Work = Callable[[Sequence[Mutant]], list[Fate]]
_Mapper = Callable[[_Work, Iterable[Sequence[Mutant]]], Iterator[list[Fate]]]


def run_mutants(
    ruleset: RuleSet,
    cases: Sequence[Case],
    mutants: Sequence[Mutant],
    *,
    proving: bool = True,
    jobs: int = 1,
    settled: Callable[[int], None] = lambda _: None,
) -> Fates:
    """What becomes of each slip, in the order of the slips.

    Args:
        ruleset: the rules as they are.
        cases: what they are tried on; all must pass on the rules as they are.
        mutants: the slips.
        proving: whether those that no case catches are looked into, which needs the prover.
        jobs: how many processes may share the work.  With more than one, the program that
            calls must be one that can be imported (``if __name__ == "__main__":``).
        settled: is told of how many more slips it is known what became of them.

    Raises:
        ValueError: a case does not pass on the rules as they are.
    """
    results = run_cases(cases, ruleset)
    if not all(result.passed for result in results):
        raise ValueError("the cases must pass on the rules without a slip")
    fates: dict[str, Fate] = {}

    def work(
        do: Callable[[Sequence[Mutant]], list[Fate]], left: Sequence[Mutant], most: int
    ) -> None:
        pieces = [left[start : start + most] for start in range(0, len(left), most)]
        with _mapper(jobs if len(pieces) >= _PIECES_THAT_PAY else 1) as mapper:
            for found in mapper(do, pieces):
                fates.update({fate.mutant.id: fate for fate in found})
                settled(sum(fate.kind != "untried" or not proving for fate in found))

    def left() -> list[Mutant]:
        return [mutant for mutant in mutants if fates[mutant.id].kind == "untried"]

    fates |= {mutant.id: Fate(mutant, "untried") for mutant in mutants}
    work(partial(_tried, ruleset, results), left(), _TRIED_AT_ONCE)
    if proving:
        work(partial(_sampled, ruleset), left(), _SAMPLED_AT_ONCE)
        # Those that are left are few, and what is worked out for one serves the others.
        work(partial(_proved, ruleset), left(), len(mutants))
    return Fates(tuple(fates[mutant.id] for mutant in mutants))


@contextmanager
def _mapper(jobs: int) -> Iterator[_Mapper]:
    """What does pieces of work, in order: here, or in processes of its own.

    These are started afresh, so that it is the same on every system.
    """
    if jobs < 2:  # noqa: PLR2004 - nobody to share with
        yield map
        return
    with ProcessPoolExecutor(jobs, mp_context=get_context("spawn")) as pool:
        yield pool.map


@dataclass(frozen=True, slots=True)
class _Order:
    """In which order cases are tried on a slip: those about its rule first."""

    results: Sequence[CaseResult]

    def of(self, mutant: Mutant) -> list[Case]:
        rule = mutant.rule.id if mutant.rule else None
        ordered = sorted(
            self.results, key=lambda result: (result.case.rule != rule, rule not in result.fired)
        )
        return [result.case for result in ordered]


def _tried(
    ruleset: RuleSet, results: Sequence[CaseResult], mutants: Sequence[Mutant]
) -> list[Fate]:
    """What loading the rules and running the cases make of slips; ``untried`` where nothing."""
    order = _Order(results)
    return [_one_tried(ruleset, order, mutant) for mutant in mutants]


def _one_tried(ruleset: RuleSet, order: _Order, mutant: Mutant) -> Fate:
    problem = refusal(mutant, ruleset)
    if problem is not None:
        return Fate(mutant, "refused", problem=problem)
    runner = CaseRunner(mutant.applied(ruleset))
    killer = next((case for case in order.of(mutant) if not runner.run(case).passed), None)
    return Fate(mutant, "untried" if killer is None else "killed", killer)


def _sampled(ruleset: RuleSet, mutants: Sequence[Mutant]) -> list[Fate]:
    """The slips that show in a case made up at random; ``untried`` where they do not."""
    from screening.workbench.mutants.telling import sampled  # noqa: PLC0415 - needs z3, an extra

    return [_survived(mutant, sampled(mutant, ruleset), ruleset, "untried") for mutant in mutants]


def _proved(ruleset: RuleSet, mutants: Sequence[Mutant]) -> list[Fate]:
    """What the prover makes of slips that neither a case nor chance shows."""
    from screening.workbench.mutants.telling import Telling  # noqa: PLC0415 - the same

    telling = Telling(ruleset, mutants)

    def fate(mutant: Mutant) -> Fate:
        try:
            return _survived(mutant, telling.apart(mutant), ruleset, "equivalent")
        except Undecidable as error:
            return Fate(mutant, "undecided", reason=error.reason)

    return [fate(mutant) for mutant in mutants]


def _survived(mutant: Mutant, shown: Shown | None, ruleset: RuleSet, otherwise: FateKind) -> Fate:
    if shown is None:
        return Fate(mutant, otherwise)
    situation, day = shown
    return Fate(mutant, "survived", killing=killing(situation, day, mutant, ruleset))
