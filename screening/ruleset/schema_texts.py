"""The properties of rule files in the schemas: what they are called, mean and look like."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from pydantic import BaseModel

from screening.messages import Lang, catalogue
from screening.ruleset.schema_conditions import Known

__all__ = ["described"]

_Schema = dict[str, Any]

_SLUG: Final = "^[a-z][a-z0-9]*(-[a-z0-9]+)*$"
_CLAUSE: Final = r"^\d{1,2}(\.\d{1,2})?$"
_PATTERNS: Final[Mapping[str, str]] = {
    "RuleEntry.id": _SLUG,
    "Conclusion.finding": _SLUG,
    "Conclusion.obligations": _SLUG,
    "ObligationEntry.id": _SLUG,
    "PropertyEntry.id": _SLUG,
    "RuleFile.clause": _CLAUSE,
    "RuleEntry.clause": _CLAUSE,
    "ObligationEntry.clause": _CLAUSE,
    "PropertyEntry.clause": _CLAUSE,
    "LetterClause.id": _CLAUSE,
}
_TEXT: Final = {"sv": "En tredje part deltar", "en": "A third party takes part"}
_EXAMPLES: Final[Mapping[str, list[Any]]] = {
    "RuleFile.rules": [
        [
            {
                "id": "letter-terminated",
                "title": {"sv": "Brevet är uppsagt", "en": "The letter is terminated"},
                "when": {"letter.status": "terminated"},
                "then": {"outcome": "escalate-to-steering-group"},
            }
        ]
    ],
    "RuleFile.clause": ["4.5", ["4.4", "6"]],
    "RuleEntry.id": ["third-party-uncovered"],
    "RuleEntry.title": [_TEXT],
    "RuleEntry.when": [{"proposal.level": "unknown"}],
    "RuleEntry.then": [{"finding": "third-party"}, {"obligations": ["contact-host"]}],
    "RuleEntry.clause": ["4.5", ["4.4", "6"]],
    "RuleEntry.for_each": ["candidate", "partner"],
    "RuleEntry.valid_from": ["2027-01-01"],
    "RuleEntry.valid_to": ["2027-12-31"],
    "Conclusion.finding": ["third-party"],
    "Conclusion.outcome": ["needs-specific-agreement"],
    "Conclusion.obligations": [["agreement-before-start"]],
    "Conclusion.because": [{"sv": "{partner} saknar avtal.", "en": "{partner} has no agreement."}],
    "RuleSetFile.name": ["Avsiktsförklaringen"],
    "RuleSetFile.version": ["1.2.0"],
    "RuleSetFile.valid_from": ["2027-01-01"],
    "RuleSetFile.valid_to": ["2027-12-31"],
    "RuleSetFile.overlap": [{"possible": 35, "strong": 76}],
    "RuleSetFile.outcomes": [
        [{"id": "escalate-to-steering-group", "title": _TEXT, "text": _TEXT}],
    ],
    "RuleSetFile.obligations": [[{"id": "contact-host", "clause": "4.4", "text": _TEXT}]],
    "RuleSetFile.must_hold": [
        [
            {
                "id": "an-unknown-level-is-never-only-routed",
                "clause": "4.3",
                "when": {"proposal.level": "unknown"},
                "never": "route-to-existing",
            }
        ]
    ],
    "OverlapEntry.possible": [35],
    "OverlapEntry.strong": [76],
    "OutcomeEntry.id": ["escalate-to-steering-group"],
    "OutcomeEntry.title": [{"sv": "Lyft till styrgruppen", "en": "Escalate"}],
    "OutcomeEntry.text": [_TEXT],
    "ObligationEntry.id": ["contact-host"],
    "ObligationEntry.clause": ["4.4"],
    "ObligationEntry.text": [{"sv": "Ta kontakt med {host}.", "en": "Contact {host}."}],
    "ObligationEntry.due": ["before-start"],
    "PropertyEntry.id": ["an-unknown-level-is-never-only-routed"],
    "PropertyEntry.clause": ["4.3"],
    "PropertyEntry.when": [{"proposal.level": "unknown"}],
    "PropertyEntry.never": ["route-to-existing"],
    "PropertyEntry.change": [{"resources.committed": {"from": ["no", "unknown"], "to": "yes"}}],
    "PropertyEntry.add": [{"partner": {"partner.third_party": "yes"}}],
    "PropertyEntry.valid_from": ["2027-01-01"],
    "PropertyEntry.valid_to": ["2027-12-31"],
    "LetterFile.name": [{"sv": "Avsiktsförklaring", "en": "Letter of intent"}],
    "LetterFile.status": ["in-force"],
    "LetterFile.terminated_on": ["2027-06-30"],
    "LetterFile.last_review": ["2026-03-01"],
    "LetterFile.clauses": [
        [{"id": "4.5", "title": _TEXT, "text": _TEXT, "source": "Avsiktsförklaringen § 4.5"}]
    ],
    "LetterClause.id": ["4.5"],
    "LetterClause.title": [{"sv": "Andra som deltar", "en": "Others who take part"}],
    "LetterClause.text": [_TEXT],
    "LetterClause.source": ["Avsiktsförklaringen § 4.5"],
    "PartiesFile.parties": [
        [
            {"id": "region", "name": "Region Västmanland"},
            {"id": "university", "name": "Mälardalens universitet"},
        ]
    ],
    "PartiesFile.others": [["Region Värmland"]],
    "PartiesFile.organisations": [[{"name": "Västerås stad", "names": ["Västerås kommun"]}]],
    "KnownParty.id": ["region"],
    "KnownParty.name": ["Region Västmanland"],
    "KnownParty.names": [["Landstinget Västmanland"]],
    "KnownParty.abbreviations": [["RV"]],
    "KnownParty.units": [["Folktandvården Västmanland"]],
    "KnownOrganisation.name": ["Västerås stad"],
    "KnownOrganisation.names": [["Västerås kommun"]],
    "KnownOrganisation.abbreviations": [["RISE"]],
    "VocabularyFile.synonyms": [["äldre, seniorer / older people, elderly"]],
    "VocabularyFile.abbreviations": [["VFU, verksamhetsförlagd utbildning"]],
    "VocabularyFile.subjects": [["tandvård, munhälsa / dental care"]],
    "VocabularyFile.common": [["samverkan"]],
    "Text.sv": ["En tredje part deltar"],
    "Text.en": ["A third party takes part"],
}


def described(part: _Schema, model: type[BaseModel], lang: Lang, known: Known | None) -> None:
    """Tell of a model and its properties, in a language; offer the words that are known."""
    texts = catalogue(lang)
    name = model.__name__.lower()
    _tell(part, f"schema.model.{name}", texts)
    for field, prop in part.get("properties", {}).items():
        place = f"{model.__name__}.{field}"
        _tell(prop, f"schema.{name}.{field}", texts)
        if place in _EXAMPLES:
            prop["examples"] = _EXAMPLES[place]
        if place in _PATTERNS:
            pattern = {"type": "string", "pattern": _PATTERNS[place]}
            _each_text(prop, pattern, _words(place, known))
    if name == "conclusion":
        part["anyOf"] = [
            {"required": ["finding"], "properties": {"finding": {"type": "string"}}},
            {"required": ["outcome"], "properties": {"outcome": {"type": "string"}}},
            {"required": ["obligations"], "properties": {"obligations": _SOME}},
        ]


_SOME: Final[_Schema] = {"anyOf": [{"type": "string"}, {"type": "array", "minItems": 1}]}


def _tell(part: _Schema, base: str, texts: Mapping[str, str]) -> None:
    for keyword, text in (("title", "title"), ("description", "help")):
        if f"{base}.{text}" in texts:
            part[keyword] = texts[f"{base}.{text}"]


def _words(place: str, known: Known | None) -> Mapping[str, str]:
    """The words that may well stand in a property, with what they mean."""
    if known is None or place == "LetterClause.id":
        return {}
    match place.rpartition(".")[2]:
        case "clause":
            return known.clauses
        case "finding":
            return {finding: means for finding, (_, means) in known.findings.items()}
        case "obligations":
            return known.obligations
        case _:
            return {}


def _each_text(part: _Schema, text: _Schema, words: Mapping[str, str]) -> None:
    """Every plain text within a property with its pattern, and the words that are known."""
    for keyword in ("anyOf", "items"):
        inner = part.get(keyword)
        for one in inner if isinstance(inner, list) else [inner] if inner else []:
            _each_text(one, text, words)
    if part.get("type") == "string" and "format" not in part:
        if not words:
            part |= text
            return
        del part["type"]
        offered = {"enum": [*words], "enumDescriptions": [*words.values()]}
        part["anyOf"] = [offered, text]
