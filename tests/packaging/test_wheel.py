"""The package as others install it: from a wheel, in a folder that holds nothing of ours."""

from __future__ import annotations

import json
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PROPOSAL = {
    "title": "Kompetenscentrum Hälsa och välfärdsteknik: kurser",
    "summary": "Kurser i välfärdsteknik för chefer och medarbetare inom vård och omsorg.",
    "parties": [{"name": "Region Västmanland"}, {"name": "MDU"}],
    "level": "unit",
}
EMBEDDED = """
import sys, pathlib
import screening
assert pathlib.Path(screening.__file__).is_relative_to(sys.argv[1]), screening.__file__
from screening import Screener
screener = Screener.load()
print(screener.screen({proposal!r}).outcome, len(screener.register), len(screener.ruleset.rules))
"""


@pytest.fixture(scope="session")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder into which the wheel has been unpacked, as an installer would."""
    dist = tmp_path_factory.mktemp("dist")
    build = "from hatchling.build import build_wheel; import sys; build_wheel(sys.argv[1])"
    subprocess.run([sys.executable, "-c", build, str(dist)], cwd=ROOT, check=True)
    (wheel,) = dist.glob("*.whl")
    site = tmp_path_factory.mktemp("site")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(site)
    return site


def run(site: Path, cwd: Path, *words: str) -> str:
    """Python with the unpacked wheel before our own packages, and away from the project."""
    path = f"{site}:{sysconfig.get_paths()['purelib']}"
    done = subprocess.run(
        [sys.executable, "-S", *words],
        cwd=cwd, env={"PYTHONPATH": path, "LANG": "C.UTF-8"}, capture_output=True, check=True,
        encoding="utf-8",
    )  # fmt: skip
    return done.stdout


@pytest.mark.slow
def test_the_wheel_screens_in_an_empty_folder(installed: Path, tmp_path: Path) -> None:
    told = run(installed, tmp_path, "-c", EMBEDDED.format(proposal=PROPOSAL), str(installed))
    rules = sum(
        text.count("\n  - id: ")
        for text in ((ROOT / "rules" / f"{name}.yaml").read_text(encoding="utf-8")
        for name in ("4.3", "4.4", "4.5", "6"))
    )  # fmt: skip
    assert told == f"route-to-existing 53 {rules}\n"


@pytest.mark.slow
def test_the_wheels_command_line_screens_in_an_empty_folder(
    installed: Path, tmp_path: Path
) -> None:
    (tmp_path / "p.json").write_text(json.dumps(PROPOSAL), encoding="utf-8")
    command = "from screening.cli import main; main()"
    told = run(installed, tmp_path, "-c", command, "screen", "p.json", "--format", "json")
    assert json.loads(told)["target"]["id"] == "K-014"


@pytest.mark.slow
def test_the_wheel_holds_what_is_needed_and_nothing_else(installed: Path) -> None:
    shipped = {
        str(path.relative_to(installed))
        for path in installed.rglob("*")
        if path.is_file() and ".dist-info" not in str(path) and "__pycache__" not in str(path)
    }
    sources = {
        str(path.relative_to(ROOT))
        for path in (ROOT / "screening").rglob("*")
        if path.is_file() and "__pycache__" not in str(path)
    }
    rules = {
        f"screening/_shipped/rules/{path.relative_to(ROOT / 'rules')}"
        for path in (ROOT / "rules").rglob("*")
        if path.is_file()
    }
    register = {f"screening/_shipped/register.{suffix}" for suffix in ("yaml", "bands.json")}
    assert shipped == sources | rules | register
    assert "screening/py.typed" in shipped


def test_an_editable_install_finds_the_projects_own_rules() -> None:
    from screening.shipped import sample_register, shipped_rules

    assert shipped_rules() == ROOT / "rules"
    assert sample_register() == ROOT / "fixtures" / "register.yaml"
