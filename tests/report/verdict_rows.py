"""Verdicts in brief, and what could not be screened, as tables of them hold them."""

from __future__ import annotations

from datetime import date
from typing import Any, Final

from screening.messages import Lang
from screening.model.brief import Brief
from screening.model.verdict import RegisterRef, RuleSetRef
from screening.report.verdict_lines import Screened, VerdictLine

__all__ = ["STARTS", "about", "lines", "of_text"]

STARTS: Final = ("=", "+", "-", "@", "\t", "\r", "\n")
"""What a spreadsheet may take for the beginning of a formula, or skip before one."""

_TEXTS: Final[dict[Lang, dict[str, str]]] = {
    "sv": {
        "routed": "Ta det i en befintlig samverkan",
        "because": "Det hör hemma hos K-014 Kompetenscentrum.",
        "step": "Kontakta K-014 Kompetenscentrum.",
        "other": "Skriv ner gemensamma mål.",
        "agreement": "Behöver ett särskilt avtal",
        "nothing": "Inget som finns kan ta emot det.",
        "asked": "Vilken nivå kan äga initiativet?",
        "read": "”MDH” lästes som Mälardalens universitet.",
        "wrong": "Förslag!D5: ”enhett” finns inte bland valen för ”Nivå”. Menade du ”enhet”?",
        "empty": "rad 3, kolumnen Titel: ”Titel” är tomt på den här raden.",
        "remark": "Bedömningen är gjord mot det påhittade exempelregistret.",
        "escalate": "Lyft till styrgruppen",
    },
    "en": {
        "routed": "Take it to an existing collaboration",
        "because": "It belongs with K-014 Kompetenscentrum.",
        "step": "Contact K-014 Kompetenscentrum.",
        "other": "Write down shared goals.",
        "agreement": "Needs a specific agreement",
        "nothing": "Nothing that exists can take it in.",
        "asked": "Which level can own the initiative?",
        "read": "“MDH” was read as Mälardalens universitet.",
        "wrong": "Förslag!D5: “enhett” is not among the choices for “Nivå”. Did you mean “enhet”?",
        "empty": "row 3, column Titel: “Titel” is empty in this row.",
        "remark": "The proposal was tried against the invented sample register.",
        "escalate": "Escalate to the steering group",
    },
}


def _brief(lang: Lang, **values: Any) -> Brief:
    return Brief.model_validate(
        {
            "sha256": "0" * 64,
            "lang": lang,
            "target": None,
            "obligations": [],
            "nearest": None,
            "open_questions": [],
            "remarks": [],
            "as_of": date(2026, 11, 23),
            **values,
        }
    )


def lines(lang: Lang) -> tuple[VerdictLine, ...]:
    """Rows of two tables and a file, two of which could not be screened."""
    said = _TEXTS[lang]
    routed = _brief(
        lang,
        title="Digitala hembesök <i>",
        outcome="route-to-existing",
        outcome_title=said["routed"],
        target={"id": "K-014", "name": "Kompetenscentrum", "contact_unit": "Akademin"},
        clauses=["4.4"],
        why=[said["because"]],
        obligations=[
            {"id": "a", "clause": ["4.4"], "text": said["step"], "about": None, "due": None},
            {"id": "b", "clause": ["4.3", "6"], "text": said["other"], "about": None, "due": None},
        ],
        nearest={"id": "K-014", "name": "Kompetenscentrum", "score": 81, "band": "strong"},
        remarks=[said["read"]],
    )
    alone = _brief(
        lang,
        title="=1+1",
        outcome="needs-specific-agreement",
        outcome_title=said["agreement"],
        clauses=["4.4", "6"],
        why=[said["nothing"]],
        open_questions=[
            {
                "fact": "proposal.level",
                "about": None,
                "asked": said["asked"],
                "changes_outcome_to": ["escalate-to-steering-group"],
                "together_with": [],
            }
        ],
    )
    return (
        VerdictLine("in/plan.xlsx", 4, routed.title, routed),
        VerdictLine("in/plan.xlsx", 5, "[b] @x", None, (said["wrong"],)),
        VerdictLine("in/b.csv", 3, None, None, (said["empty"], said["wrong"])),
        VerdictLine("in/more/a.yaml", None, alone.title, alone),
    )


def about(lang: Lang) -> Screened:
    """How they were screened."""
    said = _TEXTS[lang]
    return Screened(
        as_of=date(2026, 11, 23),
        ruleset=RuleSetRef.model_validate(
            {
                "name": "Rules",
                "version": "1.0",
                "sha256": "0123456789" * 6 + "abcd",
                "valid_from": date(2022, 1, 1),
                "valid_to": None,
            }
        ),
        register=RegisterRef(sha256="fedcba9876" * 6 + "5432", entries=53, sample=True),
        remarks=(said["remark"],),
        counts=(
            ("escalate-to-steering-group", said["escalate"], 0),
            ("needs-specific-agreement", said["agreement"], 1),
            ("route-to-existing", said["routed"], 1),
        ),
        failed=2,
    )


def of_text(text: str) -> tuple[VerdictLine, ...]:
    """Rows with a text wherever somebody may have written one."""
    routed, *_ = lines("en")
    assert routed.brief is not None
    assert routed.brief.target is not None
    brief = routed.brief.model_copy(
        update={
            "title": text,
            "outcome_title": text,
            "target": routed.brief.target.model_copy(update={"name": text, "contact_unit": text}),
            "why": (text, text),
            "obligations": tuple(
                step.model_copy(update={"text": text}) for step in routed.brief.obligations
            ),
            "open_questions": tuple(
                question.model_copy(update={"asked": text})
                for line in lines("en")
                for question in (line.brief.open_questions if line.brief else ())
            ),
            "remarks": (text,),
        }
    )
    return (
        VerdictLine(text, 2, text, brief),
        VerdictLine(text, 3, text, None, (text, text)),
    )
