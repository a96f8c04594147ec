"""Files made to do harm are refused, or read, soon, in little memory, and fetch nothing."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from screening.intake.files import read_proposal
from tests.intake.filled import FORMS, PROPOSAL
from tests.intake.hostile_files import HOSTILE
from tests.intake.importing import problems_of
from tests.peaks import PEAK

READ = f"""{PEAK}
import json, sys
from screening.intake.files import read_proposal, read_register, read_table
from screening.errors import InvalidInput
reached = set()
sys.addaudithook(lambda event, _: event.startswith(("socket", "subprocess", "urllib")) and
                 reached.add(event))
readers = dict(form=read_proposal, register=read_register, table=read_table)
told = dict()
for kind, file in zip(sys.argv[1::2], sys.argv[2::2]):
    try:
        readers[kind](file)
        told[kind] = None
    except InvalidInput as error:
        assert all(each.message(lang) and each.help(lang)
                   for each in error.problems for lang in ("sv", "en"))
        told[kind] = error.problems[0].code
print(json.dumps([told, sorted(reached), peak()]))
"""


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_refused_or_read_in_little_memory_and_reaches_for_nothing(
    name: str, tmp_path: Path
) -> None:
    hostile = HOSTILE[name]
    files = [each for kind in hostile.kinds for each in (kind, hostile.file(tmp_path, kind))]
    done = subprocess.run(
        [sys.executable, "-c", READ, *map(str, files)],
        capture_output=True, check=True, timeout=20 * len(hostile.kinds),
    )  # fmt: skip
    told, reached, kilobytes = json.loads(done.stdout)
    assert (told, reached) == (dict(hostile.kinds), [])
    assert kilobytes < 300_000


@pytest.mark.parametrize("suffix", FORMS)
def test_a_file_is_refused_wherever_it_is_cut_off(suffix: str, tmp_path: Path) -> None:
    whole = FORMS[suffix]("sv", PROPOSAL)
    file = tmp_path / f"form.{suffix}"
    lengths = [*range(0, len(whole), 211), len(whole) - 1]
    codes = {}
    for length in lengths:
        file.write_bytes(whole[:length])
        codes[length] = [problem.code for problem in problems_of(lambda: read_proposal(file))]
    assert codes == {length: ["package.broken"] for length in lengths}
