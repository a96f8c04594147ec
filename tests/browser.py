"""Chromium and LibreOffice as tests use them: without a window, one run for many pages."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections.abc import Iterable, Mapping
from html import unescape
from pathlib import Path
from typing import Any, Final

import pytest

__all__ = ["as_pdf", "as_saved", "dumped", "needs", "pages_of", "printed", "requests_of", "shot"]

_QUIET: Final = (
    "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-component-update",
    "--disable-background-networking", "--host-resolver-rules=MAP * ~NOTFOUND",
)  # fmt: skip
"""Nothing leaves the machine, whatever a page asks for."""
_ITSELF: Final = "not an origin"
"""Who asks for what Chromium asks for by itself, in its log of the network."""


def needs(*programs: str) -> pytest.MarkDecorator:
    """Leave a test out where a program is not installed, and say which."""
    missing = [program for program in programs if shutil.which(program) is None]
    return pytest.mark.skipif(bool(missing), reason=f"not installed: {', '.join(missing)}")


def shot(page: Path, picture: Path, width: int, height: int) -> None:
    """A picture of the upper part of a page, on a screen."""
    size = f"--window-size={width},{height}"
    _chromium(page, size, "--hide-scrollbars", f"--screenshot={picture}")


def printed(page: Path, pdf: Path) -> None:
    """The page as it comes out of a printer."""
    _chromium(page, "--no-pdf-header-footer", f"--print-to-pdf={pdf}")


def dumped(page: Path, log: Path) -> Any:
    """What the scripts of a page wrote into its ``pre``, as JSON; the network is logged."""
    options = ("--virtual-time-budget=100000", f"--log-net-log={log}", "--dump-dom")
    (told,) = re.findall("<pre>(.*)</pre>", _chromium(page, *options), re.DOTALL)
    return json.loads(unescape(told))


def requests_of(log: Path) -> set[str]:
    """The addresses beside files that pages asked for, from a log of the network."""
    known = json.loads(log.read_text(encoding="utf-8"))
    start = known["constants"]["logEventTypes"]["URL_REQUEST_START_JOB"]
    asked: Iterable[Mapping[str, str]] = (
        event["params"] for event in known["events"] if event["type"] == start and "params" in event
    )
    return {
        each["url"]
        for each in asked
        if each.get("initiator") != _ITSELF and not each.get("url", "file:").startswith("file:")
    }


def as_pdf(files: Iterable[Path], folder: Path) -> None:
    """Files of Word or Excel as LibreOffice prints them, one run for all."""
    as_saved(files, "pdf", folder)


def as_saved(files: Iterable[Path], suffix: str, folder: Path) -> None:
    """Files of Word or Excel as LibreOffice saves them in a format, one run for all."""
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = ["soffice", "--headless", profile, "--convert-to", suffix, "--outdir", str(folder)]
    subprocess.run([*command, *map(str, files)], check=True, timeout=300, capture_output=True)


def pages_of(pdf: Path) -> list[str]:
    """The text of each page."""
    told = subprocess.run(
        ["pdftotext", "-layout", pdf, "-"], check=True, timeout=60, capture_output=True
    ).stdout.decode()
    return told.split("\f")[:-1]


def _chromium(page: Path, *options: str) -> str:
    command = ["chromium", *_QUIET, *options, page.as_uri()]
    done = subprocess.run(command, check=True, timeout=240, capture_output=True)
    return done.stdout.decode()
