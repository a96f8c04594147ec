"""Files made to break a reader: refused with place and remedy, fast and in little memory."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.peaks import PEAK

PARTIES = "parties: [{name: Region Västmanland}, {name: Mälardalens universitet}]\n"
SOUND = f"title: Ett förslag\nsummary: Vi prövar något nytt.\nlevel: unit\n{PARTIES}"
BOMB = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{new}: &{new} [{', '.join(f'*{old}' for _ in range(9))}]\n"
    for old, new in zip("abcdefgh", "bcdefghi", strict=True)
)

HOSTILE: dict[str, tuple[str, bytes, str]] = {
    "unknown key": ("a.yaml", f"{SOUND}levl: unit\n".encode(), "input.unknown-key"),
    "near-miss key": ("a.yaml", SOUND.replace("title", "tilte").encode(), "input.unknown-key"),
    "wrong type": ("a.yaml", SOUND.replace("Ett förslag", "[1]").encode(), "input.not-text"),
    "impossible date": ("a.yaml", f"{SOUND}period: {{end: 2027-02-29}}\n".encode(), "input.impossible-day"),
    "duplicate key": ("a.yaml", f"{SOUND}title: Ett till\n".encode(), "reading.duplicate-key"),
    "several documents": ("a.yaml", f"{SOUND}---\n{SOUND}".encode(), "reading.several-documents"),
    "tab": ("a.yaml", f"{SOUND}period:\n\tend: 2027-01-01\n".encode(), "reading.tab"),
    "Latin-1": ("a.yaml", SOUND.encode("latin-1"), "reading.not-utf-8"),
    "UTF-16": ("a.yaml", SOUND.encode("utf-16"), "reading.encoding"),
    "UTF-16 without a mark": ("a.yaml", SOUND.encode("utf-16-le"), "reading.encoding"),
    "NUL": ("a.yaml", SOUND.replace("nytt", "ny\0tt").encode(), "reading.control-character"),
    "NaN": ("a.yaml", f"{SOUND}resources: {{staff_fte: .nan}}\n".encode(), "input.not-finite"),
    "NaN in JSON": ("a.json", b'{"resources": {"staff_fte": NaN}}', "reading.not-finite"),
    "infinite": ("a.yaml", f"{SOUND}resources: {{staff_fte: 1e999}}\n".encode(), "reading.number-too-large"),
    "huge number": ("a.yaml", f"{SOUND}resources: {{funding_sek: {'9' * 100_000}}}\n".encode(), "reading.number-too-large"),
    "absurd number": ("a.yaml", f"{SOUND}resources: {{funding_sek: 1e30}}\n".encode(), "input.too-large"),
    "title of 5 MB": ("a.yaml", SOUND.replace("Ett förslag", "x" * 5_000_000).encode(), "reading.too-large"),
    "title of 900 kB": ("a.yaml", SOUND.replace("Ett förslag", "x" * 900_000).encode(), "input.too-long"),
    "1,000 deep": ("a.yaml", b"[" * 1000, "reading.too-deep"),
    "1,000 deep in JSON": ("a.json", b"[" * 1000 + b"]" * 1000, "reading.too-deep"),
    "1,000 deep in TOML": ("a.toml", b"a = " + b"[" * 1000 + b"]" * 1000, "reading.too-deep"),
    "alias bomb": ("a.yaml", BOMB.encode(), "reading.alias"),
    "Python tag": ("a.yaml", f"{SOUND}themes: !!python/object/apply:os.system [id]\n".encode(), "reading.tag"),
    "empty": ("a.yaml", b"", "reading.empty"),
    "unknown entry": ("a.yaml", f"{SOUND}considered: [{{constellation: K-999, answer: hosts}}]\n".encode(), "input.unknown-considered"),
    "end before start": ("a.yaml", f"{SOUND}period: {{start: 2028-01-01, end: 2027-01-01}}\n".encode(), "input.end-before-start"),
    "negative": ("a.yaml", f"{SOUND}resources: {{staff_fte: -1}}\n".encode(), "input.too-small"),
    "a spreadsheet": ("a.xlsx", b"PK\x03\x04", "package.broken"),
    "a terminal's escape": ("a.json", b'{"title": "a\\u001b[31m", "summary": "b", "parties": [{"name": "c"}]}', "input.control-character"),
}  # fmt: skip

# Runs the command line, and tells the kilobytes it took at most.
MEASURED = f"""{PEAK}
import sys
from screening.cli import main
try:
    main(sys.argv[1:])
finally:
    print(peak(), file=sys.stderr)
"""


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_refused_and_the_next_is_screened(name: str, tmp_path: Path) -> None:
    file, content, code = HOSTILE[name]
    (tmp_path / file).write_bytes(content)
    (tmp_path / "sound.yaml").write_text(SOUND, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-c", MEASURED, "screen", file, "sound.yaml", "--format", "json"],
        cwd=tmp_path, capture_output=True, check=False, encoding="utf-8", timeout=60,
    )  # fmt: skip
    assert done.returncode == 3
    assert "Traceback" not in done.stderr
    refused, screened = json.loads(done.stdout)
    codes = [each["code"] for each in refused["errors"]]
    assert code in codes
    assert all(each["message"] and each["help"] for each in refused["errors"])
    assert screened["outcome"] == "needs-specific-agreement"
    assert int(done.stderr.split()[-1]) < 300_000


def test_a_register_with_the_same_id_twice_is_refused(tmp_path: Path) -> None:
    entry = "{id: K-1, name: A, kind: platform, status: active, parties: [MDU]}"
    (tmp_path / "register.yaml").write_text(f"[{entry}, {entry}]\n", encoding="utf-8")
    (tmp_path / "sound.yaml").write_text(SOUND, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-c", MEASURED, "screen", "sound.yaml", "--lang", "en"],
        cwd=tmp_path, capture_output=True, check=False, encoding="utf-8", timeout=60,
    )  # fmt: skip
    assert done.returncode == 3
    assert "register.yaml:1:75\n" in done.stderr
    assert "The id “K-1” is already taken by an earlier entry." in done.stderr
