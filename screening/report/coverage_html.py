"""What the cases have tried of the rules, as a page of its own: no script, no network."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from html import escape
from typing import Final

from screening.messages import Lang, message
from screening.report.console import plain_text
from screening.report.coverage_missing import missing
from screening.report.coverage_text import percent_text, share
from screening.report.trace_text import line_of, part_text
from screening.ruleset.conditions import AllOf, AnyOf, Condition, Not, Test
from screening.ruleset.rules import RuleSet
from screening.ruleset.whereabouts import Part
from screening.workbench.coverage import KINDS, Coverage, RuleCoverage, TestCoverage

__all__ = ["COLOURS", "coverage_html"]

COLOURS: Final[Mapping[str, Mapping[str, str]]] = {
    "light": {
        "page": "#ffffff", "text": "#1a1a1a", "dim": "#4d4d4d", "line": "#6b6b6b",
        "full": "#14532d", "full-on": "#e3f4e8", "part": "#6b3d00", "part-on": "#fdf0d5",
        "none": "#8b1a1a", "none-on": "#fde8e8",
    },
    "dark": {
        "page": "#16181c", "text": "#f0f0f0", "dim": "#c4c4c4", "line": "#9a9a9a",
        "full": "#a7e8bb", "full-on": "#12301d", "part": "#ffd591", "part-on": "#3a2a08",
        "none": "#ffb3b3", "none-on": "#421515",
    },
}  # fmt: skip
"""The page's colours; text on its ground has a contrast of 7 to 1 or more."""

_SIGNS: Final = {"full": "✓", "part": "◐", "none": "✗"}
_WORDS: Final = {"full": "fully", "part": "partly", "none": "not-at-all"}

_STYLE: Final = """
body{background:var(--page);color:var(--text);font:1rem/1.5 system-ui,sans-serif;margin:0}
main{max-width:60rem;margin:0 auto;padding:1.5rem}
h1,h2,h3{line-height:1.25}
h3{margin:1.5rem 0 .25rem;overflow-wrap:anywhere}
table{border-collapse:collapse;margin:0 0 1.5rem}
caption{text-align:left;font-weight:bold;padding:.25rem 0}
th,td{border:1px solid var(--line);padding:.3rem .6rem;text-align:left;overflow-wrap:anywhere}
td{text-align:right}
ul{list-style:none;margin:0;padding-left:1.25rem}
li{margin:.2rem 0}
.test{display:inline-block;padding:.1rem .5rem;border-left:.3rem solid}
.full{color:var(--full);background:var(--full-on);border-color:var(--full)}
.part{color:var(--part);background:var(--part-on);border-color:var(--part)}
.none{color:var(--none);background:var(--none-on);border-color:var(--none)}
.dim{color:var(--dim)}
@media print{main{max-width:none;padding:0}h3,li{break-inside:avoid}h3{break-after:avoid}}
@page{size:A4;margin:18mm}
"""


def coverage_html(coverage: Coverage, ruleset: RuleSet, lang: Lang) -> str:
    """The page: a summary, what is missing, and every rule file's conditions with their signs."""
    return "\n".join(_Page(coverage, ruleset, lang).lines()) + "\n"


class _Page:
    def __init__(self, coverage: Coverage, ruleset: RuleSet, lang: Lang) -> None:
        self._coverage = coverage
        self._ruleset = ruleset
        self._lang = lang

    def _word(self, key: str, **params: object) -> str:
        return _safe(message(f"coverage.{key}", self._lang, **params))

    def lines(self) -> Iterator[str]:
        """The page, line by line."""
        ruleset, coverage = self._ruleset, self._coverage
        title = self._word("title")
        yield "<!doctype html>"
        yield f'<html lang="{self._lang}">'
        yield '<head><meta charset="utf-8">'
        yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
        yield f"<title>{title}</title>"
        yield f"<style>{_variables()}{_STYLE}</style></head>"
        yield "<body><main>"
        yield f"<h1>{title}</h1>"
        yield f"<p>{self._word('rules-of', name=ruleset.name, version=ruleset.version)}</p>"
        percent = percent_text(coverage.percent, self._lang)
        counts = {"cases": coverage.cases, "rules": len(coverage.rules)}
        yield f"<p><strong>{self._word('whole', percent=percent, **counts)}</strong></p>"
        if coverage.failed:
            yield f'<p class="none">{self._word("failing", count=coverage.failed)}</p>'
        yield f"<p>{self._word('explained')}</p>"
        yield from self._legend()
        yield from self._clauses()
        yield from self._missing()
        for file in dict.fromkeys(rule.rule.file for rule in coverage.rules):
            yield f"<h2>{self._word('file-head', file=file)}</h2>"
            of_file = [rule for rule in coverage.rules if rule.rule.file == file]
            for rule in sorted(of_file, key=lambda rule: rule.rule.line):
                yield from self._rule(rule)
        yield "</main></body></html>"

    def _legend(self) -> Iterator[str]:
        yield f'<ul aria-label="{self._word("sign")}">'
        for kind, sign in _SIGNS.items():
            yield f'<li><span class="test {kind}">{sign} {self._word(_WORDS[kind])}</span></li>'
        yield "</ul>"

    def _clauses(self) -> Iterator[str]:
        columns = ("clause", "rules", "fired", "decided", "percent")
        heads = "".join(f'<th scope="col">{self._word(f"column-{one}")}</th>' for one in columns)
        yield f"<table><caption>{self._word('by-clause')}</caption>"
        yield f"<thead><tr>{heads}</tr></thead><tbody>"
        for one in self._coverage.clauses:
            percent = share(one.seen, one.wanted, self._lang)
            cells = "".join(
                f"<td>{cell}</td>" for cell in (one.rules, one.fired, one.decided, percent)
            )
            yield f'<tr><th scope="row">§&nbsp;{_safe(one.clause)}</th>{cells}</tr>'
        yield "</tbody></table>"

    def _missing(self) -> Iterator[str]:
        yield f"<h2>{self._word('missing')}</h2>"
        lacking = missing(self._coverage, self._lang)
        if not lacking:
            yield f"<p>{self._word('nothing-missing')}</p>"
            return
        yield "<ul>"
        for one in lacking:
            where = f"{_safe(one.file)}:{one.line}"
            yield f"<li><code>{where}</code> {_safe(one.rule)}: {_safe(one.text)}</li>"
        yield "</ul>"

    def _rule(self, rule: RuleCoverage) -> Iterator[str]:
        tests = {test.part: test for test in rule.tests}
        fired = self._word("fired-in", fired=rule.fired, cases=self._coverage.cases)
        clauses = ", ".join(rule.rule.clauses)
        yield f"<h3>{_safe(rule.rule.title.of(self._lang))}</h3>"
        yield (
            f'<p class="dim"><code>{_safe(rule.rule.id)}</code> · § {_safe(clauses)} · '
            f"{_safe(rule.rule.file)}:{rule.rule.line} · {fired}</p>"
        )
        yield "<ul>"
        yield from self._part(rule.rule.when, (), rule, tests)
        yield "</ul>"

    def _part(
        self,
        condition: Condition,
        part: Part,
        rule: RuleCoverage,
        tests: Mapping[Part, TestCoverage],
    ) -> Iterator[str]:
        text = _safe(part_text(condition, self._lang))
        match condition:
            case Test():
                yield f"<li>{self._test(text, tests[part], line_of(rule.rule, part))}</li>"
                return
            case Not(inner):
                parts: Iterable[Condition] = (inner,)
            case AllOf(several) | AnyOf(several):
                parts = several
        yield f"<li>{text}<ul>"
        for number, each in enumerate(parts):
            yield from self._part(each, (*part, number), rule, tests)
        yield "</ul></li>"

    def _test(self, text: str, test: TestCoverage, line: int) -> str:
        """A test with its sign, what has been seen of it in words, and how many times."""
        seen = sum(test.seen.values())
        kind = "full" if test.complete else "part" if seen else "none"
        counts = self._word(
            "counts",
            true=test.true,
            false=test.false,
            decided_true=test.decided_true,
            decided_false=test.decided_false,
        )
        if seen < len(KINDS) and seen:
            lacking = [self._word(f"seen-{one}") for one in KINDS if not test.seen[one]]
            counts += f"; {self._word('missing').lower()}: {', '.join(lacking)}"
        for held in sorted(test.never):
            how = message(f"coverage.never-{str(held).lower()}", self._lang)
            counts += f"; {self._word('never', how=how)}"
        return (
            f'<span class="test {kind}"><span role="img" aria-label="{self._word(_WORDS[kind])}">'
            f"{_SIGNS[kind]}</span> {text}</span> "
            f'<span class="dim">{line}: {counts}</span>'
        )


def _safe(text: str) -> str:
    return escape(plain_text(text))


def _variables() -> str:
    light, dark = (
        "".join(f"--{name}:{value};" for name, value in COLOURS[mode].items())
        for mode in ("light", "dark")
    )
    return (
        f":root{{color-scheme:light dark;{light}}}"
        f"@media screen and (prefers-color-scheme:dark){{:root{{{dark}}}}}"
    )
