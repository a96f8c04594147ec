"""The page of everything that can be wrong with what people write."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from screening.messages import LANGUAGES, catalogue
from tests.docs.reference.markdown import page

__all__ = ["errors"]

_INTRODUCTION: Final = """
Every mistake in a file has a code, a message and a remedy. The code is stable: other tools may
branch on it. Messages and remedies may be reworded at any time. What stands in braces is filled in
with what the file says. Where something is nearly right, the remedy names what was probably meant
instead ("{meant_en}" · "{meant_sv}").

Mistakes in the writing itself are told first, as far as the file can be read; the content is looked
at once there are none. Of each sort, all that are found in a file are told at once.
"""

_GROUPS: Final = {
    "reading": (
        "While the file is read",
        "These come before anything is looked at as a proposal, a register or a rule.",
    ),
    "input": (
        "In the content of any file",
        (
            "These are about keys, values and their types, in files as well as in data that "
            "another program hands in."
        ),
    ),
    "package": (
        "In files of Word and Excel",
        "These come before what is written in a file is looked at; nothing more of it is read.",
    ),
    "form": (
        "On forms",
        "These are about what stands on a form in Word or Excel, and name its question.",
    ),
    "rules": (
        "In rule files",
        (
            "These are about what rules say: conditions, conclusions and how the files of a folder "
            "fit together. `{rule}` is the rule's id."
        ),
    ),
    "errors": (
        "Errors without a place in a file",
        "These are exceptions of their own in Python: see [Embed it](../how-to/embed-it.md).",
    ),
}


def errors() -> str:
    meant = {lang: catalogue(lang)["errors.did-you-mean"] for lang in LANGUAGES}
    parts = [_INTRODUCTION.format(meant_en=meant["en"], meant_sv=meant["sv"])]
    for group, (title, about) in _GROUPS.items():
        told = list(_each(group))
        if told:
            parts += [f"## {title}", about, *told]
    return page("Errors", *parts)


def _shown(text: str) -> str:
    """A text of the catalogues with braces that are no placeholders as people see them."""
    return text.replace("{{", "{").replace("}}", "}")


def _each(group: str) -> Iterator[str]:
    texts = {lang: catalogue(lang) for lang in LANGUAGES}
    ending = "" if group == "errors" else ".message"
    for key in sorted(texts["en"]):
        if not key.startswith(f"{group}.") or not key.endswith(ending):
            continue
        code = key.removesuffix(".message")
        if code == "errors.did-you-mean":
            continue
        told = [
            f"- {_shown(texts[lang][key])} {_shown(texts[lang].get(f'{code}.help', ''))}".rstrip()
            for lang in LANGUAGES
        ]
        yield "\n".join([f"### `{code}`", "", *reversed(told)])
