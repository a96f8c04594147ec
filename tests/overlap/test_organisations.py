from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from screening.overlap.organisation_words import listed_places
from screening.overlap.organisations import How, OrganisationIndex, OrganisationMatch

Group = tuple[str, Sequence[str]]

KNOWN: list[Group] = [
    ("koping", ["Köpings kommun"]),
    ("vasteras", ["Västerås stad"]),
    ("eskilstuna", ["Eskilstuna kommun"]),
    ("linkoping", ["Linköpings kommun"]),
    ("habo", ["Habo kommun"]),
    ("sormland", ["Region Sörmland"]),
    ("vastmanland", ["Region Västmanland"]),
    ("vgr", ["Västra Götalandsregionen"]),
    ("county", ["Länsstyrelsen i Västmanlands län"]),
    ("museum", ["Västmanlands läns museum"]),
    ("mdu", ["Mälardalens universitet", "MDU"]),
    ("oru", ["Örebro universitet"]),
    ("rise", ["RISE"]),
    ("abb", ["ABB"]),
    ("vafab", ["VafabMiljö"]),
    ("ki", ["Karolinska Institutet"]),
    ("nature", ["Naturvårdsverket"]),
    ("sgi", ["Statens geotekniska institut"]),
    ("falk", ["Percy Falks stiftelse"]),
    ("norrvik", ["Stiftelsen Anna och Olof Norrviks minne"]),
    ("foi", ["Totalförsvarets forskningsinstitut", "FOI"]),
]
INDEX = OrganisationIndex(KNOWN)


def met(name: str, index: OrganisationIndex = INDEX) -> tuple[str, How] | None:
    match = index.find(name)
    return (match.id, match.how) if match else None


# --- who is recognised ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("KÖPINGS  kommun.", ("koping", "same")),
        ("Köping kommun", ("koping", "words")),
        ("Köpings stad", ("koping", "words")),
        ("Municipality of Köping", ("koping", "words")),
        ("Västerås kommun", ("vasteras", "words")),
        ("City of Västerås", ("vasteras", "words")),
        ("Vasteras stad", ("vasteras", "spelling")),
        ("Vesterås stad", ("vasteras", "spelling")),
        ("Eskilstuna komun", ("eskilstuna", "words")),
        ("Sörmlands landsting", ("sormland", "words")),
        ("Landstinget Sörmland", ("sormland", "words")),
        ("Södermanlands läns landsting", ("sormland", "words")),
        ("Sörmland County Council", ("sormland", "words")),
        ("Region Västra Götaland", ("vgr", "words")),
        ("VGR", ("vgr", "generated initials")),
        ("Länsstyrelsen Västmanland", ("county", "words")),
        ("County Administrative Board of Västmanland", ("county", "words")),
        ("Västmanland County Museum", ("museum", "words")),
        ("mdu", ("mdu", "same")),
        ("Mälardalens universitet (MDU)", ("mdu", "same")),
        ("Malardalen University", ("mdu", "words")),
        ("Mälardalens högskola", ("mdu", "words")),
        ("Orebro University", ("oru", "words")),
        ("RISE AB", ("rise", "abbreviation")),
        ("RISE Research Institutes of Sweden", ("rise", "abbreviation")),
        ("ABB Sverige", ("abb", "abbreviation")),
        ("Vafab Miljö", ("vafab", "spelling")),
        ("Karolinska", ("ki", "words")),
        ("Naturvårdsvreket", ("nature", "spelling")),
        ("Swedish Geotechnical Institute", ("sgi", "words")),
        ("SGI", ("sgi", "generated initials")),
        ("Percy Falk Foundation", ("falk", "words")),
        ("Norrviks stiftelse", ("norrvik", "words")),
        ("Swedish Defence Research Institute FOI", ("foi", "abbreviation")),
    ],
)
def test_an_organisation_is_recognised_however_it_is_named(
    name: str, expected: tuple[str, How]
) -> None:
    assert met(name) == expected


@pytest.mark.parametrize(
    "name",
    [
        "",
        "—",
        "AB",
        "Kungsörs kommun",
        "Lidköpings kommun",  # one letter from Linköpings
        "Lindköpings kommun",  # one letter from each of them
        "Håbo kommun",
        "Köpings sjukhus",
        "Köping",
        "Västerås",
        "Region Väst",
        "Region Värmland",
        "Region Örebro län",
        "Malmö universitet",
        "Örebro University Hospital",
        "Örebro kommun",
        "Västmanlands teater",
        "Länsstyrelsen i Örebro län",
        "Karolinska sjukhuset",
        "Konstmuseet i Norrvik",
        "Falks bageri",
        "Anna Norrviks bageri",
        "Skogsvårdsverket",
        "Mälardalens universitet (FOI)",
        "Nordic Foundation for Baltic Herring",
        "ABC",
        "AGI",
        "FI",
        "Arboga Bostadsbolag",  # its initials are ABB
        "Totally Foreign Institute",
        "Västmanlands län",
        "Västmanland AB",
    ],
)
def test_anybody_else_is_nobody_however_near_the_name(name: str) -> None:
    assert met(name) is None


def test_a_match_tells_the_known_name_that_it_met_and_how_well() -> None:
    among = OrganisationIndex([("K", ["Köpings kommun", "Municipality of Köping"]), ("S", ["SI"])])

    assert among.find("köpings KOMMUN") == OrganisationMatch("K", "Köpings kommun", 1.0, "same")
    found = among.find("Köpings komun")
    assert found is not None
    assert (found.id, found.how) == ("K", "words")
    assert 0.9 < found.score < 1.0


def test_organisations_of_the_same_name_are_told_with_the_one_that_is_found() -> None:
    among = OrganisationIndex([("b", ["SI", "Norrviks institut"]), ("a", ["SI"]), ("c", ["X"])])

    assert among.find("si") == OrganisationMatch("a", "SI", 1.0, "same", namesakes=("b",))


def test_a_name_that_could_as_well_be_somebody_elses_is_nobodys() -> None:
    two = [("a", ["Stiftelsen Norrvik"]), ("b", ["Norrviks fond"])]

    assert met("Norrvik Foundation", OrganisationIndex(two)) is None
    assert met("Norrvik Foundation", OrganisationIndex(two[:1])) == ("a", "words")


# --- abbreviations --------------------------------------------------------------------------


def test_an_abbreviation_in_brackets_is_known_too() -> None:
    among = OrganisationIndex([("x", ["Norrviks forskningshem (NFX)"]), ("y", ["Sydviks hem"])])

    assert met("NFX", among) == ("x", "same")
    assert met("Norrvik forskningshem", among) == ("x", "words")
    assert met("Sydviks hem (NFX)", among) is None


def test_initials_are_not_guessed_for_who_has_an_abbreviation() -> None:
    names = ["Norrviks Stora Institut"]

    assert met("NSI", OrganisationIndex([("x", names)])) == ("x", "generated initials")
    assert met("NSI", OrganisationIndex([("x", [*names, "STORNOR"])])) is None


def test_the_initials_of_a_long_name_speak_for_who_is_known_by_them() -> None:
    alone = OrganisationIndex([("x", ["NDFF"])])
    beside = OrganisationIndex([("x", ["NDFF", "Norrvik Deep Friendship Fund"])])

    assert met("Norrviks djupa och fasta fångst", alone) == ("x", "generated initials")
    assert met("Sydviks djupa fasta fond", beside) is None
    assert met("Norrviks djupa fondfrändskap", OrganisationIndex([("x", ["NDF"])])) is None
    helped = OrganisationIndex([("x", ["NKF", "Norrviks klara fond"])])
    assert met("Norrviks källors fond", helped) == ("x", "generated initials")


# --- laws -----------------------------------------------------------------------------------

_WORDS = st.sampled_from(
    ["Norrvik", "Sydviks", "Köpings", "kommun", "universitet", "Foundation", "of", "AB", "MDU", "å"]
)
NAMES = st.one_of(st.lists(_WORDS, min_size=1, max_size=4).map(" ".join), st.text(max_size=20))
GROUPS = st.lists(st.lists(NAMES, max_size=3), max_size=6).map(
    lambda groups: [(f"id{number}", names) for number, names in enumerate(groups)]
)


@settings(max_examples=200)
@given(GROUPS)
def test_a_known_name_finds_its_organisation_or_one_of_the_same_name(groups: list[Group]) -> None:
    index = OrganisationIndex(groups)
    for key, names in groups:
        for name in names:
            match = index.find(name)
            assert match is not None
            assert (match.score, match.how) == (1.0, "same")
            assert key in {match.id, *match.namesakes}


@settings(max_examples=200)
@given(GROUPS, NAMES, st.randoms(use_true_random=False))
def test_the_order_of_the_organisations_makes_no_difference(
    groups: list[Group], name: str, random: Random
) -> None:
    mixed = [(key, random.sample(names, len(names))) for key, names in groups]
    random.shuffle(mixed)

    assert OrganisationIndex(mixed).find(name) == OrganisationIndex(groups).find(name)


@settings(max_examples=200)
@given(GROUPS, NAMES)
def test_any_name_at_all_is_somebodys_or_nobodys(groups: list[Group], name: str) -> None:
    match = OrganisationIndex(groups).find(name)

    assert match is None or (match.name in dict(groups)[match.id] and 0.62 <= match.score <= 1.0)


@given(st.sampled_from(sorted(listed_places())), st.sampled_from(sorted(listed_places())))
def test_no_municipality_is_ever_taken_for_another(one: str, other: str) -> None:
    match = OrganisationIndex([("one", [f"{one.title()} kommun"])]).find(f"{other.title()}s stad")

    assert (match is not None) == (one == other)


def test_one_index_serves_many_threads() -> None:
    names = [name for _, known in KNOWN for name in known] + ["Vesterås stad", "RISE AB", "Köping"]
    one_by_one = [OrganisationIndex(KNOWN).find(name) for name in names]
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(OrganisationIndex(KNOWN).find, names)) == one_by_one


def test_the_scores_are_the_same_in_every_process() -> None:
    names = ["Vesterås stad", "RISE Research Institutes of Sweden", "Norrviks stiftelse"]
    script = (
        "from tests.overlap.test_organisations import INDEX\n"
        f"print([INDEX.find(name) for name in {names!r}])"
    )
    told = {
        subprocess.run(
            [sys.executable, "-c", script],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": "."},
            cwd=Path(__file__).parents[2],
            check=True,
            capture_output=True,
            text=True,
        ).stdout
        for seed in ("1", "2", "3")
    }
    assert told == {f"{[INDEX.find(name) for name in names]}\n"}


def test_a_name_is_looked_up_among_many_in_a_moment() -> None:
    random = Random(7)
    made = ["".join(random.choices("aeiouklmnrst", k=8)).title() for _ in range(5_000)]
    index = OrganisationIndex((name, [f"{name} stiftelse"]) for name in made)
    index.find("Foundation")

    start = time.process_time()
    found = [index.find(f"{name[:4]}{name[5:]} Foundation") for name in made[:50]]

    # A hundred times what it takes, so that a busy machine fails nobody.
    assert (time.process_time() - start) / 50 < 0.1
    assert sum(match is not None for match in found) > 40


def test_of_very_many_names_those_that_share_the_rarest_words_are_compared(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("screening.overlap.organisations._WEIGHED", 1)

    assert met("City of Köping") == ("koping", "words")
