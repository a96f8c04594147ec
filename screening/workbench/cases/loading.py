"""Case files into cases, with all that is wrong in any of them at once."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Final

from pydantic import ValidationError

from screening.engine.misfits import misfits
from screening.engine.situation import Situation
from screening.errors import InvalidInput, Problem
from screening.intake import nodes
from screening.intake.binding import bind
from screening.intake.document import Document
from screening.intake.documents import parse_to_the_end
from screening.intake.nodes import Entry, Node, Scalar
from screening.intake.places import Path as Where
from screening.intake.places import Place, node_at, span_at
from screening.intake.source import SUFFIXES, read_source
from screening.intake.words import shown
from screening.model.register import Register
from screening.model.values import repeated
from screening.ruleset.rules import RuleSet
from screening.workbench.cases.alone import FactsReader
from screening.workbench.cases.files import CaseEntry, CaseFile, Expect
from screening.workbench.cases.names import misnamed, misplaced, unknown_subjects
from screening.workbench.cases.running import Case
from screening.workbench.cases.whole import Drawing, changed_letter

__all__ = ["AS_OF", "case_files", "load_cases"]

AS_OF: Final = date(2026, 11, 23)
"""The day of a case that names none, as long as the rules are in use on it."""

Files = str | os.PathLike[str]


def case_files(where: Files) -> list[Path]:
    """The files of cases in a folder and the folders in it, by name; or the one file."""
    path = Path(where)
    if not path.is_dir():
        return [path]
    return sorted(
        file
        for file in path.rglob("*")
        if file.is_file()
        and file.suffix.lower() in SUFFIXES
        and not any(part.startswith(".") for part in file.relative_to(path).parts)
    )


def load_cases(
    where: Files | Iterable[Files], ruleset: RuleSet, *, as_of: date | None = None
) -> list[Case]:
    """Every case of the files named and of the files in the folders named, in their order.

    The situation of each is worked out by the rule set's bands, parties, vocabulary and
    letter; the rules themselves play no part, so that the cases can be run on any others.

    Args:
        where: one or more files or folders; a folder may be empty, and then has no cases.
        ruleset: what the names in the cases must be there in.
        as_of: the day of cases that name none; :data:`AS_OF`, or the rule set's first day
            where it is not in use then.

    Raises:
        InvalidInput: with every problem of every file.
    """
    named = [where] if isinstance(where, str | os.PathLike) else where
    day = as_of or (AS_OF if ruleset.covers(AS_OF) else ruleset.valid_from)
    loader = _Loader(ruleset, day)
    files = dict.fromkeys(file for each in named for file in case_files(each))
    cases = [case for file in files for case in loader.cases(file)]
    loader.problems.extend(_named_twice(cases))
    if loader.problems:
        raise InvalidInput(loader.problems)
    return cases


def _named_twice(cases: list[Case]) -> Iterator[Problem]:
    for index, first, name in repeated(case.name for case in cases):
        case, other = cases[index], cases[first]
        params = {"name": shown(name), "other": f"{other.file}:{other.line}"}
        yield case.place.problem("cases.name-twice", case.span, params)


class _Loader:
    def __init__(self, ruleset: RuleSet, day: date) -> None:
        self.problems: list[Problem] = []
        self._ruleset = ruleset
        self._day = day
        self._drawing = Drawing(ruleset)

    def cases(self, path: Path) -> list[Case]:
        """The sound cases of a file; what is wrong is among the problems."""
        try:
            source = read_source(path)
            tree, found = parse_to_the_end(source)
            if isinstance(tree, nodes.Sequence):
                tree = nodes.Mapping((Entry(Scalar("cases", tree.span), tree),), tree.span)
            reading = _Reading(self._ruleset, tree)
            document = bind(tree, CaseFile, Place(source), check=reading.check, found=found)
        except InvalidInput as error:
            self.problems.extend(error.problems)
            return []
        cases = [
            self._case(document, ("cases", number), entry, reading)
            for number, entry in enumerate(document.model.cases)
        ]
        return [case for case in cases if case is not None]

    def _case(
        self, document: Document[CaseFile], path: Where, entry: CaseEntry, reading: _Reading
    ) -> Case | None:
        day = entry.as_of or self._day
        situation = reading.situations.get(path) or self._drawn(document, path, entry, day)
        if situation is None:
            return None
        no_target = reading.has_target(path) and entry.expect.target is None
        expect = _expected(entry.expect) | ({"target": None} if no_target else {})
        if entry.proposal is not None:
            known = [each.id for each in entry.register]
            known += [partner.name for partner in situation.partners]
            self.problems.extend(unknown_subjects(document, path, "findings", known))
        return Case(
            name=entry.name,
            situation=situation,
            expect=expect,
            as_of=day,
            rule=entry.rule,
            fires=entry.fires,
            place=document.place,
            span=span_at(document.tree, (*path, "name")),
        )

    def _drawn(
        self, document: Document[CaseFile], path: Where, entry: CaseEntry, day: date
    ) -> Situation | None:
        """The situation of a whole proposal; None where its letter cannot be."""
        assert entry.proposal is not None  # noqa: S101 - else it would be facts alone
        try:
            letter = changed_letter(self._ruleset.letter, entry.letter)
        except ValidationError:
            where = (*path, "letter", "terminated_on")
            self.problems.append(document.problem("input.terminated-but-in-force", where))
            return None
        register = Register(entries=entry.register)
        return self._drawing.situation(entry.proposal, register, letter, day)


class _Reading:
    """What the model of a case file cannot know, and the situations of facts alone."""

    def __init__(self, ruleset: RuleSet, tree: Node) -> None:
        self.situations: dict[Where, Situation] = {}
        self._ruleset = ruleset
        self._tree = tree

    def has_target(self, path: Where) -> bool:
        """Whether a case says anything of the target, null too."""
        return node_at(self._tree, (*path, "expect", "target")) is not None

    def check(self, document: Document[None]) -> Iterator[Problem]:
        """All that does not fit, in any of the file's cases."""
        for path in document.each(("cases",)):
            yield from misplaced(document, path, node_at(self._tree, (*path, "expect")))
            yield from misnamed(document, path, self._ruleset)
            if document.node((*path, "proposal")) is not None:
                yield from self._whole(document, path)
            else:
                problems: list[Problem] = []
                reader = FactsReader(document, path, self._ruleset, problems)
                situation = self.situations[path] = reader.situation()
                yield from problems
                ids = [each.entry for each in situation.candidates]
                names = [partner.name for partner in situation.partners]
                yield from unknown_subjects(document, path, "target", ids)
                yield from unknown_subjects(document, path, "findings", [*ids, *names])

    def _whole(self, document: Document[None], path: Where) -> Iterator[Problem]:
        ids = [(*each, "id") for each in document.each((*path, "register"))]
        words = [document.word(each) or f"\0{number}" for number, each in enumerate(ids)]
        for index, _, key in repeated(words):
            yield document.problem("input.duplicate-id", ids[index], id=key)
        book = self._ruleset.parties
        yield from misfits(document, book.read, _Ids(words), (*path, "proposal"))
        yield from unknown_subjects(document, path, "target", words)


class _Ids(frozenset[str]):
    """The ids of a case's register."""

    def ids(self) -> Iterator[str]:
        """All of them."""
        return iter(self)


def _expected(expect: Expect) -> dict[str, object]:
    """What is compared, by key: what stands in the file."""
    stated = {key: getattr(expect, key) for key in Expect.model_fields}
    return {key: _plain(key, value) for key, value in stated.items() if value is not None}


def _plain(key: str, value: object) -> object:
    """A value as results have it: lists, and a finding alone where there is but one."""
    if isinstance(value, Mapping):
        return {name: _plain(key, each) for name, each in value.items()}
    if isinstance(value, tuple):
        return value[0] if key == "findings" and len(value) == 1 else list(value)
    return value
