"""The page of every key of the files that people write."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated, Any, Final, Literal, get_args, get_origin, get_type_hints

from annotated_types import Ge, Le, MaxLen, MinLen
from pydantic import BaseModel
from pydantic.fields import FieldInfo

from screening.intake.building import MAX_PROBLEMS, MAX_VALUES
from screening.intake.grid import MAX_TABLE_BYTES
from screening.intake.headings import FIELDS
from screening.intake.register_columns import (
    MAX_ENTRIES,
    MAX_ITEMS,
    NAMES,
    REQUIRED,
    heading_of,
)
from screening.intake.shapes import Shape, choice_labels, shape_of
from screening.intake.source import MAX_BYTES, MAX_DEPTH, SUFFIXES
from screening.messages import LANGUAGES, catalogue
from screening.model import values
from screening.model.calibration import Calibration
from screening.model.letter import LetterClause
from screening.model.proposal import Considered, Contact, Party, Period, Proposal, Resources
from screening.model.register import Agreement, Covers, RegisterEntry
from screening.model.text import Text
from screening.model.vocabulary import TermLine
from screening.ruleset import limits
from screening.ruleset.facts import Scope
from screening.ruleset.files import (
    Conclusion,
    LetterFile,
    ObligationEntry,
    OutcomeEntry,
    OverlapEntry,
    PartiesFile,
    PropertyEntry,
    RuleEntry,
    RuleFile,
    RuleSetFile,
    VocabularyFile,
)
from screening.ruleset.parties import KnownOrganisation, KnownParty
from screening.ruleset.templates import PLACEHOLDERS
from tests.docs.reference.markdown import code, page, table

__all__ = ["formats"]

_INTRODUCTION: Final = """
People write three kinds of files: proposals, registers and rule files. All three may be YAML, JSON
or TOML. Proposals and registers may have English or Swedish keys and choices, also mixed; rule
files have English ones, and texts in both languages. The [JSON Schemas](schemas/) tell editors and
programs the same, but for some leniencies: each knows the keys of one language, and none the word
`unknown`.
"""

_COMMON: Final = """
- The file's name ends with {suffixes}. Standard input (`-`) is looked at instead.
- The encoding is UTF-8, with or without a byte order mark. Anything else is an error that names it.
- YAML is read as YAML 1.2: `NO` is a word and `22:22` is no number. References (`*`), marks to
  refer to (`&`) and type marks (`!`) are errors; a text that begins so is put in quotes.
- A file is at most {megabytes} MB, {depth} levels deep, of {many} keys and values, and one
  document.
- Keys and choices are read without regard to case, and `-`, `_` and a blank are the same in them.
- An unknown key, a key that stands twice and a value of the wrong type are errors, each told with
  line, column and what was probably meant; at most {problems} of a file at once.
- A key without a value counts as left out where it may be left out. What is left out is *unknown*,
  never *no*; for choices and yes or no, `unknown` (`okänt`) may be written too.
- Texts are kept in composed Unicode form (NFC), without blanks at their ends; control characters
  are errors.

[Errors](errors.md) has every message.
"""

_PROPOSAL: Final = """
What is screened. `screening new proposal` writes a commented one; `screening screen FILE` tries it.
"""

_REGISTER: Final = """
A list of entries, alone or under `{entries_en}` (`{entries_sv}`). `screening new register` writes a
commented one; `screening register check FILE` reads it and tells everything wrong in it. An entry's
`id` may stand only once.
"""

_SHEET: Final = """
A register may also be a sheet in Excel (`.xlsx`) or a CSV file, as `screening register export`
writes it: an entry a row, below a first row of headings. [Keep the register in a
spreadsheet](../how-to/keep-the-register-in-a-spreadsheet.md) shows how.
"""

_SHEET_RULES: Final = """
- Headings may be in either language, in any order, or written as the field. Other headings are
  errors, but for those in brackets: `(Comment)`. Such columns are not read.
- Items of a list stand on a line each, or with semicolons between them, and where they are no names
  with commas too. A line that begins with a bullet (`•`, `-`, `*`) is one item, whatever it holds.
  In {names} a comma without a bullet is an error.
- An empty cell or a dash says nothing. In the columns of `covers`, `{all_en}` (`{all_sv}`) is an
  empty list, which takes in all.
- An apostrophe goes before a text that begins with `=`, `+`, `-`, `@` or another sign that a
  spreadsheet takes for something else; it is no part of the text.
- Of several sheets the one that has the headings is read; sheets that are hidden are not. Merged
  cells, and cells that hold what is neither text, whole number nor day, are errors.
- A file has at most {entries} entries, {items} items in lists, and {megabytes} MB. CSV is UTF-8.
"""

_BANDS: Final = """
`screening register calibrate` writes it beside the register: `register.bands.json` for
`register.yaml`, and likewise for other names. It is JSON, and nobody needs to write it by hand. A
register without one is screened with the bands of the rules; one that is damaged is an error. Where
a hash is not that of what is in use, the bands hold all the same, and verdicts remark on it.
[Calibrate the register](../how-to/calibrate-the-register.md) shows how. The hash of a register does
not rest on the order of its entries, or on names and addresses of contacts.
"""

_CHOICES: Final = """
Where a key asks for a choice, the value, its English name and its Swedish name may be written.
"""

_RULES: Final = """
A folder of rules holds `ruleset`, `letter` and `parties`, each once, and any number of files of
rules under names of your own; it may hold one `vocabulary`. Subfolders are not read.
`screening rules show --rules FOLDER` reads a folder and tells everything wrong in it.
"""

_VOCABULARY: Final = """
Words that make texts meet (§ 4.4). Each line of the first three lists is a text: Swedish terms with
commas between them, then ` / `, then English ones. How: [Edit the
vocabulary](../how-to/edit-the-vocabulary.md).
"""

_CONDITIONS: Final = """
A condition is one of these, and has exactly one key:

| written | holds when |
| --- | --- |
| `all: [condition, …]` | every one holds |
| `any: [condition, …]` | at least one holds |
| `not: condition` | it does not hold |
| `fact: value` | the fact is the value |
| `fact: [value, …]` | the fact is one of the values |
| `fact: {is_not: value}` or `{is_not: [value, …]}` | the fact is none of them |
| `fact: {at_least: value}`, `at_most`, `more_than`, `less_than` | it compares so |

Numbers compare, and choices that have an order. Where one group has several operators, all hold.

[Facts](facts.md) has every fact and its values. Where a value is yes or no, `yes`, `no`, `ja`,
`nej`, `true` and `false` may be written.

A *finding* is what another rule concludes; its name has no dot. Within its own scope it is true or
false. For the proposal, a finding of candidates or partners is the number of those it holds for:
`uncovered-third-party: {at_least: 1}`. Findings may rest on each other, but not in a circle.
`verdict.outcome` may be tested only by rules that conclude neither a finding nor an outcome.
"""

_TEXTS: Final = """
Texts in both languages (`title`, `because`, `text`, `name`) are a group of `sv` and `en`. In
`because` and in an obligation's `text`, names in braces are filled in:
"""

_LIMITS: Final = """
So that both evaluators can run them, rules keep to these limits, which are checked when they are
loaded:

| what | at most |
| --- | --- |
| rules that are tried together (of one scope, none resting on another) | {rules} |
| facts and findings that rules tried together test | {facts} |
| different values that rules tried together compare with | {values} |
| lists (`all`, `any`, several values) in one rule | {groups} |
| ways in which one rule can hold at once (alternatives times alternatives) | {ways} |
"""

_HASH: Final = get_type_hints(Calibration, include_extras=True)["scoring"]

_KINDS: Final = (
    (values.Line, "text on one line, 1–300 characters"),
    (values.Prose, "text, 1–50 000 characters"),
    (TermLine, "terms with commas between them"),
    (values.Identifier, "id, 1–60 characters without blanks"),
    (values.Slug, "name of lower-case letters a–z, digits and hyphens"),
    (values.Clause, 'clause, like `"4.3"`'),
    (values.Day, "day, like `2027-01-31`, 1970–2199"),
    (values.YesNo, "yes or no"),
    (Text, "text in `sv` and `en`"),
    (_HASH, "SHA-256, 64 hexadecimal digits"),
    (Literal[1], "`1`"),
    (Any, "[condition](#conditions)"),
)

_MEANINGS: Final[Mapping[str, str]] = {
    "Calibration.schema_version": "Goes up when a key changes its meaning or goes away.",
    "Calibration.register_sha256": "The hash of what the register says.",
    "Calibration.scoring": "The hash of the weights and the vocabulary.",
    "Calibration.entries": "How many entries the register has.",
    "Calibration.tried": "How many of them were tried against all others; of large ones not all.",
    "Calibration.possible": "From which score an overlap is possible.",
    "Calibration.strong": "From which score it is strong; above `possible`.",
    "Calibration.reached": "For each score from 0 to 100 the share of the tried entries that "
    "reach it, 0 to 1; it never rises.",
}

_WRITTEN: Final[Mapping[str, str]] = {
    "PropertyEntry.change": "`{fact: {from: value, to: value}}`",
    "PropertyEntry.add": "`{partner: {fact: value}}`",
}
"""What is written for keys that are read in a way of their own."""

_STANDS_FOR: Final[Mapping[str, str]] = {
    "candidates": "The candidates for which the findings that the rule reads hold.",
    "entry": "The candidate: its id and name.",
    "host": "The best host: its id and name.",
    "host_agreement_end": "The last day of the best host's agreement.",
    "letter_review": "When the letter was last reviewed.",
    "parties": "All parties.",
    "partner": "The party's name.",
    "partners": "The parties for which the findings that the rule reads hold.",
    "period_end": "The proposal's last day.",
    "third_parties": "All third parties.",
    "title": "The proposal's title.",
}

_CHOICES_OF: Final[Mapping[tuple[str, ...], str]] = {
    get_args(values.Category): "category",
    get_args(values.Level): "level",
    get_args(values.Coordination): "coordination",
    get_args(values.AgreementStatus): "agreement of a party",
    get_args(values.Answer): "answer",
    get_args(values.Kind): "kind",
    get_args(values.EntryStatus): "status of an entry",
    get_args(values.HostAgreement): "status of an entry's agreement",
}

_HEADINGS: Final[Mapping[type[BaseModel], str]] = {
    Agreement: "Agreement",
    Conclusion: "What follows",
    Considered: "Considered",
    Contact: "Contact",
    Covers: "Covers",
    KnownOrganisation: "Another organisation",
    KnownParty: "One of the two",
    LetterClause: "A clause",
    ObligationEntry: "An obligation",
    OutcomeEntry: "An outcome",
    OverlapEntry: "overlap",
    Party: "A party",
    Period: "Period",
    PropertyEntry: "A property",
    Resources: "Resources",
    RuleEntry: "A rule",
}


def formats() -> str:
    entries = {lang: catalogue(lang)["fields.register.entries.key"] for lang in ("en", "sv")}
    return page(
        "The files",
        _INTRODUCTION,
        "## What all have in common",
        _COMMON.format(
            suffixes=", ".join(map(code, SUFFIXES)),
            megabytes=MAX_BYTES // 1_000_000,
            depth=MAX_DEPTH,
            many=_spaced(MAX_VALUES),
            problems=MAX_PROBLEMS,
        ),
        "## A proposal",
        _PROPOSAL,
        _keys(Proposal),
        *_nested(Party, Resources, Period, Considered, Contact),
        "## A register",
        _REGISTER.format(entries_en=entries["en"], entries_sv=entries["sv"]),
        _keys(RegisterEntry),
        *_nested(Agreement, Covers),
        "### A register in a sheet",
        _SHEET,
        _columns(),
        _sheet_rules(),
        "## The bands of a register",
        _BANDS,
        _rule_keys(Calibration),
        "## Choices",
        _CHOICES,
        *_choices(),
        "## Rules",
        _RULES,
        "### A file of rules",
        _rule_keys(RuleFile),
        "### A rule",
        _rule_keys(RuleEntry),
        "### What follows",
        "At least one of `finding`, `outcome` and `obligations`.",
        _rule_keys(Conclusion),
        "### Conditions",
        _CONDITIONS,
        "### Texts",
        _TEXTS,
        table(["name", "stands for", "where the rule is tried for"], _placeholders()),
        "### ruleset",
        _rule_keys(RuleSetFile),
        "#### overlap",
        _rule_keys(OverlapEntry),
        "#### An outcome",
        _rule_keys(OutcomeEntry),
        "#### An obligation",
        _rule_keys(ObligationEntry),
        "#### A property",
        _rule_keys(PropertyEntry),
        "### letter",
        _rule_keys(LetterFile),
        "#### A clause",
        _rule_keys(LetterClause),
        "### parties",
        _rule_keys(PartiesFile),
        "#### One of the two",
        _rule_keys(KnownParty),
        "#### Another organisation",
        _rule_keys(KnownOrganisation),
        "### vocabulary",
        _VOCABULARY,
        _rule_keys(VocabularyFile),
        "### Limits",
        _LIMITS.format(
            rules=limits.MOST_RULES,
            facts=limits.MOST_FACTS,
            values=limits.MOST_VALUES,
            groups=limits.MOST_GROUPS,
            ways=limits.MOST_WAYS,
        ),
    )


def _nested(*models: type[BaseModel]) -> Iterator[str]:
    for model in models:
        yield f"### {_HEADINGS[model]}"
        yield _keys(model)


def _keys(model: type[BaseModel]) -> str:
    """The keys of a proposal or a register, in both languages."""
    texts = catalogue("en")
    rows = []
    for name, field in model.model_fields.items():
        base = f"fields.{model.__name__.lower()}.{name}"
        swedish = catalogue("sv")[f"{base}.key"]
        needed = "yes" if field.is_required() else ""
        rows.append((code(name), code(swedish), _kind(model, name), needed, texts[f"{base}.help"]))
    return table(["key", "Swedish key", "value", "required", "meaning"], rows)


def _rule_keys(model: type[BaseModel]) -> str:
    rows = [
        (
            code(name),
            _WRITTEN.get(f"{model.__name__}.{name}") or _kind(model, name),
            "yes" if field.is_required() else "",
            _meaning(model, name),
        )
        for name, field in model.model_fields.items()
    ]
    return table(["key", "value", "required", "meaning"], rows)


def _meaning(model: type[BaseModel], name: str) -> str:
    """What a key is for, as the schemas tell it."""
    own = _MEANINGS.get(f"{model.__name__}.{name}")
    return own or catalogue("en")[f"schema.{model.__name__.lower()}.{name}.help"]


def _kind(model: type[BaseModel], name: str) -> str:
    hint = get_type_hints(model, include_extras=True)[name]
    return f"{_told(_without_none(hint), shape_of(model, name))}{_bounds(hint)}"


def _told(hint: Any, shape: Shape) -> str:
    known = next((told for kind, told in _KINDS if kind == hint), None)
    if known is not None:
        return known
    inner = _item_of(hint)
    if inner is not None:
        told = _told(inner, shape)
        return (
            f"{told}, or a list of such" if "_as_list" in repr(hint) else f"{_list(hint)}: {told}"
        )
    if shape.choices in _CHOICES_OF:
        return f"[{_CHOICES_OF[shape.choices]}]({_anchor(_CHOICES_OF[shape.choices])})"
    if shape.choices:
        return f"one of {', '.join(map(code, shape.choices))}"
    if shape.model is not None:
        heading = _HEADINGS[shape.model]
        return f"[{heading.lower()}]({_anchor(heading)})"
    plain = {int: "whole number", float: "number"}
    return next(told for kind, told in plain.items() if kind in (hint, *get_args(hint)))


_NO_APOSTROPHES: Final = str.maketrans("", "", "'")


def _anchor(heading: str) -> str:
    return f"#{heading.lower().replace(' ', '-').translate(_NO_APOSTROPHES)}"


def _without_none(hint: Any) -> Any:
    """The hint without "or None"."""
    arguments = [one for one in get_args(hint) if one is not type(None)]
    if type(None) in get_args(hint) and get_origin(hint) is not Annotated:
        return arguments[0]
    return hint


def _item_of(hint: Any) -> Any:
    """What a list is of, or None for anything else."""
    bare = hint
    while get_origin(bare) is Annotated:
        bare = get_args(bare)[0]
    return get_args(bare)[0] if get_origin(bare) is tuple else None


def _bounds(hint: Any) -> str:
    low = next((one.ge for one in _metadata(hint) if isinstance(one, Ge)), None)
    high = next((one.le for one in _metadata(hint) if isinstance(one, Le)), None)
    return "" if low is None or high is None else f", {low}–{_spaced(high)}"


def _spaced(number: object) -> str:
    return f"{number:,}".replace(",", " ")


def _list(hint: Any) -> str:
    """A list, and how many items it must have."""
    least = next((one.min_length for one in _metadata(hint) if isinstance(one, MinLen)), 0)
    most = next((one.max_length for one in _metadata(hint) if isinstance(one, MaxLen)), None)
    if least == 0:
        return "list"
    return f"list of {least}" if most == least else f"list of at least {least}"


def _metadata(hint: Any) -> Iterator[object]:
    """What a hint, "or None" looked through, says besides the type."""
    for part in (hint, *get_args(hint)):
        for one in getattr(part, "__metadata__", ()):
            yield from one.metadata if isinstance(one, FieldInfo) else (one,)


def _choices() -> Iterator[str]:
    for slugs, name in _CHOICES_OF.items():
        labels = {lang: choice_labels(slugs, lang) for lang in LANGUAGES}
        rows = [(code(slug), labels["en"][slug], labels["sv"][slug]) for slug in slugs]
        yield f"### {name}"
        yield table(["value", "English", "Swedish"], rows)


def _placeholders() -> Iterator[tuple[str, str, str]]:
    for name in dict.fromkeys(name for names in PLACEHOLDERS.values() for name in names):
        scopes = [scope for scope, names in PLACEHOLDERS.items() if name in names]
        each = ["the proposal" if one is Scope.PROPOSAL else f"each {one}" for one in scopes]
        yield code(f"{{{name}}}"), _STANDS_FOR[name], ", ".join(each)


def _columns() -> str:
    """The columns of a register's sheet."""
    head = ["field", "heading", "Swedish heading", "required"]
    rows = (
        [
            code(field),
            heading_of(field, "en"),
            heading_of(field, "sv"),
            "yes" if field in REQUIRED else "",
        ]
        for field in FIELDS
    )
    return table(head, rows)


def _sheet_rules() -> str:
    return _SHEET_RULES.format(
        names=" and ".join(code(field) for field in sorted(NAMES)),
        all_en=catalogue("en")["sheet.all"],
        all_sv=catalogue("sv")["sheet.all"],
        entries=f"{MAX_ENTRIES:,}".replace(",", " "),
        items=f"{MAX_ITEMS:,}".replace(",", " "),
        megabytes=MAX_TABLE_BYTES // 1_000_000,
    )
