from __future__ import annotations

import re

import pytest

from tests.docs.pages import Page, pages

FORBIDDEN = re.compile(
    r"(?<![\w.])/(?:work|root|home|tmp|opt)/"
    r"|(?<![.\w])(?:sessions?|issues?|helpers?|briefs?|workplace|coworkers?)\b"
    r"|pypi|pythonh"
    r"osted|npmjs|crates\.io"
    r"|\bTODO\b|\bFIXME\b|lorem ipsum",
    re.IGNORECASE,
)


@pytest.mark.parametrize("page", pages(), ids=lambda page: page.name)
def test_a_page_speaks_of_the_product_alone(page: Page) -> None:
    assert FORBIDDEN.findall(page.text) == []


@pytest.mark.parametrize("page", pages(), ids=lambda page: page.name)
def test_a_page_has_one_title_and_it_stands_first(page: Page) -> None:
    text = re.sub(r"^```.*?^```$", "", page.text, flags=re.MULTILINE | re.DOTALL)
    titles = re.findall(r"^# .+$", text, re.MULTILINE)

    assert len(titles) == 1
    assert re.sub(r"^<!--.*?-->\s*", "", text, flags=re.DOTALL).startswith(titles[0])
