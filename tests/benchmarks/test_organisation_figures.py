from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.benchmarks.organisations import main, run


def test_the_benchmark_counts_what_is_found_of_names_hidden_in_turn(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    records = [
        {
            "id": "1",
            "names": [["Norrviks universitet", "sv", []], ["Norrvik University", None, []]],
        },
        {"id": "2", "names": [["Sydviks fond", None, []], ["Österfonden", None, []]]},
        {"id": "3", "names": [["Västviks institut", None, []]]},
    ]
    lines = "\n".join(json.dumps(record) for record in records)
    (tmp_path / "organisations_se.jsonl").write_text(lines, encoding="utf-8")
    (tmp_path / "organisations_other.txt").write_text("Ort AB\n\nSydviks fond\n", encoding="utf-8")

    first, *_ = run(tmp_path)
    assert (first.records, first.lookups, first.right, first.wrong) == (2, 4, 0.5, 0.0)
    assert first.foreign == 0.5
    assert main([str(tmp_path)]) == 0
    assert "OrganisationIndex" in capsys.readouterr().out


def test_the_benchmark_says_which_file_is_missing(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match=r"organisations_se\*\.jsonl"):
        run(tmp_path)
