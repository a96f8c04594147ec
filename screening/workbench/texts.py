"""The words that made-up proposals and registers are written in: plain Swedish, by subject.

The subjects have nothing to do with each other, and the places with none of them, so that
what a proposal and an entry have in common is what was put into both of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

__all__ = [
    "AGREEMENT_NAMES",
    "BESIDES",
    "FORMS",
    "NARROW",
    "NETWORK_NAMES",
    "OUTSIDER",
    "OWN",
    "PLACES",
    "PLATFORM_NAMES",
    "SUBJECTS",
    "THIRD_PARTIES",
    "UNITS",
    "Matter",
    "Subject",
    "listed",
]


class Subject(NamedTuple):
    """What a collaboration is about: what it is called, and two further words of it."""

    name: str
    first: str
    second: str


class Matter(NamedTuple):
    """What a proposal is about: its title, how that is said in a sentence, and a theme of it."""

    title: str
    phrase: str
    theme: str


OWN: Final = Matter("Fallprevention för äldre", "fallprevention för äldre", "fallprevention")
"""What proposals are about."""

NARROW: Final = Matter("Ett nytt gemensamt projekt", "vindkraft", "vindkraft")
"""What one is about whose title says nothing, and that has one word for what it is about."""

SUBJECTS: Final[Sequence[Subject]] = (
    Subject("trycksår", "förband", "såromläggning"),
    Subject("läsinlärning", "bokstäver", "dyslexi"),
    Subject("svetsning", "fogar", "skyddsgas"),
    Subject("järnväg", "växlar", "banvall"),
    Subject("dagvatten", "översvämning", "brunnar"),
    Subject("matematik", "algebra", "bråkräkning"),
    Subject("mejeri", "mjölkning", "kalvar"),
    Subject("karies", "tandsten", "tandtråd"),
    Subject("fjärrvärme", "kulvert", "panncentral"),
    Subject("cybersäkerhet", "lösenord", "dataintrång"),
    Subject("betong", "armering", "gjutning"),
    Subject("förlossning", "amning", "spädbarn"),
)
"""What entries of the register are about, but for those that do what the proposal does."""

BESIDES: Final[Sequence[Subject]] = (
    Subject("skogsbruk", "gallring", "timmer"),
    Subject("fotboll", "domare", "tränare"),
    Subject("spannmål", "åkermark", "gödsling"),
    Subject("vägarbete", "hastighet", "krock"),
    Subject("museum", "föremål", "utställning"),
)
"""What entries are about that are there for their parties' sake alone."""

FORMS: Final[Sequence[str]] = (
    "seminarier", "studiecirklar", "workshoppar", "webbinarier", "dagböcker", "affischer",
    "stipendier", "expertpanel", "handbok", "demonstrationer", "scenarier", "beräkningar",
    "översikter", "expeditioner", "utmärkelser", "tabeller", "rutiner", "mikrofoner",
)  # fmt: skip
"""Themes that go with any subject: how people work."""

NETWORK_NAMES: Final = (
    "Nätverk för", "Forskarteam inom", "Kompetenscentrum för", "Forum för", "Branschråd för",
    "Centrum för",
)  # fmt: skip
PLATFORM_NAMES: Final = ("Plattform för", "Gemensam plattform för", "Regional plattform för")
AGREEMENT_NAMES: Final = ("Avtal om", "Gemensamt avtal om", "Regionens avtal om")
"""What names of entries begin with, by kind: words that say nothing of the subject."""

PLACES: Final[Sequence[str]] = tuple(
    # Västmanland and its neighbours first.
    """
    Dingtuna Skultuna Kolsva Munktorp Ramnäs Virsbo Strömsholm Tillberga Barkarö Västanfors
    Riddarhyttan Kärrbo Irsta Romfartuna Möklinta Ransta Salbohed Heby Tärnsjö Östervåla Harbo
    Norberg Karbenning Klackberg Kärrgruvan Odensvi Himmeta Götlunda Arboga Kungsör Fagersta
    Hallstahammar Surahammar Skinnskatteberg Köping Sevalla Tortuna Björksta Rytterne Svedvi
    Haraker Fläckebo Gunnilbo Enåker Huddunge Torshälla Hällbybrunn Kvicksund Skogstorp Strängnäs
    Stallarholmen Hälleforsnäs Mellösa Sparreholm Katrineholm Julita Bettna Oxelösund Vagnhärad
    Stjärnhov Björnlunda Enstaberga Buskhyttan Svalsta Nävekvarn Högsjö Baggetorp Hjortkvarn
    Örsundsbro Skokloster Knivsta Storvreta Björklinge Vattholma Söderfors Skärplinge Älvkarleby
    Skutskär Östhammar Gimo Österbybruk Dannemora Öregrund Alunda Hallstavik Norrtälje Edsbro
    Älmsta Bergshamra Fjärdhundra Grillby Lillkyrka Hummelsta Orrskog Månkarbo Örbyhus
    Karlholmsbruk Örebro Askersund Laxå Fjugesta Degerfors Karlskoga Hällefors Grythyttan
    Lindesberg Frövi Fellingsbro Ljusnarsberg Ställdalen Bångbro Gyttorp Vedevåg
    Guldsmedshyttan Glanshammar Odensbacken Pålsboda Zinkgruvan Vretstorp Östansjö Mullhyttan
    Garphyttan Latorp Kilsmo Borlänge Ludvika Hedemora Avesta Krylbo Horndal Långshyttan
    Garpenberg Vikmanshyttan Stjärnsund Söderbärke Grängesberg Nyhammar Fredriksberg Vansbro
    Sälen Älvdalen Rättvik Insjön Gagnef Djurås Mockfjärd Björbo Svärdsjö Enviken Grycksbo
    Sundborn Torsång Ornäs Gävle Storvik Ockelbo Söderhamn Bollnäs Alfta Arbrå Järvsö Ljusdal
    Hudiksvall Iggesund Delsbo Bergsjö Kilafors Sundsvall Härnösand Kramfors Sollefteå
    Örnsköldsvik Umeå Piteå Boden Kiruna Gällivare Haparanda Kalix Strömsund Karlstad Torsby
    Filipstad Hagfors Säffle Åmål Grums Kristinehamn Skövde Lidköping Falköping Tidaholm
    Trollhättan Vänersborg Uddevalla Borås Alingsås Falkenberg Halmstad Laholm Ängelholm
    Landskrona Eslöv Simrishamn Trelleborg Hässleholm Olofström Karlshamn Ronneby Sölvesborg
    Växjö Ljungby Älmhult Tingsryd Nybro Oskarshamn Vimmerby Västervik Hultsfred Eksjö
    Nässjö Tranås Vetlanda Värnamo Gislaved Motala Mjölby Finspång Norrköping Söderköping
    Valdemarsvik Åtvidaberg Klintehamn
    """.split()  # noqa: SIM905 - names read best in a row
)
"""Where people meet."""

_MUNICIPALITIES: Final = (  # noqa: SIM905 - the same
    "Köping Sala Arboga Fagersta Hallstahammar Kungsör Norberg Skinnskatteberg Surahammar Heby "
    "Enköping Eskilstuna Strängnäs Katrineholm Flen Vingåker Nyköping Oxelösund Trosa Gnesta "
    "Örebro Kumla Hallsberg Askersund Laxå Lekeberg Degerfors Karlskoga Hällefors Lindesberg "
    "Nora Ljusnarsberg Ludvika Smedjebacken Hedemora Säter Avesta Falun Borlänge Rättvik "
    "Leksand Gagnef Mora Orsa Älvdalen Vansbro Gävle Sandviken Hofors Ockelbo Söderhamn Bollnäs "
    "Ovanåker Ljusdal Hudiksvall Nordanstig Tierp Östhammar Knivsta Håbo Norrtälje Sigtuna "
    "Vallentuna Täby Sollentuna Botkyrka Haninge Nynäshamn Södertälje Nykvarn Ekerö Motala "
    "Vadstena Mjölby Finspång Norrköping Söderköping Valdemarsvik Åtvidaberg Kinda Ydre Boxholm "
    "Ödeshög Karlstad Arvika Torsby Sunne Filipstad Hagfors Säffle Åmål Grums Kristinehamn "
    "Mariestad Skövde Lidköping Falköping Tibro Tidaholm Trollhättan Vänersborg Uddevalla"
).split()

THIRD_PARTIES: Final[Sequence[str]] = tuple(
    f"{place}{'' if place.endswith(('s', 'x', 'z')) else 's'} kommun" for place in _MUNICIPALITIES
)
"""Third parties (§ 4.5), each with a name that no other can be taken for."""

OUTSIDER: Final = "Statens geotekniska institut"
"""Whom an entry is of that has none of a proposal's parties."""

UNITS: Final[Sequence[str]] = (
    "Kansliet", "Ekonomienheten", "IT-enheten", "Kommunikationsenheten", "Utvecklingsenheten",
    "Kvalitetsenheten", "Fastighetsenheten", "Upphandlingsenheten", "Hållbarhetsenheten",
    "Personalenheten", "Biblioteket", "Registraturen",
)  # fmt: skip
"""What any party may have; beyond these they have numbers."""


def listed(words: Sequence[str]) -> str:
    """Words in a row: "a, b och c"."""
    if len(words) <= 1:
        return "".join(words)
    return f"{', '.join(words[:-1])} och {words[-1]}"
