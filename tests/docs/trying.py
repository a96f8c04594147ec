"""A page's files saved and its commands run, in a folder of their own."""

from __future__ import annotations

import contextlib
import io
import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final
from unittest import mock

from screening.cli import main
from tests.docs.pages import Block, Page

__all__ = ["NotAsWritten", "Trial", "normalised", "tried", "without_times"]

_LOCALES: Final = {"sv": "sv_SE.UTF-8", "en": "en_US.UTF-8"}
_NEEDS_A_SHELL: Final = re.compile(r"[|<>;&$`*]")
_SETTING: Final = re.compile(r"export (\w+)=(\S+)")
_TIME: Final = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|\+00:00)")
_HASH: Final = re.compile(r"\b[0-9a-f]{64}\b|(?<=\()[0-9a-f]{8}(?=\))")
_CUT: Final = "[…]"


class NotAsWritten(Exception):
    """A note on a page asks for what cannot be done."""


def without_times(text: str) -> str:
    return _TIME.sub("TIME", text)


def normalised(text: str) -> str:
    """A text without what is another at every run, or with every edit of a rule."""
    return _HASH.sub("HASH", without_times(text))


def tried(page: Page, folder: Path) -> Iterator[tuple[Block, str]]:
    """The page's blocks in turn, each console block with the text that it should have."""
    trial = Trial(folder, page.lang)
    for block in page.blocks():
        if block.note == "file":
            trial.save(block)
        elif block.language == "python":
            trial.execute(block, page.name)
        elif block.language == "console" and block.note != "not run":
            yield block, trial.console(block)


class Trial:
    """A folder in which a reader follows a page."""

    def __init__(self, folder: Path, lang: str) -> None:
        self._folder = folder
        self._names: dict[str, Any] = {"__name__": "__page__"}
        self._exit_code = 0
        self._environ = {
            "PATH": os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]]),
            "HOME": str(folder),
            "LANG": _LOCALES[lang],
            "COLUMNS": "80",
            "PYTHONUNBUFFERED": "1",
            "PYTHONUTF8": "1",
        }

    def save(self, block: Block) -> None:
        """Do with a file what a block's note says."""
        name, _, how = block.said.partition(", ")
        file = self._folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        text = _changed(file.read_text(encoding="utf-8"), how, block.text) if how else block.text
        file.write_text(text, encoding="utf-8")

    def execute(self, block: Block, page: str) -> None:
        """Run a Python block; it sees what the page's blocks before it have made."""
        code = compile("\n" * block.first + block.text, page, "exec")
        with self._as_there():
            exec(code, self._names)  # noqa: S102 - our own pages

    def console(self, block: Block) -> str:
        """The block with what its commands really print."""
        commands = re.findall(r"^\$ ((?:.*\\\n)*.*)$", block.text, re.MULTILINE)
        told = []
        for number, command in enumerate(commands, start=1):
            printed = self.run(command.replace("\\\n", ""))
            if block.note == "only" and number == len(commands):
                printed = _only(printed, block.said)
            told.append(f"$ {command}\n{printed}")
        return "".join(told)

    def run(self, command: str) -> str:
        """What a command prints on either stream, without blanks at the ends of lines."""
        if command == "echo $?":
            return f"{self._exit_code}\n"
        if setting := _SETTING.fullmatch(command):
            self._environ[setting[1]] = setting[2]
            return ""
        if command.startswith("screening ") and not _NEEDS_A_SHELL.search(command):
            printed = self._called(shlex.split(command)[1:])
        else:
            printed = self._shelled(command)
        lines = [line.rstrip() for line in printed.rstrip().splitlines()]
        return "".join(f"{line}\n" for line in lines)

    def _called(self, arguments: list[str]) -> str:
        """The command line called here, which is quicker than starting Python for it."""
        screen = io.TextIOWrapper(io.BytesIO(), encoding="utf-8", write_through=True)
        with (
            self._as_there(),
            contextlib.redirect_stdout(screen),
            contextlib.redirect_stderr(screen),
            mock.patch.object(sys, "stdin", io.TextIOWrapper(io.BytesIO())),
        ):
            try:
                main(arguments)
            except SystemExit as end:
                self._exit_code = int(end.code or 0)
        screen.seek(0)
        return screen.read()

    def _shelled(self, command: str) -> str:
        done = subprocess.run(
            ["bash", "-c", command],
            check=False,
            cwd=self._folder,
            env=self._environ,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )
        self._exit_code = done.returncode
        return done.stdout.decode()

    @contextlib.contextmanager
    def _as_there(self) -> Iterator[None]:
        with contextlib.chdir(self._folder), mock.patch.dict(os.environ, self._environ, clear=True):
            yield


def _changed(text: str, how: str, new: str) -> str:
    """The text of a file with a block put where its note says."""
    way, _, line = how.partition(": ")
    if way == "added at the end":
        return text + new
    lines = text.splitlines(keepends=True)
    places = [place for place, one in enumerate(lines) if one.strip() == line]
    if way == "instead of" and len(places) == 1:
        return "".join([*lines[: places[0]], new, *lines[places[0] + 1 :]])
    if way == "from the last" and places:
        return "".join([*lines[: places[-1]], new])
    raise NotAsWritten(f"“{way}”: {len(places)} lines are “{line}”")


def _only(printed: str, said: str) -> str:
    """The part of what was printed that a note asks for, with a mark where lines are left out."""
    start, _, end = (part.strip() for part in said.partition("…"))
    lines = printed.splitlines()
    first = next((n for n, line in enumerate(lines) if line.strip().startswith(start)), None)
    if first is None:
        raise NotAsWritten(f"no line begins with “{start}” in:\n{printed}")
    last = len(lines)
    if end:
        places = range(first + 1, len(lines))
        last = next((n for n in places if lines[n].strip().startswith(end)), last)
    shown = lines[first:last]
    while shown and not shown[-1]:
        shown.pop()
    before, after = ([_CUT] if first else []), ([_CUT] if last < len(lines) else [])
    return "".join(f"{line}\n" for line in [*before, *shown, *after])
