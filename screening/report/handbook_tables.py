"""The tables at the handbook's end: what the rules conclude, read and rest on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from screening.model.vocabulary import Terms
from screening.report.document import Block, Line, Piece, joined
from screening.report.document_saying import Saying, cell
from screening.report.handbook_rules import filled, rule_link
from screening.report.wording import fact_label, listed, section
from screening.ruleset.conditions import facts_of
from screening.ruleset.facts import FACTS
from screening.ruleset.rules import Rule, RuleSet

__all__ = [
    "findings_part",
    "index_part",
    "obligations_part",
    "overlap_part",
    "parties_part",
    "vocabulary_part",
]


def _links(rules: Iterable[Rule], say: Saying) -> tuple[Line, ...]:
    links = [rule_link(rule) for rule in rules]
    return cell(joined(links)) if links else cell(say("nothing"))


def findings_part(ruleset: RuleSet, say: Saying) -> Iterator[Block]:
    """Each finding, what it is of, and who concludes it."""
    if not ruleset.findings:
        return
    yield say.heading("findings")
    yield say.paragraph("findings.text")
    yield say.table(
        "findings",
        ("name", "of", "by"),
        (
            (
                cell((Piece(finding, "code"),)),
                cell(say(f"findings.about-{scope}")),
                _links((rule for rule in ruleset.rules if rule.finding == finding), say),
            )
            for finding, scope in ruleset.findings.items()
        ),
    )


def obligations_part(ruleset: RuleSet, say: Saying) -> Iterator[Block]:
    """Each obligation, by when, and who gives it."""
    if not ruleset.obligations:
        return
    yield say.heading("obligations")
    yield say.paragraph("obligations.text")
    yield say.table(
        "obligations",
        ("name", "what", "due", "by"),
        (
            (
                cell((Piece(one.id, "code"),)),
                cell(f"{filled(one.text.of(say.lang), say.lang)} ({section(one.clauses)})"),
                cell(say(f"obligations.{one.due}") if one.due else say("nothing")),
                _links((rule for rule in ruleset.rules if one.id in rule.obligations), say),
            )
            for one in ruleset.obligations.values()
        ),
    )


def overlap_part(ruleset: RuleSet, say: Saying) -> Iterator[Block]:
    """The bands of overlap, and what they mean (§ 4.4)."""
    bands = ruleset.bands
    scores = {
        "none": say("overlap.below", high=bands.possible),
        "possible": say("overlap.between", low=bands.possible, high=bands.strong - 1),
        "strong": say("overlap.from", low=bands.strong),
    }
    yield say.heading("overlap")
    yield say.paragraph("overlap.text")
    yield say.table(
        "overlap",
        ("band", "score", "meaning"),
        (
            (cell(say(f"overlap.{band}")), cell(score), cell(say(f"overlap.{band}-means")))
            for band, score in scores.items()
        ),
    )


def parties_part(ruleset: RuleSet, say: Saying) -> Iterator[Block]:
    """The names that the two parties go by (§ 4.5)."""
    book = ruleset.parties
    yield say.heading("parties")
    yield say.paragraph("parties.text")
    yield say.table(
        "parties",
        ("name", "names", "abbreviations", "units"),
        (
            (
                cell(party.name),
                *(
                    cell(", ".join(names) or say("nothing"))
                    for names in (party.names, party.abbreviations, party.units)
                ),
            )
            for party in book.parties
        ),
    )
    if book.others:
        yield say.paragraph("parties.others", names=listed(book.others, say.lang))


def vocabulary_part(ruleset: RuleSet, say: Saying) -> Iterator[Block]:
    """How much the vocabulary holds; it is too long to be read."""
    words = ruleset.vocabulary
    kinds = {
        "synonyms": words.synonyms,
        "abbreviations": words.abbreviations,
        "subjects": words.subjects,
    }
    counts = {
        kind: (len(lines), sum(len(Terms.of(line).all) for line in lines))
        for kind, lines in kinds.items()
    } | {"common": (len(words.common), len(words.common))}
    yield say.heading("vocabulary")
    yield say.paragraph("vocabulary.text")
    yield say.table(
        "vocabulary",
        ("kind", "lines", "terms"),
        (
            (cell(say(f"vocabulary.{kind}")), cell(str(lines)), cell(str(terms)))
            for kind, (lines, terms) in counts.items()
        ),
    )


def index_part(ruleset: RuleSet, say: Saying) -> Iterator[Block]:
    """Each fact and finding with the rules that read it."""
    readers: dict[str, list[Rule]] = defaultdict(list)
    for rule in ruleset.rules:
        for fact in facts_of(rule.when):
            readers[fact].append(rule)
    yield say.heading("index")
    yield say.paragraph("index.text")
    yield say.table(
        "index",
        ("fact", "name", "rules"),
        (
            (
                cell(fact_label(fact, say.lang) if fact in FACTS else say("index.a-finding")),
                cell((Piece(fact, "code"),)),
                _links(readers[fact], say),
            )
            for fact in sorted(readers, key=lambda name: (name not in FACTS, name))
        ),
    )
