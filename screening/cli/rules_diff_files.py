"""The cases that show what a change of rules does, as files to screen by both rule sets."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from screening.cli.options import refuse
from screening.messages import Lang, message
from screening.report.diff_words import change_title
from screening.workbench.diff.differences import Difference, ToldChange
from screening.workbench.example_files import ExampleFiles, write_example
from screening.workbench.told import Filed

__all__ = ["PairFiles"]

_SIDES = ("old", "new")


class PairFiles:
    """Makes cases into files, and writes them where that is asked for.

    Args:
        folders: the folders of the old and of the new rules.
        lasting: whether each stays where it is; rules of a revision do not, and are written
            beside the cases.
        into: where a folder for each case is made; None where nothing is to be written.
        lang: the language of the files.
    """

    def __init__(
        self, folders: Sequence[Path], lasting: Sequence[bool], into: Path | None, lang: Lang
    ) -> None:
        self._folders = list(folders)
        self._lasting = lasting
        self._into = into
        self._lang = lang

    def of(self, differences: Sequence[Difference]) -> dict[tuple[int, int], tuple[Filed, Filed]]:
        """The cases of all changes, by the places of the difference and the change.

        Ends the program where they cannot be written.
        """
        from screening.workbench.diff.examples import filed_both  # noqa: PLC0415 - slow to load

        found: dict[tuple[int, int], tuple[Filed, Filed]] = {}
        for place, difference in enumerate(differences):
            for number, change in enumerate(difference.changes):
                both = filed_both(change.before, change.after)
                if self._into is not None:
                    name = change.name if not place else f"{change.name}-{place + 1}"
                    both = self._kept(self._into / name, both, difference, change)
                found[place, number] = both
        return found

    def _kept(
        self,
        folder: Path,
        both: tuple[Filed, Filed],
        difference: Difference,
        change: ToldChange,
    ) -> tuple[Filed, Filed]:
        says = [change_title(change, difference.stretch, self._lang)]
        try:
            old, new = (self._one(folder, side, both, says) for side in (0, 1))
        except FileExistsError as error:
            refuse(message("logic.example-exists", self._lang, path=error))
        except OSError as error:
            reason = error.strerror
            refuse(message("text.cannot-write", self._lang, file=folder, reason=reason))
        return old, new

    def _one(
        self, folder: Path, side: int, both: tuple[Filed, Filed], says: Sequence[str]
    ) -> Filed:
        """One side's case written: into the same folder where the files are the same."""
        file, realised = both[side], both[side].realised
        if realised is None:
            return file
        first = both[0].realised
        alike = first is not None and (
            (first.proposal, first.register) == (realised.proposal, realised.register)
        )
        apart = not alike or any(each.realised and each.realised.letter for each in both)
        into = folder / _SIDES[side] if apart else folder
        written: ExampleFiles = write_example(
            into,
            realised,
            self._rules(side),
            says=says,
            lang=self._lang,
            overwrite=side > 0 and not apart,
        )
        return replace(file, command=written.command)

    def _rules(self, side: int) -> Path:
        """The folder of a side's rules; those of a revision are written out once."""
        if self._into is not None and not self._lasting[side]:
            kept = self._into / f"{_SIDES[side]}-rules"
            if self._folders[side] != kept:
                shutil.copytree(self._folders[side], kept)
                self._folders[side] = kept
        return self._folders[side]
