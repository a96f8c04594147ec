"""A folder into a rule set, or into its versions, with all that is wrong in any file at once."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from screening.errors import InvalidInput, Problem
from screening.intake.document import Document
from screening.model.days import today
from screening.ruleset.assembling import assemble
from screening.ruleset.files import RuleSetFile
from screening.ruleset.folders import read_folder, rule_files, version_folders
from screening.ruleset.rules import RuleSet
from screening.ruleset.versions import Version, Versions, clashes

__all__ = ["load", "load_rules", "load_versions", "rule_files"]


def load_rules(folder: str | Path, as_of: date | None = None) -> RuleSet:
    """The rule set in a folder: ``ruleset``, ``letter``, ``parties`` and any rule files.

    A ``vocabulary`` may be there too.  Each may be YAML, JSON or TOML.  A folder of versions,
    each in a folder of its own, gives the one that is valid on the day.

    Args:
        folder: where they lie.
        as_of: the day that the rules are of; today unless another is named.

    Raises:
        InvalidInput: with every problem of every file; or none of the versions is valid on
            the day.
    """
    return load(folder).on(as_of or today())


def load_versions(folder: str | Path) -> Versions:
    """All versions in a folder of versions, in the order of their days.

    A folder that is a rule set itself is the only version of it.

    Raises:
        InvalidInput: with every problem of every file of every version, and with the gaps
            and overlaps in time between them.
    """
    loaded = load(folder)
    if isinstance(loaded, Versions):
        return loaded
    return Versions(str(folder), (Version(Path(folder).name, loaded),))


def load(folder: str | Path) -> RuleSet | Versions:
    """The rule set in a folder, as of its first day, or the versions of one.

    Raises:
        InvalidInput: as :func:`load_rules` and :func:`load_versions` do.
    """
    folder = Path(folder)
    if not folder.is_dir():
        raise InvalidInput([Problem("rules.no-folder", {"folder": str(folder)}, str(folder))])
    folders = version_folders(folder)
    if folders:
        return _versions(folder, folders)
    problems: list[Problem] = []
    return assemble(read_folder(folder, problems), problems)


def _versions(folder: Path, folders: list[Path]) -> Versions:
    problems = [Problem("rules.among-versions", {}, str(path)) for path in rule_files(folder)]
    loaded: list[Version] = []
    dated: list[tuple[str, Document[RuleSetFile]]] = []
    for path in folders:
        found: list[Problem] = []
        whole = read_folder(path, found)
        if whole.ruleset and (model := whole.ruleset.model):
            dated.append((path.name, Document(whole.ruleset.place, whole.ruleset.tree, model)))
        try:
            loaded.append(Version(path.name, assemble(whole, found)))
        except InvalidInput as error:
            problems.extend(error.problems)
    problems.extend(clashes(dated))
    if problems:
        raise InvalidInput(problems)
    return Versions(
        str(folder), tuple(sorted(loaded, key=lambda version: version.ruleset.valid_from))
    )
