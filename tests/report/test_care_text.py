"""What is to be seen to in a register, as it is told."""

from __future__ import annotations

from datetime import date

from screening.overlap.care import MOST_TOLD, Care, Cares
from screening.report.care_text import CareContext, Spot, care_as_data, print_cares
from screening.ruleset.rules import Bands
from tests.overlap.sample import register
from tests.report.printing import printed

ENDED = Care(
    "agreement-ended", ("K-009",), {"valid_to": date(2026, 8, 31)}, ("agreement", "valid_to")
)
LITTLE = Care("hard-to-find", ("K-009",), {"missing": ("description", "themes")})


def in_a_file(entry_id: str, at: tuple[str | int, ...]) -> Spot:
    return Spot("register.yaml", len(at) * 100 + int(entry_id[-1]), 3)


def in_no_file(_entry_id: str, _at: tuple[str | int, ...]) -> None:
    return None


def context(*, file: bool = True) -> CareContext:
    spot = in_a_file if file else in_no_file
    return CareContext(register().get, spot, Bands(25, 43), "en")


def told(*cares: Care, file: bool = True) -> str:
    return printed(lambda console: print_cares(console, Cares(cares), context(file=file)))


def test_each_group_has_a_heading_its_entries_with_their_places_and_what_to_do() -> None:
    pair = Care("overlap-strong", ("K-001", "K-002"), {"score": 61, "fields": {"name": 50}})

    assert told(Care("not-calibrated"), pair, ENDED, LITTLE) == (
        "\n"
        "The bands are not calibrated on the register\n"
        "  the rules’ own bands are used\n"
        "  = Run “screening register calibrate”.\n"
        "\n"
        "Entries that overlap strongly (43 or more): 1\n"
        "  K-001  Ledningsdialog mellan regionen och universitetet  register.yaml:101\n"
        "  K-002  Kompetensrådet i Västmanland                      register.yaml:102\n"
        "         score 61: name 50\n"
        "  = If they are the same collaboration, make them one entry. If not, say in their "
        "descriptions what\n  sets them apart.\n"
        "\n"
        "Agreements that have ended, though they are said to be in force: 1\n"
        "  K-009  Stå stadigt – fallprevention för äldre  register.yaml:209\n"
        "         ended 2026-08-31\n"
        "  = Prolong the agreement, or change its status. Verdicts count it as expired.\n"
        "\n"
        "Entries that are hard to find: 1\n"
        "  K-009  Stå stadigt – fallprevention för äldre  register.yaml:109\n"
        "         without description and themes\n"
        "  = Write two to four sentences on what is done, for whom and how, and two to five "
        "themes.\n"
        "\n"
        "To mend: 3. To judge: 1. Good to know: 0.\n"
    )


def test_nothing_to_see_to_is_told_by_saying_nothing() -> None:
    assert told() == ""


def test_of_a_long_group_the_first_are_shown_and_the_others_counted() -> None:
    cares = [Care("no-english-name", (one.id,)) for one in register().entries[:20]]
    lines = told(*cares, file=False).splitlines()

    assert lines[1] == "Entries without an English name: 20"
    assert lines[13:15] == [
        "  K-012  Kompetenscentrum Rehabilitering efter stroke",
        "  and 8 more; --format json shows all",
    ]


def test_a_care_has_its_places_and_facts_as_data() -> None:
    assert care_as_data(ENDED, context()) == {
        "code": "agreement-ended",
        "level": "mend",
        "message": "Agreements that have ended, though they are said to be in force: "
        "ended 2026-08-31",
        "help": "Prolong the agreement, or change its status. Verdicts count it as expired.",
        "entries": [
            {
                "id": "K-009",
                "name": "Stå stadigt – fallprevention för äldre",
                "file": "register.yaml",
                "line": 209,
                "column": 3,
            }
        ],
        "facts": {"valid_to": "2026-08-31"},
    }


def test_a_theme_is_told_with_the_nearest_term_where_there_is_one() -> None:
    def line(nearest: str | None) -> str:
        care = Care("unknown-theme", ("K-009",), {"theme": "balanz", "nearest": nearest})
        data = care_as_data(care, context(file=False))
        assert data["entries"][0]["line"] is None
        return str(data["message"])

    head = "Themes that the vocabulary does not know"
    assert line("balans") == f"{head}: “balanz”; nearest: “balans”"
    assert line(None) == f"{head}: “balanz”"


def test_what_is_not_told_of_is_counted_all_the_same() -> None:
    many = [Care("no-english-name", ("K-009",))] * (MOST_TOLD + 20)
    page = told(*many)

    assert "Entries without an English name: 1020\n" in page
    assert "  and 1008 more; --format json shows the first 1000\n" in page
    assert "To mend: 1020. To judge: 0. Good to know: 0.\n" in page
    assert "  and 3 more; --format json shows all\n" in told(*many[:15])


def test_a_name_is_told_with_its_number_where_not_all_who_have_it_are() -> None:
    one = Care("same-name", ("K-009",), {"name": "Kör", "count": 7000})
    assert "         “Kör”, on 7000 entries\n" in told(one)
