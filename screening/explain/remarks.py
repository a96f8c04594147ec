"""What a reader of any verdict should know, whichever proposal it is on."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from screening.messages import Lang, message
from screening.model.overlap import BandsRef
from screening.model.verdict import Remark
from screening.ruleset.rules import RuleSet

__all__ = ["remarks_of_all"]


def remarks_of_all(
    ruleset: RuleSet, bands: BandsRef, as_of: date, lang: Lang, *, sample: bool, fell_back: bool
) -> Iterator[Remark]:
    """The remarks on all that is screened with some rules and a register on a day.

    Args:
        ruleset: the rules.
        bands: the bands in use.
        as_of: the day.
        lang: the language of the remarks.
        sample: whether the register is the invented one.
        fell_back: whether the plain evaluator serves for want of durable-rules.
    """
    if sample:
        yield Remark(code="sample-register", text=message("verdict.sample-register", lang))
    if bands.standing in {"register-changed", "scoring-changed"}:
        code = f"bands-{bands.standing}"
        yield Remark(code=code, text=message(f"verdict.{code}", lang))
    if fell_back:
        yield Remark(code="engine-plain", text=message("verdict.engine-plain", lang))
    if not ruleset.covers(as_of):
        text = message(
            "verdict.ruleset-not-valid",
            lang,
            valid_from=ruleset.valid_from,
            valid_to=ruleset.valid_to or message("verdict.open-ended", lang),
            as_of=as_of,
        )
        yield Remark(code="ruleset-not-valid", text=text)
