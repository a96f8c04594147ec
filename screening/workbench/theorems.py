"""What is proved of rules: what holds of any sound rule set, and what they are to hold to.

Exactly one outcome is given because of how it is chosen: the first, in the set's own order,
of those that rules give.  That the order of files and of rules plays no part follows from the
strata, which are made of what each rule reads; it is also tried, with everything reversed.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from screening.errors import InvalidInput, Problem
from screening.intake.documents import parse
from screening.intake.nodes import plain
from screening.intake.source import read_source
from screening.intake.words import nearest
from screening.ruleset.folders import rule_files, version_folders
from screening.ruleset.loading import load
from screening.ruleset.rules import Property, RuleSet
from screening.ruleset.versions import Versions
from screening.workbench.checks.flaws import Check, Flaw, Found
from screening.workbench.checks.outcomes import Monotone, MustHold, NoOutcome
from screening.workbench.examining import Part, case_of, parts_of
from screening.workbench.logic.study import Study
from screening.workbench.prover import Undecidable
from screening.workbench.told import Proof

__all__ = ["ANY_ORDER", "ONE_OUTCOME", "THEOREMS", "TOTAL", "any_order", "proofs"]

TOTAL: Final = "total"
ONE_OUTCOME: Final = "one-outcome"
ANY_ORDER: Final = "any-order"
THEOREMS: Final = (TOTAL, ONE_OUTCOME, ANY_ORDER)
"""What holds of any rule set that is sound."""


def proofs(
    folder: Path,
    loaded: RuleSet | Versions,
    as_of: date | None = None,
    wanted: Collection[str] = (),
) -> list[Proof]:
    """What is proved of the rules in a folder, and what is not.

    Args:
        folder: where the rules lie.
        loaded: what was loaded from there.
        as_of: only the rules of that day; all there are where it is left out.
        wanted: the theorems and properties by id; all where none is named.

    Raises:
        InvalidInput: there is no such theorem or property, or no version is valid on the
            day.
    """
    parts = parts_of(loaded, as_of)
    known = [*THEOREMS, *dict.fromkeys(one.id for each in parts for one in each.ruleset.must_hold)]
    unknown = [name for name in wanted if name not in known]
    if unknown:
        raise InvalidInput(
            Problem(
                "prove.unknown",
                {"name": name, "known": ", ".join(known)},
                suggestion=nearest(name, known),
            )
            for name in unknown
        )
    found = [proof for part in parts for proof in _of_part(part, wanted)]
    if not wanted or ANY_ORDER in wanted:
        same = any_order(folder, loaded)
        found.append(Proof(ANY_ORDER, "proved" if same else "broken"))
    place = {name: number for number, name in enumerate(known)}
    return sorted(_together(found), key=lambda proof: (proof.version or "", place[proof.id]))


def _of_part(part: Part, wanted: Collection[str]) -> Iterator[Proof]:
    ruleset = part.ruleset
    if not wanted or TOTAL in wanted:
        yield _tried(TOTAL, NoOutcome(), ruleset, part)
    if not wanted or ONE_OUTCOME in wanted:
        # The loader has seen to it that every outcome a rule gives has one place in the order.
        given = {rule.outcome for rule in ruleset.rules} - {None}
        ranked = len(ruleset.rank) == len(ruleset.outcomes) and given <= ruleset.rank.keys()
        yield Proof(ONE_OUTCOME, "proved" if ranked else "broken", version=part.version)
    for one in ruleset.must_hold:
        if not wanted or one.id in wanted:
            yield _tried(one.id, _check_of(one), replace(ruleset, must_hold=(one,)), part)


def _check_of(one: Property) -> Check:
    return Monotone() if one.change is not None or one.adds else MustHold()


def _tried(name: str, check: Check, ruleset: RuleSet, part: Part) -> Proof:
    proof = Proof(name, "proved", version=part.version)
    try:
        flaws: Iterable[Flaw] = check(Study(ruleset), Found())
        flaw = next(iter(flaws), None)
    except Undecidable as error:
        return replace(proof, status="undecided", reason=error.reason)
    if flaw is None:
        return proof
    return replace(
        proof,
        status="broken",
        problem=flaw.problem,
        days=() if part.whole else (part.days,),
        example=case_of(flaw.example, part),
        after=case_of(flaw.after, part),
        related=flaw.related,
    )


def _together(found: Iterable[Proof]) -> Iterator[Proof]:
    """Of each theorem the worst that came of it in any spell, with the days of that."""
    worst: dict[tuple[str | None, str], Proof] = {}
    rank = ("proved", "undecided", "broken")
    for proof in found:
        key = (proof.version, proof.id)
        before = worst.get(key)
        if before is None or rank.index(proof.status) > rank.index(before.status):
            worst[key] = proof
        elif proof.status == before.status == "broken":
            worst[key] = replace(before, days=(*before.days, *proof.days))
    yield from worst.values()


def any_order(
    folder: Path, loaded: RuleSet | Versions, read: Callable[[Path], RuleSet | Versions] = load
) -> bool:
    """Whether the rules are the same with the files, and the rules in them, the other way round.

    Args:
        folder: where the rules lie.
        loaded: what was loaded from there.
        read: what loads rules.
    """
    with TemporaryDirectory(prefix="screening-") as made:
        into = Path(made)
        for version in version_folders(folder) or [folder]:
            _reversed(version, into / version.name if version != folder else into)
        other = read(into)
    return _strata(other) == _strata(loaded)


def _reversed(folder: Path, into: Path) -> None:
    into.mkdir(exist_ok=True)
    for number, path in enumerate(reversed(rule_files(folder))):
        content = plain(parse(read_source(path)))
        if isinstance(content, dict) and isinstance(rules := content.get("rules"), list):
            rules.reverse()
            text = json.dumps(content, ensure_ascii=False, default=str)
            (into / f"{number:06}.json").write_text(text, encoding="utf-8")
        else:
            shutil.copyfile(path, into / path.name)


def _strata(loaded: RuleSet | Versions) -> list[object]:
    sets = [loaded] if isinstance(loaded, RuleSet) else [one for _, one in loaded]
    return [
        [(one.scope, one.rules, one.after_outcome) for one in spell.strata]
        for ruleset in sets
        for spell in ruleset.spells
    ]
