from __future__ import annotations

import subprocess
import sys

import pytest


@pytest.mark.parametrize("command", ["check", "prove"])
def test_nothing_that_screens_is_loaded_before_a_case_is_to_be_files(command: str) -> None:
    code = (
        f"import sys, screening.cli.rules_{command}; "
        "print(sorted({'screening.screener', 'screening.workbench.realising'} & {*sys.modules}))"
    )

    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)

    assert done.stdout == "[]\n"
