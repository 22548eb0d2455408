"""What in a text could reveal an evaluator, in Latvian and in English."""

import unicodedata

import pytest

from grants.awards.deliberation.revealing.hints import Clue, Hint, hints_in

NAMES = (
    *("Dace Kalniņa", "Ilze Liepa", "Jānis Briedis", "Aigars Kurmis", "Juris Lācis"),
    *("Mārtiņš Ozols", "Skaidra Valde", "Eva Ābele", "Rita Vilks", "John O'Neill", "Ō"),
)


def clues(text: str) -> list[tuple[Clue, str]]:
    return [(hint.clue, hint.words) for hint in hints_in(text, NAMES)]


@pytest.mark.parametrize(
    "word",
    [
        *("Dace", "Daces", "Dacei", "Daci", "Dacē", "DACE"),
        *("Kalniņa", "Kalniņas", "Kalniņai", "Kalniņu", "Kalniņā"),
        *("Jānis", "Jāņa", "Jānim", "Jāni", "Jānī", "Janis"),
        *("Briedis", "Brieža", "Briedim", "Briedi"),
        *("Kurmis", "Kurmja", "Kurmim", "Kurmi"),
        *("Lācis", "Lāča", "Lācim"),
        *("Mārtiņš", "Mārtiņa", "Mārtiņam", "Mārtiņu"),
        *("Ozols", "Ozola", "Ozolam", "Ozoliem"),
        *("Eva", "Neill", "Skaidrai"),
    ],
)
def test_a_name_is_found_in_every_case(word: str) -> None:
    assert clues(f"Tā domā {word}, un tas ir viss.") == [(Clue.NAME, word)]


def test_a_name_is_found_however_its_letters_are_composed() -> None:
    assert clues(unicodedata.normalize("NFD", "Pēc Jāņa domām")) == [(Clue.NAME, "Jāņa")]


@pytest.mark.parametrize(
    "text",
    [
        "Budžets ir skaidrs, un mērķis skaidri pamatots.",
        "To izlemj valdes sēde no rīta.",
        "Evas",
        "Projekts aptver kalnus un ežus.",
        "Mākslas nometne Ozolniekos.",
        "",
    ],
)
def test_what_only_looks_like_a_name_is_none(text: str) -> None:
    assert clues(text) == []


def test_a_name_written_small_counts_as_it_stands() -> None:
    assert clues("to teica kalniņa un eva") == [(Clue.NAME, "kalniņa")]


@pytest.mark.parametrize("address", ["a@ape.lv", "d.k+2@konkursi.example"])
def test_an_address_is_found(address: str) -> None:
    assert clues(f"Rakstiet ({address}).") == [(Clue.EMAIL, address)]


@pytest.mark.parametrize("number", ["29123456", "29 123 456", "+371 29123456", "67-123-456", "+44 20 7946 0958"])
def test_a_telephone_number_is_found(number: str) -> None:
    assert clues(f"Zvaniet {number}.") == [(Clue.PHONE, number)]


@pytest.mark.parametrize(
    "figures",
    ["2025-2026", "2026–2027", "2026-01-15", "40003245678", "25 000 000 EUR", "25000000 €", "12,50", "1 234", "@"],
)
def test_figures_are_no_telephone_number(figures: str) -> None:
    assert clues(f"Norādīts {figures}") == []


@pytest.mark.parametrize("word", ["Es", "man", "Manuprāt", "mana", "My", "I"])
def test_one_person_speaking_is_found(word: str) -> None:
    assert clues(f"{word} šķiet, ka tas ir labi") == [(Clue.FIRST_PERSON, word)]


def test_the_first_of_several_parts_is_no_person() -> None:
    assert clues("I. daļa un mēs; manta, mankurts, essay, Imants") == []


@pytest.mark.parametrize(
    "words", ["kā komisijas priekšsēdētāja", "Kā eksperts", "kā vērtētājam", "As the chair", "as an evaluator"]
)
def test_who_says_as_what_they_speak_is_found(words: str) -> None:
    assert clues(f"{words} tā domā") == [(Clue.ROLE, words)]


def test_each_hint_is_told_once() -> None:
    assert hints_in("Es. Es! Es?", ()) == (Hint(Clue.FIRST_PERSON, "Es"),)


@pytest.mark.parametrize(
    "text", ["a" * 40_000, "2" * 40_000, "+" * 40_000, "2 " * 20_000, "kā " * 13_000, "@" * 40_000]
)
def test_a_long_text_is_read_to_its_end(text: str) -> None:
    assert Hint(Clue.NAME, "Dace") in hints_in(f"{text} Dace", NAMES)


def test_nobody_without_letters_is_a_name() -> None:
    assert hints_in("Ō un 12", ["Ō", "", "12"]) == ()
