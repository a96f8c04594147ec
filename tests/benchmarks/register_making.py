"""Registers of any size that look like real ones, the same for the same number.

Every entry is about a few of the vocabulary's words.  How often a word comes up follows
Zipf's law, as in real texts, so that common words are common and most words are rare; and
compounds, names and abbreviations that no vocabulary has turn up in ever new numbers.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from itertools import accumulate
from pathlib import Path
from random import Random
from typing import Any, Final, TypeVar

from screening.model.vocabulary import Terms, Vocabulary
from screening.overlap.words import spots

__all__ = ["RegisterMaker", "Rewording"]

_NAMES: Final = (
    "Nätverk för {a}", "Samverkan om {a} och {b}", "Centrum för {a}", "{A} i {place}",
    "Projektet {name}: {a} för {group}", "Forum för {a} och {b}", "{A}snätverket",
    "Kompetensråd {a}", "{name} – {a} i {place}", "Forskargruppen för {a} och {b}",
    "Utbildning i {a}", "Utveckling av {a} i {place}", "Plattform för {a}", "{name}",
    "Programråd {a} och {b}", "Testbädd {a}", "{A} och {b}", "Praktikplatser inom {a}",
    "Gemensam satsning på {a}", "Labb för {a}", "Arena {name}", "{A} för {group}",
)  # fmt: skip
_SENTENCES: Final = (
    "{Group} och {group} i {place} arbetar tillsammans med {a} och {b}.",
    "Vi undersöker hur {a} påverkar {b} hos {group}.",
    "Syftet är att utveckla {a} och pröva {b} i {place}.",
    "Deltagarna träffas {often} och diskuterar {a}, {b} och {c}.",
    "Studenter får handledning i {a} och skriver sina arbeten om {b}.",
    "Projektet utvärderar {a} med hjälp av {c} under {number} månader.",
    "En gemensam kurs om {a} ges för {group} {often}.",
    "Metoder för {a} tas fram av {group} och prövas på {number} arbetsplatser.",
    "Forskare i {b} följer arbetet med {a} och återför resultaten till {group}.",
    "Gruppen samordnar {a}, bereder frågor om {b} och sprider erfarenheter.",
    "Här möts {group}, {group} och företag kring {a} och {b}.",
    "{Group} i {place} bidrar med data om {a} för forskning om {b}.",
    "Arbetet omfattar {a}, {b} och {c} samt fortbildning av {group}.",
    "Vi erbjuder platser för {group} som vill fördjupa sig i {a}.",
    "Resultaten om {a} ska komma {group} i {place} till del.",
    "Målet är färre problem med {a} och bättre {b} för {group}.",
    "{name} är en mötesplats för {a} där {group} deltar {often}.",
    "Inom ramen för {compound} prövas {a} och {b}.",
    "Ett {compound} ska byggas upp tillsammans med {group}.",
    "Erfarenheter av {compound} och {a} samlas i en rapport.",
)  # fmt: skip
_GROUPS: Final = (
    "sjuksköterskor", "lärare", "forskare", "studenter", "patienter", "äldre", "barn", "unga",
    "chefer", "doktorander", "läkare", "socionomer", "ingenjörer", "fysioterapeuter", "anhöriga",
    "handledare", "kliniker", "skolor", "vårdcentraler", "medarbetare", "barnmorskor",
    "psykologer", "nyanlända", "föräldrar", "bibliotekarier", "undersköterskor",
    "personer med demens",
)  # fmt: skip
_PLACES: Final = (
    "Västerås", "Eskilstuna", "Köping", "Sala", "Fagersta", "Arboga", "Hallstahammar", "Kungsör",
    "Norberg", "Skinnskatteberg", "Surahammar", "Strängnäs", "Katrineholm", "Nyköping", "Örebro",
    "Uppsala", "Enköping", "Avesta", "Ludvika", "Lindesberg", "Mälardalen", "länet", "regionen",
)  # fmt: skip
_OFTEN: Final = (
    "varje månad", "varje termin", "två gånger om året", "varje vecka", "en gång i kvartalet",
    "löpande", "varannan vecka", "vid behov",
)  # fmt: skip
_TAILS: Final = (
    "projekt", "modell", "stöd", "analys", "utveckling", "teknik", "laboratorium", "program",
    "system", "metod", "register", "plan", "studie", "verktyg", "miljö", "arbete", "grupp",
)  # fmt: skip
_SYLLABLES: Final = (
    "al", "ber", "do", "el", "fri", "gal", "ha", "in", "ka", "lin", "mo", "na", "ol", "pra", "ri",
    "sol", "ta", "ul", "vi", "ver", "dis", "stor", "ek", "ly", "mar", "nor", "sty", "tor", "vå",
)  # fmt: skip
_PARTIES: Final = ("Region Västmanland", "Mälardalens universitet")
_OTHERS: Final = (
    *(f"{place}s kommun" for place in _PLACES[:20]),
    "RISE", "ABB", "Almi", "Uppsala universitet", "Örebro universitet", "Försäkringskassan",
)  # fmt: skip
_CATEGORIES: Final = (
    "project", "research-team", "professional-network", "competence-centre", "strategic-forum",
    "placement-coordination", "student-collaboration", "programme-collaboration", "other",
)  # fmt: skip
_INVENTED: Final = 0.02
"""The share of a text's words that no vocabulary has."""


_T = TypeVar("_T")


class RegisterMaker:
    """Makes entries out of a vocabulary."""

    def __init__(self, vocabulary: Vocabulary, seed: int = 2027) -> None:
        self._random = Random(seed)
        self._subjects = [Terms.of(line).sv for line in vocabulary.subjects]
        lines = [*self._subjects, *(Terms.of(line).sv for line in vocabulary.synonyms)]
        self._words = sorted({term for line in lines for term in line})
        for each in (self._subjects, self._words):
            self._random.shuffle(each)
        self._shares = {
            size: list(accumulate(1 / (rank + 10) for rank in range(size)))
            for size in (len(self._subjects), len(self._words))
        }

    def write(self, path: Path, entries: int) -> None:
        """Write a register as JSON Lines."""
        with path.open("w", encoding="utf-8") as file:
            for entry in self.entries(entries):
                file.write(f"{json.dumps(entry, ensure_ascii=False)}\n")

    def entries(self, count: int) -> Iterator[dict[str, Any]]:
        """So many entries."""
        return (self._entry(number) for number in range(count))

    def _entry(self, number: int) -> dict[str, Any]:
        random = self._random
        (subject,) = self._often(self._subjects, 1)
        about = random.sample(subject, min(3, len(subject)))
        about += self._often(self._words, 7 - len(about))
        name = self._filled(random.choice(_NAMES), about)
        sentences = random.sample(_SENTENCES, random.randint(2, 5))
        entry: dict[str, Any] = {
            "id": f"K-{number:07}",
            "name": name[0].upper() + name[1:],
            "kind": "constellation",
            "status": random.choice(("active", "active", "active", "dormant", "ended")),
            "parties": [*_PARTIES, *random.sample(_OTHERS, random.choice((0, 0, 1, 2)))],
            "category": random.choice(_CATEGORIES),
            "description": " ".join(self._filled(one, about) for one in sentences),
            "themes": [each[:300] for each in dict.fromkeys(random.sample(about, 3))],
        }
        if random.random() < 1 / 3:
            entry["aliases"] = [self._filled(random.choice(_NAMES), about)]
        return entry

    def _often(self, among: Sequence[_T], count: int) -> list[_T]:
        """Some of them, the first ones much more often than the last."""
        return self._random.choices(among, cum_weights=self._shares[len(among)], k=count)

    def _filled(self, template: str, about: Sequence[str]) -> str:
        random = self._random
        a, b, c = random.sample(about, 3)
        group = random.choice(_GROUPS)
        return (
            template.replace("{a}", self._word(a)).replace("{b}", self._word(b))
            .replace("{c}", c).replace("{A}", a.capitalize())
            .replace("{Group}", random.choice(_GROUPS).capitalize()).replace("{group}", group)
            .replace("{place}", random.choice(_PLACES)).replace("{often}", random.choice(_OFTEN))
            .replace("{number}", str(random.randint(3, 48)))
            .replace("{name}", self._name() if "{name}" in template else "")
            .replace("{compound}", f"{a}{random.choice(_TAILS)}")
        )  # fmt: skip

    def _word(self, known: str) -> str:
        return self._name().lower() if self._random.random() < _INVENTED else known

    def _name(self) -> str:
        syllables = self._random.choices(_SYLLABLES, k=self._random.randint(2, 4))
        return "".join(syllables).capitalize()


class Rewording:
    """Says what a text says in other words, as somebody would who has not seen it."""

    def __init__(self, vocabulary: Vocabulary, seed: int = 4) -> None:
        self._random = Random(seed)
        self._same: dict[str, tuple[str, ...]] = {}
        for line in vocabulary.synonyms:
            terms = Terms.of(line).sv
            for term in terms:
                self._same.setdefault(term.casefold(), terms)

    def of(self, text: str) -> str:
        """A text with a quarter of its words left out, others swapped, and a slip of the pen."""
        random = self._random
        words = [spot.word for spot in spots(text) if random.random() > 1 / 4]
        words = [
            random.choice(self._same[word]) if word in self._same and random.random() < 1 / 3
            else word
            for word in words
        ]  # fmt: skip
        long = [place for place, word in enumerate(words) if len(word) > 6]
        if long:
            place = random.choice(long)
            words[place] = self._misspelt(words[place])
        return " ".join(words)

    def _misspelt(self, word: str) -> str:
        at = self._random.randrange(1, len(word) - 1)
        return word[:at] + word[at + 1] + word[at] + word[at + 2 :]
