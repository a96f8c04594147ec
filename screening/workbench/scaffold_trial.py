"""A change of a rule folder tried before it is made."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from screening.errors import InvalidInput
from screening.ruleset.loading import load_rules, rule_files
from screening.ruleset.rules import RuleSet
from screening.workbench.cases import Case, load_cases

__all__ = ["tried"]


def tried(folder: Path, texts: Mapping[str, str]) -> tuple[RuleSet, list[Case]]:
    """The rule set as it would be with some files written, and the cases among them.

    Args:
        folder: the rule folder, which stays as it is.
        texts: what would be written, by the name within the folder; cases in ``tests/``.

    Raises:
        InvalidInput: with every problem that the folder would have, told as if it had it.
    """
    with TemporaryDirectory() as made:
        trial = Path(made)
        for path in rule_files(folder):
            shutil.copyfile(path, trial / path.name)
        for name, text in texts.items():
            (trial / name).parent.mkdir(exist_ok=True)
            (trial / name).write_bytes(text.encode())
        try:
            ruleset = load_rules(trial)
            tests = trial / "tests"
            return ruleset, load_cases(tests, ruleset) if tests.is_dir() else []
        except InvalidInput as error:
            raise InvalidInput(
                replace(problem, file=(problem.file or "").replace(made, str(folder)))
                for problem in error.problems
            ) from None
