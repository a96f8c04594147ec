"""Tells of the circle that is found first where findings wait for each other in several."""

from __future__ import annotations

from screening.ruleset.strata import CircularFindings, stratified
from tests.ruleset.made import rule

try:
    stratified(
        [
            rule("a", "p", "x", "m", finding="alpha"),
            rule("b", "q", finding="p"),
            rule("c", "p", finding="q"),
            rule("d", "y", finding="x"),
            rule("e", "x", finding="y"),
            rule("f", "m", finding="m"),
        ]
    )
except CircularFindings as error:
    print(error)
