"""Pages in a browser: everyone can read them (WCAG 2.1 A and AA), and they ask for nothing."""

from __future__ import annotations

import json
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any, Final

import pytest

from screening.cli import main
from screening.messages import LANGUAGES
from screening.report.document_html import as_html
from screening.report.verdict_page import verdict_page
from screening.report.verdicts_page import verdicts_page
from tests.browser import dumped, needs, requests_of
from tests.docs.pages import ROOT
from tests.report.browser.fixtures import report
from tests.report.test_document import EVIL
from tests.report.test_verdict_page import PEOPLE, everything, hostile
from tests.report.verdict_rows import about, lines, of_text
from tests.report.verdicts import NAMES

FIXTURES: Final = (
    "a-new-shared-process-for-ethical-advice",  # to the steering group
    "a-home-visit-trial-with-an-unsigned-municipality",  # an agreement
    "a-third-party-the-hosts-agreement-already-names",  # to what exists
)
HANDBOOK: Final = ROOT / "tests/report/handbooks/handbook.sv.html"
WIDTHS: Final = (1100, 390)
TAGS: Final = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]
FAULTY: Final = """<!doctype html><html><head><title>Faulty</title></head><body>
<p style="color: #aaaaaa">pale</p><img src="http://canary.example/x.png"></body></html>"""
"""A page that is known to be wrong, to see that what is wrong is seen."""

_ASK: Final = """<script src="axe.min.js"></script><script>
axe.run({runOnly: %s}).then(found => parent.postMessage([location.pathname.split("/").pop(),
  innerWidth, found.passes.length, found.violations.map(one => one.id)], "*"));
</script></body>"""
_FRAMES: Final = """<!doctype html><title>Frames</title><pre></pre><script>
const told = [];
onmessage = event => { told.push(event.data);
  document.querySelector("pre").textContent = JSON.stringify(told); };
</script>%s"""


def reports() -> Iterator[tuple[str, str]]:
    """Reports of every outcome, of all there can be to tell, and of the worst texts."""
    for lang in LANGUAGES:
        for name in FIXTURES:
            yield f"{name}.{lang}", as_html(report(name, lang))
        yield f"everything.{lang}", as_html(verdict_page(everything(lang), NAMES, PEOPLE))
    of, people = hostile(f"{' '.join(EVIL)[:200]} {'x' * 90}")
    yield "hostile", as_html(verdict_page(of, NAMES, people))


def tables() -> Iterator[tuple[str, str]]:
    """Tables of verdicts, and one of the worst texts."""
    for lang in LANGUAGES:
        yield f"table.{lang}", as_html(verdicts_page(lines(lang), about(lang), lang))
    rows = of_text(f"{' '.join(EVIL)[:200]} {'x' * 90}")
    yield "table.hostile", as_html(verdicts_page(rows, about("en"), "en"))


def about_rules(folder: Path) -> Iterator[tuple[str, str]]:
    """The other pages that are written; the handbook of few rules, for axe takes its time."""
    coverage = folder / "coverage.html"
    with pytest.raises(SystemExit, match="0"):
        main(["rules", "coverage", "--output", str(coverage), "--format", "html", "--lang", "sv"])
    yield "coverage", coverage.read_text(encoding="utf-8")
    yield "handbook", HANDBOOK.read_text(encoding="utf-8")


@needs("chromium")
def test_axe_finds_nothing_on_any_page_and_no_page_asks_for_anything(tmp_path: Path) -> None:
    axe = files("axe_core_python").joinpath("axe.min.js").read_bytes()
    (tmp_path / "axe.min.js").write_bytes(axe)
    made = {**dict(reports()), **dict(tables()), **dict(about_rules(tmp_path)), "faulty": FAULTY}
    for name, page in made.items():
        asking = page.replace("</body>", _ASK % json.dumps(TAGS))
        (tmp_path / f"{name}.html").write_text(asking, encoding="utf-8")
    frames = "".join(
        f'<iframe src="{name}.html" style="width: {width}px; height: 2000px"></iframe>'
        for name in made
        for width in WIDTHS
    )
    whole = tmp_path / "frames.html"
    whole.write_text(_FRAMES % frames, encoding="utf-8")

    told = dumped(whole, tmp_path / "net.json")

    found = {(name.removesuffix(".html"), width): wrong for name, width, _, wrong in told}
    faults: Any = {(name, width): [] for name in made for width in WIDTHS}
    wrong = ["color-contrast", "html-has-lang", "image-alt"]
    assert found == {**faults, **{("faulty", width): wrong for width in WIDTHS}}
    assert min(passed for _, _, passed, _ in told) > 2
    assert requests_of(tmp_path / "net.json") == {"http://canary.example/x.png"}
