"""The language of a call: the option, else the locale, else Swedish."""

from __future__ import annotations

import gettext
import os

import pytest

from screening.cli.language import chosen_language
from screening.cli.swedish import speak
from screening.messages import Lang


@pytest.mark.parametrize(
    ("words", "environ", "lang"),
    [
        ([], {}, "sv"),
        ([], {"LANG": "C.UTF-8"}, "sv"),
        ([], {"LANG": "de_DE.UTF-8"}, "sv"),
        ([], {"LANG": "en_US.UTF-8"}, "en"),
        ([], {"LANG": "en_US.UTF-8", "LC_ALL": "sv_SE.UTF-8"}, "sv"),
        ([], {"LC_ALL": "", "LC_MESSAGES": "en_GB", "LANG": "sv_SE"}, "en"),
        (["screen", "--lang", "en"], {"LANG": "sv_SE"}, "en"),
        (["--lang=sv", "screen"], {"LANG": "en_US"}, "sv"),
        (["screen", "--", "--lang", "en"], {}, "sv"),
        (["screen", "--lang"], {"LANG": "en_US"}, "en"),
        (["screen", "--lang", "xx"], {"LANG": "en_US"}, "en"),
    ],
)
def test_the_option_goes_before_the_locale_and_swedish_is_what_is_left(
    words: list[str], environ: dict[str, str], lang: Lang
) -> None:
    assert chosen_language(words, environ) == lang


@pytest.mark.parametrize("before", [None, "de"])
def test_afterwards_the_process_speaks_as_it_did(
    before: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("LANGUAGE", raising=False)
    if before is not None:
        monkeypatch.setenv("LANGUAGE", before)
    domain = gettext.textdomain()
    with speak("sv"):
        assert gettext.gettext("Usage:") == "Användning:"
    assert (os.environ.get("LANGUAGE"), gettext.textdomain()) == (before, domain)
