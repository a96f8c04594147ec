"""A folder of rule files into a rule set, with all that is wrong in any of them at once."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Final, TypeVar

from pydantic import BaseModel

from screening.errors import InvalidInput, Problem
from screening.intake.binding import bind
from screening.intake.document import Document
from screening.intake.documents import parse_to_the_end
from screening.intake.nodes import Node, Plain, plain
from screening.intake.places import Place
from screening.intake.source import SUFFIXES, read_source
from screening.ruleset.assembling import assemble
from screening.ruleset.documents import Folder
from screening.ruleset.files import (
    LetterFile,
    PartiesFile,
    RuleFile,
    RuleSetFile,
    VocabularyFile,
)
from screening.ruleset.rules import RuleSet

__all__ = ["load_rules", "rule_files"]

ModelT = TypeVar("ModelT", bound=BaseModel)
_Trees = dict[Path, tuple[Place, Node]]

_NEEDED: Final = ("ruleset", "letter", "parties")
_VOCABULARY: Final = "vocabulary"
_NOT_RULES: Final = frozenset({*_NEEDED, _VOCABULARY})


def rule_files(folder: Path) -> list[Path]:
    """The files of a rule set, by name; subfolders (its tests) are not part of it."""
    return sorted(
        path
        for path in folder.iterdir()
        if path.is_file() and path.suffix.lower() in SUFFIXES and not path.name.startswith(".")
    )


def load_rules(folder: str | Path) -> RuleSet:
    """The rule set in a folder: ``ruleset``, ``letter``, ``parties`` and any rule files.

    A ``vocabulary`` may be there too.

    Each may be YAML, JSON or TOML.

    Raises:
        InvalidInput: with every problem of every file.
    """
    folder = Path(folder)
    if not folder.is_dir():
        raise InvalidInput([Problem("rules.no-folder", {"folder": str(folder)}, str(folder))])
    problems: list[Problem] = []
    files = rule_files(folder)
    trees = _parsed(files, problems)
    ruleset, letter, parties = (_the_one(name, folder, files, problems) for name in _NEEDED)
    vocabulary = _of_that_name(_VOCABULARY, files, problems)
    whole = Folder(
        ruleset=_bound(ruleset, trees, RuleSetFile, problems),
        letter=_bound(letter, trees, LetterFile, problems),
        parties=_bound(parties, trees, PartiesFile, problems),
        vocabulary=_bound(vocabulary, trees, VocabularyFile, problems),
        rules=[
            document
            for path in files
            if path.stem not in _NOT_RULES
            and (document := _bound(path, trees, RuleFile, problems)) is not None
        ],
        sha256=_content_hash(trees),
    )
    return assemble(whole, problems)


def _parsed(files: Iterable[Path], problems: list[Problem]) -> _Trees:
    trees: _Trees = {}
    for path in files:
        try:
            source = read_source(path)
            tree, found = parse_to_the_end(source)
            trees[path] = (Place(source), tree)
            problems.extend(found)
        except InvalidInput as error:
            problems.extend(error.problems)
    return trees


def _the_one(
    name: str, folder: Path, files: Iterable[Path], problems: list[Problem]
) -> Path | None:
    """The file of that name, whatever its format."""
    found = _of_that_name(name, files, problems)
    if found is None:
        problems.append(Problem("rules.no-file", {"name": name}, str(folder)))
    return found


def _of_that_name(name: str, files: Iterable[Path], problems: list[Problem]) -> Path | None:
    """The first file of that name, if there is one; others of the same name are problems."""
    found = [path for path in files if path.stem == name]
    problems.extend(
        Problem("rules.file-twice", {"other": found[0].name}, str(one)) for one in found[1:]
    )
    return found[0] if found else None


def _bound(
    path: Path | None, trees: _Trees, model: type[ModelT], problems: list[Problem]
) -> Document[ModelT | None] | None:
    """The file as a document; its model is None where something in it is wrong."""
    if path is None or path not in trees:
        return None
    place, tree = trees[path]
    try:
        bound: ModelT | None = bind(tree, model, place).model
    except InvalidInput as error:
        problems.extend(error.problems)
        bound = None
    return Document(place, tree, bound)


def _content_hash(trees: _Trees) -> str:
    """The hash of what the files say: comments, layout and format do not count."""
    content: dict[str, Plain] = {}
    for path, (_, tree) in trees.items():
        content[path.name if path.stem in content else path.stem] = plain(tree)
    text = json.dumps(content, sort_keys=True, ensure_ascii=False, default=str)
    return hashlib.sha256(text.encode()).hexdigest()
