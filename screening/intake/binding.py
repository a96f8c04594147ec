"""A tree of nodes into a model, with every problem at its place in the file.

First the tree is put into the model's own words, and what is unknown is left out.  Then
pydantic checks the values, and its findings are told in our words.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from screening.errors import InvalidInput, Problem
from screening.intake.canonical import canonical
from screening.intake.document import Document
from screening.intake.findings import Read, findings
from screening.intake.nodes import Node, plain
from screening.intake.places import Place
from screening.model.proposal import Proposal

__all__ = ["Check", "Fits", "bind"]

ModelT = TypeVar("ModelT", bound=BaseModel)

Check = Callable[[Document[None]], Iterable[Problem]]
"""Looks at a document's tree for what its model cannot know, sound or not."""


@dataclass(frozen=True, slots=True)
class Fits:
    """What tells of proposals what they cannot know themselves.

    ``fits`` is whether nothing is wrong with one, and ``misfits`` tells what is, at its place.
    """

    fits: Callable[[Proposal], bool]
    misfits: Check


def bind(
    node: Node,
    model: type[ModelT],
    place: Place,
    *,
    check: Check | None = None,
    found: Iterable[Problem] = (),
) -> Document[ModelT]:
    """A document as the model that it describes, with its places.

    Raises:
        InvalidInput: with every problem of the document, those ``found`` before among them,
            in the order they stand in it.
    """
    before = list(found)
    problems: list[Problem] = []
    tree = canonical(node, model, place, problems)
    bound: ModelT | None = None
    try:
        bound = model.model_validate(plain(tree))
    except ValidationError as error:
        problems.extend(findings(error, Read(model, tree, place), problems))
    if check is not None:
        problems.extend(check(Document(place, tree, None)))
    # What could not be read is empty in the tree; that it is empty is no news.
    unread = {problem.span for problem in before if problem.span is not None}
    told = before + [problem for problem in problems if problem.span not in unread]
    if told or bound is None:
        raise InvalidInput(sorted(_each_once(told), key=_position))
    return Document(place, tree, bound)


def _each_once(problems: Iterable[Problem]) -> list[Problem]:
    return list({repr(problem): problem for problem in problems}.values())


def _position(problem: Problem) -> tuple[int, int, str]:
    return (problem.line or 0, problem.column or 0, problem.path)
