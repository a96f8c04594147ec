"""``screening new proposal`` writes the form in Word and Excel too, which ``screen`` reads back."""

from __future__ import annotations

import builtins
from pathlib import Path
from typing import Any

import pytest

from screening.intake.starters import starter
from screening.messages import LANGUAGES, Lang
from tests.cli.calling import Call
from tests.intake.filled import FORMS, form


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("suffix", FORMS)
def test_the_name_of_the_file_says_which_form_is_written(
    call: Call, tmp_path: Path, suffix: str, lang: Lang
) -> None:
    answer = call("new", "proposal", "--output", f"form.{suffix}", "--lang", lang)
    assert (answer.code, answer.out) == (0, "")
    assert f"screening screen form.{suffix}" in answer.err
    empty = call("screen", f"form.{suffix}", "--lang", lang)
    question = "fråga 1 (Titel)" if lang == "sv" else "question 1 (Title)"
    assert empty.code == 3
    assert question in empty.err
    assert (tmp_path / f"form.{suffix}").stat().st_size < 60_000


def test_the_format_that_is_asked_for_goes_before_the_name(call: Call, tmp_path: Path) -> None:
    assert call("new", "proposal", "--format", "yaml", "-o", "form.docx").code == 0
    assert (tmp_path / "form.docx").read_text(encoding="utf-8") == starter("proposal", "en")
    assert call("new", "proposal", "--format", "yaml").out == starter("proposal", "en")


@pytest.mark.parametrize("suffix", FORMS)
def test_a_form_that_is_filled_in_is_screened(call: Call, tmp_path: Path, suffix: str) -> None:
    form(tmp_path, suffix)
    answer = call("screen", f"form.{suffix}", "--as-of", "2026-06-01")
    assert answer.code == 0
    assert answer.out.startswith("Digitala hembesök")


@pytest.mark.parametrize(("suffix", "package"), [("docx", "python-docx"), ("xlsx", "openpyxl")])
def test_without_the_package_for_a_form_it_is_told_what_to_install(
    call: Call, tmp_path: Path, suffix: str, package: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    imported = builtins.__import__

    def without(name: str, *rest: Any, **named: Any) -> Any:
        if name.partition(".")[0] in ("docx", "openpyxl"):
            raise ImportError(name)
        return imported(name, *rest, **named)

    form(tmp_path, suffix)
    monkeypatch.setattr(builtins, "__import__", without)
    answer = call("new", "proposal", "-o", f"new.{suffix}")
    assert answer.code == 3
    assert f"pip install {package}" in answer.err
    read = call("screen", f"form.{suffix}", "--as-of", "2026-06-01")
    # Forms in Word are read without any package.
    assert (read.code, "pip install" in read.err) == ((0, False) if suffix == "docx" else (3, True))
