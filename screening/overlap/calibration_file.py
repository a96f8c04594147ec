"""A register's bands in the file beside it, and whether they still are of that register."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Final, Literal

from screening.errors import InvalidInput
from screening.intake.binding import bind
from screening.intake.documents import parse_to_the_end
from screening.intake.places import Place
from screening.intake.source import read_source
from screening.model.calibration import Calibration

__all__ = ["Standing", "calibration_path", "read_calibration", "standing", "write_calibration"]

Standing = Literal["current", "register-changed", "scoring-changed"]
"""Whether a calibration is of the register and the way of scoring that are in use."""

_ON_A_LINE: Final = 10


def calibration_path(register_path: str | os.PathLike[str]) -> Path:
    """Where the bands of a register lie: ``register.bands.json`` beside ``register.yaml``."""
    path = Path(register_path)
    return path.with_name(f"{path.stem}.bands.json")


def read_calibration(path: Path) -> Calibration | None:
    """The calibration in a file, or None where there is no such file.

    Raises:
        InvalidInput: with every problem of the file, each with its line and column.
    """
    try:
        source = read_source(path)
    except InvalidInput as error:
        if error.problems[0].code == "reading.missing":
            return None
        raise
    tree, found = parse_to_the_end(source)
    return bind(tree, Calibration, Place(source), found=found).model


def write_calibration(path: Path, calibration: Calibration) -> None:
    """Write a calibration; who reads meanwhile finds the old one or the new, never half of it.

    Raises:
        OSError: it cannot be written; what was there before is there still.
    """
    new = path.with_name(f".{path.name}.{os.getpid()}.new")
    try:
        with new.open("w", encoding="utf-8", newline="\n") as file:
            file.write(_text(calibration))
            file.flush()
            os.fsync(file.fileno())
        new.replace(path)
    finally:
        new.unlink(missing_ok=True)


def standing(calibration: Calibration, register_sha256: str, scoring_sha256: str) -> Standing:
    """Whether a calibration is of this register, and of this way of scoring."""
    if calibration.register_sha256 != register_sha256:
        return "register-changed"
    return "current" if calibration.scoring == scoring_sha256 else "scoring-changed"


def _text(calibration: Calibration) -> str:
    """The calibration as JSON, its curve ten scores to a line, so that changes can be read."""
    content = calibration.model_dump(mode="json")
    reached = [json.dumps(share) for share in content.pop("reached")]
    head = json.dumps(content, indent=2).removesuffix("\n}")
    lines = [
        f"    {', '.join(reached[at : at + _ON_A_LINE])}"
        for at in range(0, len(reached), _ON_A_LINE)
    ]
    return f'{head},\n  "reached": [\n' + ",\n".join(lines) + "\n  ]\n}\n"
