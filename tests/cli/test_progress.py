"""A bar on a terminal, and nothing elsewhere."""

from __future__ import annotations

import io
import sys

import pytest

from screening.cli.progress import progress


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("screen", "count", "shown"),
    [(Terminal(), 20, True), (Terminal(), 1, False), (Terminal(), 0, False),
     (io.StringIO(), 20, False)],
)  # fmt: skip
def test_how_far_it_has_come_is_shown_on_a_terminal(
    monkeypatch: pytest.MonkeyPatch, screen: io.StringIO, count: int, *, shown: bool
) -> None:
    monkeypatch.setattr(sys, "stderr", screen)
    monkeypatch.setenv("TERM", "xterm")
    with progress(count) as step:
        for _ in range(count):
            step()
    assert (f"{count}/{count}" in screen.getvalue()) == shown
    assert bool(screen.getvalue()) == shown
