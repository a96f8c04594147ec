"""The evidence behind a score: what met what, where it stands, and what met nothing."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from screening.model.overlap import Evidence, MetWords, Missing, WordPlace
from screening.model.register import RegisterEntry
from screening.overlap.evidence import evidence, missing
from screening.overlap.matching import Match, Query
from screening.overlap.scoring import Field
from screening.overlap.words import spots, words_of
from tests.overlap.sample import TEXTS, VOCABULARY, entry, matcher, near, small


def place(word: str, where: str, start: int) -> WordPlace:
    return WordPlace(word=word, where=where, start=start, end=start + len(word))


def of(match: Match, field: Field) -> Evidence | None:
    return next((one for one in evidence(match) if one.field == field), None)


def met(title: str, summary: str = "", field: Field = "text") -> list[tuple[str, str, str, str]]:
    """What met in a field: the word of either, how, and by what."""
    told = of(near(matcher(), title, summary), field)
    return [
        (word.proposal.word, word.entry.word, word.how, word.via)
        for word in (told.words if told else ())
    ]


# --- a whole account ------------------------------------------------------------------------


def test_the_evidence_is_told_field_by_field_the_likest_first_with_every_place() -> None:
    match = near(
        small(
            entry(
                "K-1",
                name="Balansgruppen",
                aliases=["Fallgruppen"],
                description="Fysioterapeuter leder balansträning.",
                themes=["sömn", "kost"],
                parties=["RISE", "Sala kommun"],
            ),
            entry("K-2", name="Frukost", parties=["Sala kommun"]),
        ),
        "Balansgruppen igen",
        "En fysioterapeut ser till sömnen.",
        others=("sala  kommun", "Okänd"),
    )
    group = MetWords(
        proposal=place("balansgruppen", "title", 0),
        entry=place("balansgruppen", "name", 0),
        how="same",
        via="balansgruppen",
        weight=0.69,
    )
    leader = MetWords(
        proposal=place("fysioterapeut", "summary", 3),
        entry=place("fysioterapeuter", "description", 0),
        how="same",
        via="fysioterapeut",
        weight=0.69,
    )
    sleep = MetWords(
        proposal=place("sömnen", "summary", 26),
        entry=place("sömn", "themes[0]", 0),
        how="same",
        via="sömnen",
        weight=0.69,
    )

    assert evidence(match) == (
        Evidence(
            field="name",
            proposal="Balansgruppen igen",
            entry="Balansgruppen",
            score=100,
            words=(group,),
        ),
        Evidence(
            field="title",
            proposal="balansgruppen",
            entry="balansgruppen",
            score=100,
            words=(group,),
        ),
        Evidence(
            field="text",
            proposal="balansgruppen, fysioterapeut, sömnen",
            entry="balansgruppen, fysioterapeuter, sömn",
            score=round(100 * match.fields["text"]),
            words=(group, leader, sleep),
        ),
        Evidence(field="parties", proposal="sala  kommun", entry="Sala kommun", score=50, words=()),
        Evidence(field="themes", proposal="sömnen", entry="sömn", score=50, words=(sleep,)),
    )
    assert missing(match) == Missing(
        proposal=("ser",), entry=("fallgruppen", "balansträning", "kost")
    )


# --- how words met --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("summary", "expected"),
    [
        ("Sensorerna", ("sensorerna", "sensorer", "same", "sensorerna")),
        ("Sensroer", ("sensroer", "sensorer", "spelling", "sensorer")),
        ("välfärds, teknik", ("välfärds teknik", "välfärdsteknik", "same", "välfärdsteknik")),
        ("smärtmusik", ("smärtmusik", "smärta", "part", "smärt")),
        ("Chronic pain", ("pain", "smärta", "synonym", "ont")),
        ("Older\npeople", ("older people", "äldre", "synonym", "äldre")),
        ("gamla människor", ("gamla människor", "äldre", "synonym", "äldre")),
        ("barnavårdscentralen", ("barnavårdscentralen", "bvc", "synonym", "BVC")),
    ],
)
def test_each_meeting_is_told_with_the_surest_way_it_came_about(
    summary: str, expected: tuple[str, str, str, str]
) -> None:
    assert met("Kaffe", summary) == [expected]


def test_the_words_of_a_subject_are_told_as_such_and_not_as_the_same_text() -> None:
    assert met("Yrsel", field="subject") == [("yrsel", "fall", "subject", "fall")]
    assert met("Yrsel", field="text") == []


def test_terms_of_several_words_are_told_as_phrases_where_they_stand_in_either_text() -> None:
    among = small(entry("K-1", name="Trygg sluten vård"), vocabulary=VOCABULARY)
    told = of(near(among, "Kaffe", "On in-patient or inpatient\tcare"), "text")

    assert told is not None
    assert (told.proposal, told.entry) == ("inpatient care", "sluten vård")
    assert [(one.proposal, one.entry) for one in told.words] == [
        (
            WordPlace(word="inpatient care", where="summary", start=17, end=31),
            WordPlace(word="sluten vård", where="name", start=6, end=17),
        )
    ]


def test_a_word_is_told_with_the_word_that_it_met_best() -> None:
    among = small(
        entry("K-1", name="Sensorteknik", description="Teknik"), entry("K-2", name="Sensor")
    )
    told = of(near(among, "Kaffe", "teknik"), "text")

    assert told is not None
    assert [(one.entry.word, one.entry.where) for one in told.words] == [("teknik", "description")]


def test_no_more_than_eight_words_are_told_and_the_heaviest_of_them() -> None:
    said = ["frukost", "bullar", "trumpet", "katalog", "segling", "vävstol", "gitarr", "cykel"]
    among = small(
        entry("K-1", name="Papper", description=f"papper {' '.join(said)}"),
        entry("K-2", name="Papper"),
    )
    match = near(among, "Papper", " ".join([*said, "magnet"]))
    told = of(match, "text")

    assert told is not None
    assert told.proposal == ", ".join(said)
    assert [one.weight for one in told.words] == sorted(
        (one.weight for one in told.words), reverse=True
    )


def test_the_alias_that_is_nearest_is_the_name_that_is_told() -> None:
    told = of(near(matcher(), "A school library network", "x"), "name")

    assert told is not None
    assert (told.proposal, told.entry) == ("A school library network", "School Library Network")
    assert {one.entry.where for one in told.words} == {"aliases[0]"}


def test_every_party_that_both_have_is_told() -> None:
    match = near(matcher(), "Balansgruppen", others=("rise", "SALA KOMMUN", "ABB"))

    assert [one.entry for one in evidence(match) if one.field == "parties"] == [
        "RISE",
        "Sala kommun",
    ]


def test_where_next_to_nothing_met_nothing_is_told() -> None:
    query = matcher().read(Query("Frukost", "gröt"))
    [match] = matcher().matches(query, at_least=101, besides=["K-1"])

    assert evidence(match) == ()


# --- what did not meet ----------------------------------------------------------------------


def test_the_words_that_met_nothing_are_told_the_heaviest_first_without_the_common_ones() -> None:
    match = near(matcher(), "Balansgruppen och kaffe", "Seniors i samverkan 2027, fas 2: trumpet")

    assert missing(match) == Missing(
        proposal=("seniors", "trumpet", "kaffe"),
        entry=("fysioterapeuter", "balansträning", "äldre", "fallit", "fall"),
    )


def test_a_common_word_that_only_says_something_in_a_phrase_is_not_missing() -> None:
    match = near(matcher(), "Balansgruppen", "Vård i hemmet")

    assert missing(match).proposal == ("vård", "hemmet")


def test_words_that_met_by_their_subject_alone_are_missing_still() -> None:
    assert missing(near(matcher(), "Yrsel")).proposal == ("yrsel",)


def test_no_more_than_eight_missing_words_are_told() -> None:
    words = "frukost bullar trumpet katalog segling vävstol gitarr cykel papper lykta"
    match = near(small(entry("K-1", name="Kaffe", description=words)), "Kaffe")

    assert missing(match) == Missing(proposal=(), entry=tuple(words.split()[:8]))


# --- any proposal at all --------------------------------------------------------------------


def texts(query: Query) -> dict[str, str]:
    """The texts of a proposal by their places' names."""
    themes = {f"themes[{n}]": theme for n, theme in enumerate(query.themes)}
    return {"title": query.title, "summary": query.summary, **themes}


def entry_texts(one: RegisterEntry) -> dict[str, str]:
    return {
        "name": one.name,
        "description": one.description or "",
        **{f"aliases[{n}]": alias for n, alias in enumerate(one.aliases)},
        **{f"themes[{n}]": theme for n, theme in enumerate(one.themes)},
    }


def stands(at: WordPlace, known: dict[str, str]) -> bool:
    """Whether a place cuts its word, or the words of its phrase, out of its text."""
    cut = known[at.where][at.start : at.end]
    return " ".join(spot.word for spot in spots(cut)) == at.word


@settings(max_examples=200)
@given(
    TEXTS, TEXTS, st.lists(TEXTS, max_size=2), st.sampled_from(["", "Äldre i vård", "bibliotek"])
)
def test_all_that_is_told_stands_in_the_texts_where_it_is_said_to(
    title: str, summary: str, themes: list[str], more: str
) -> None:
    query = Query(title, f"{more} {summary}", tuple(themes), ("RISE",))

    for match in matcher().matches(matcher().read(query), at_least=0):
        told = evidence(match)
        assert [one.score for one in told] == sorted((one.score for one in told), reverse=True)
        for one in told:
            assert one.score == round(100 * match.fields[one.field])
            assert len(one.words) <= 8
            for word in one.words:
                assert stands(word.proposal, texts(query))
                assert stands(word.entry, entry_texts(match.entry))
                assert (word.how == "subject") == (one.field == "subject")


@settings(max_examples=100)
@given(TEXTS, TEXTS)
def test_what_is_missing_is_said_by_the_one_and_not_by_the_other(title: str, summary: str) -> None:
    for match in matcher().matches(matcher().read(Query(title, summary)), at_least=0):
        left = missing(match)
        mine = {*words_of(title), *words_of(summary)}
        theirs = {word for text in entry_texts(match.entry).values() for word in words_of(text)}
        assert set(left.proposal) <= mine - theirs
        assert set(left.entry) <= theirs - mine


# --- initials and parties -------------------------------------------------------------------


def test_a_name_that_is_met_by_its_initials_is_told_whole() -> None:
    match = near(matcher(), "Frukost", "Vi samlas kring NSS.")
    told = of(match, "text")

    assert match.entry.id == "K-4"
    assert told is not None
    name = "Nätverket för stora skolbibliotek"
    assert (told.proposal, told.entry) == ("nss", name)
    assert [(one.entry, one.how, one.via) for one in told.words] == [
        (WordPlace(word=name, where="name", start=0, end=len(name)), "initials", "nss")
    ]


def test_each_party_that_both_have_is_told_with_its_own_likeness_and_both_spellings() -> None:
    among = matcher()
    query = Query("Balansgruppen", "", (), ("RISE", "Sala kommun"), ("Rise AB", "Kommunen i Sala"))
    match = among.matches(among.read(query), at_least=0)[0]

    assert [
        (one.proposal, one.entry, one.score) for one in evidence(match) if one.field == "parties"
    ] == [("Rise AB", "RISE", 100), ("Kommunen i Sala", "Sala kommun", 50)]


def test_a_phrase_is_met_though_all_its_words_stood_apart_before_it() -> None:
    said = "Vård ges. Några hem. Där ges vård i hemmet."
    among = small(entry("K-1", name="Öppet", description=said), vocabulary=VOCABULARY)
    told = of(near(among, "Hembesök"), "text")

    assert told is not None
    assert [(one.entry.word, one.entry.start) for one in told.words] == [("vård i hemmet", 29)]
