"""Where the shipped rules and the sample register are.

In a wheel they lie inside the package; an editable install finds them in the project.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

__all__ = ["sample_register", "shipped_rules"]

_PACKAGE: Final = Path(__file__).resolve().parent
_IN_WHEEL: Final = _PACKAGE / "_shipped"


def shipped_rules() -> Path:
    """The folder of the rules that ship."""
    inside = _IN_WHEEL / "rules"
    return inside if inside.is_dir() else _PACKAGE.parent / "rules"


def sample_register() -> Path:
    """The invented register that ships, for trying things out."""
    inside = _IN_WHEEL / "register.yaml"
    return inside if inside.is_file() else _PACKAGE.parent / "fixtures" / "register.yaml"
