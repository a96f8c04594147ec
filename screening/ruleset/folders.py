"""Folders of rule files: which files and which versions lie in one, and what the files say."""

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
from screening.ruleset.documents import Folder
from screening.ruleset.files import (
    LetterFile,
    PartiesFile,
    RuleFile,
    RuleSetFile,
    VocabularyFile,
)

__all__ = ["read_folder", "rule_files", "version_folders"]

ModelT = TypeVar("ModelT", bound=BaseModel)
_Trees = dict[Path, tuple[Place, Node]]

_RULESET: Final = "ruleset"
_NEEDED: Final = (_RULESET, "letter", "parties")
_VOCABULARY: Final = "vocabulary"
_NOT_RULES: Final = frozenset({*_NEEDED, _VOCABULARY})


def rule_files(folder: Path) -> list[Path]:
    """The files of a rule set, by name; subfolders (its tests) are not part of it."""
    return sorted(
        path
        for path in folder.iterdir()
        if path.is_file() and path.suffix.lower() in SUFFIXES and not path.name.startswith(".")
    )


def version_folders(folder: Path) -> list[Path]:
    """The folders of the versions of a rule set, by name, where a folder holds such.

    It does if it has no file ``ruleset`` of its own, and a subfolder has one.  Then each
    subfolder with a file that a rule set needs is a version.
    """
    if _names(folder) & {_RULESET}:
        return []
    names = {
        path: _names(path)
        for path in sorted(folder.iterdir())
        if path.is_dir() and not path.name.startswith(".")
    }
    if not any(_RULESET in each for each in names.values()):
        return []
    return [path for path, each in names.items() if each & {*_NEEDED}]


def _names(folder: Path) -> set[str]:
    return {path.stem for path in rule_files(folder)}


def read_folder(folder: Path, problems: list[Problem]) -> Folder:
    """What the files of a rule set say, one by one; what is wrong in them is added."""
    files = rule_files(folder)
    trees = _parsed(files, problems)
    ruleset, letter, parties = (_the_one(name, folder, files, problems) for name in _NEEDED)
    vocabulary = _of_that_name(_VOCABULARY, files, problems)
    return Folder(
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
