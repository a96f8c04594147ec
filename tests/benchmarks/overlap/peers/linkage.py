"""Record linkage by splink on DuckDB, as far as it fits.

Splink weighs fields of records against each other: for each field, in which of a few
levels of likeness a pair lies, and how much more often pairs that match lie there.  That
fits what a register of collaborations has of fields: names (Jaro-Winkler, the best of
name and aliases), words (Jaccard) and themes (how many are shared).  What does not fit:

- Prose has no level of likeness of its own there; it is compared as a set of words.
- Levels are few, so that many pairs get the very same weight, right ones and wrong ones.
- Learning unsupervised (EM) needs many pairs that match; there are 53 entries and, for
  most of them, none.  The levels of pairs that match (m) are therefore learnt from the
  labels of the tuning half, and of those that do not (u) from all pairs of that half.
  On the tuning half splink is thus tried on what it has learnt from: a head start.
- It must look at all pairs, since no field is equal in most of those that match.

dedupe fits less: it learns from pairs that a person labels in a dialogue, and finds
clusters in one set of records rather than a few candidates for a new one.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Sequence
from typing import Any, Final

import duckdb
import pyarrow as pa
import splink.comparison_level_library as cll
import splink.comparison_library as cl
from splink import DuckDBAPI, Linker, SettingsCreator

from screening.model.register import Register
from tests.benchmarks.overlap.contenders import Contender, Ranking, entry_text, in_order
from tests.benchmarks.overlap.labelled import LabelledQuery, labelled

__all__ = ["made"]

_WORD: Final = re.compile(r"[^\W_]+")
_NAMES: Final = (0.90, 0.80, 0.75, 0.70, 0.65, 0.60)
_WORDS: Final = (0.25, 0.15, 0.10, 0.06)
_THEMES: Final = (3, 2, 1)
_LAMBDAS: Final = "SET lambda_syntax='ENABLE_SINGLE_ARROW'"
"""DuckDB 2 refuses the arrows that splink 5 writes unless it is told not to."""
_FEWEST_LETTERS: Final = 4
"""Shorter words are nearly all such as tell nothing of a subject."""


class Linkage:
    """Trained once; each query is then scored against all entries."""

    def __init__(self, peer: str, register: Register, learnt_from: Sequence[LabelledQuery]) -> None:
        self.peer = self.name = peer
        logging.getLogger("splink").setLevel(logging.ERROR)
        self._entries = [
            _record(
                "entries",
                entry.id,
                [entry.name, *entry.aliases],
                entry_text(entry),
                entry.themes,
            )
            for entry in register.entries
        ]
        self._linker = self._trained(learnt_from)

    def available(self) -> str | None:
        return None

    def rank(self, query: LabelledQuery) -> Ranking:
        found = self._linker.inference.score_pairs([_asked(query)], self._entries)
        pairs = found.as_record_list()
        found.drop_table_from_database_and_remove_from_cache()
        return in_order((pair["unique_id_r"], pair["match_weight"]) for pair in pairs)

    def _trained(self, queries: Sequence[LabelledQuery]) -> Linker:
        connection = duckdb.connect()
        connection.execute(_LAMBDAS)
        database = DuckDBAPI(connection)
        tables = [
            database.register(pa.Table.from_pylist(records), dataset_display_name=name)
            for name, records in (
                ("asked", [_asked(query) for query in queries]),
                ("entries", self._entries),
            )
        ]
        linker = Linker(tables, _settings(), log_level=logging.ERROR)
        linker.training.estimate_u_using_random_sampling(max_pairs=1e6, seed=2021)
        pairs = [
            {
                "source_dataset_l": "asked",
                "unique_id_l": query.id,
                "source_dataset_r": "entries",
                "unique_id_r": entry_id,
            }
            for query in queries
            for entry_id in query.counterpart
        ]
        labels = database.register(pa.Table.from_pylist(pairs), dataset_display_name="labels")
        linker.training.estimate_m_from_pairwise_labels(labels)
        return linker


def made(peer: str, register: Register) -> Sequence[Contender]:
    return [Linkage(peer, register, labelled("tuning"))]


def _settings() -> SettingsCreator:
    either = "list_distinct(list_concat(words_l, words_r))"
    shared = f"len(list_intersect(words_l, words_r)) / nullif(len({either}), 0)"
    return SettingsCreator(
        link_type="link_only",
        comparisons=[
            cl.PairwiseStringDistanceFunctionAtThresholds("names", "jaro_winkler", _NAMES),
            cl.CustomComparison(
                output_column_name="words",
                comparison_levels=[
                    cll.NullLevel("words"),
                    *(cll.CustomLevel(f"{shared} >= {least}") for least in _WORDS),
                    cll.ElseLevel(),
                ],
            ),
            cl.ArrayIntersectAtSizes("themes", _THEMES),
        ],
        blocking_rules_to_generate_predictions=["1=1"],
        retain_matching_columns=False,
    )


def _asked(query: LabelledQuery) -> dict[str, Any]:
    return _record("asked", query.id, [query.title], query.text, query.themes)


def _record(
    source: str, key: str, names: Sequence[str], text: str, themes: Sequence[str]
) -> dict[str, Any]:
    """A record with the words of its text; no themes are none known, not none shared."""
    words = {word for word in _WORD.findall(text.casefold()) if len(word) >= _FEWEST_LETTERS}
    return {
        "source_dataset": source,
        "unique_id": key,
        "names": [name.casefold() for name in names],
        "words": sorted(words),
        "themes": [theme.casefold() for theme in themes] or None,
    }
