"""Words are sorted as their language has it."""

from itertools import permutations
from random import Random

import pytest

from grants.collation import sort_key


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("lv", ["Ābele", "Āboliņš", "Abols", "Celms", "Čaks", "Dūms", "Ērglis", "Ezis", "Gulbis", "Ģirts", "Kalns"]),
        (
            "lv",
            ["Kalns", "Ķirsis", "Lapa", "Ļaudis", "Nams", "Ņina", "Saule", "Šalle", "Ūdrs", "Upe", "Zars", "Žagata"],
        ),
        ("lv", ["Biedrība „Ac”", "Biedrība 2", "Biedrība Aa", "biedrība Ab"]),
        ("lv", ["ira", "yra", "īra", "irb"]),
        ("et", ["sa", "ša", "za", "ža", "ta", "wa", "õa", "äa", "öa", "üa"]),
        ("en", ["Abele", "Ābele", "Čaks", "Celms", "Ģirts", "Gulbis"]),
    ],
)
def test_words_stand_in_the_order_of_the_language(language: str, words: list[str]) -> None:
    mixed = words.copy()
    Random(7).shuffle(mixed)
    assert sorted(mixed, key=lambda each: sort_key(each, language)) == words


def test_equal_words_are_told_apart_the_same_way_each_time() -> None:
    words = ["Oša", "oša", "OŠA"]
    orders = {tuple(sorted(each, key=lambda one: sort_key(one, "lv"))) for each in permutations(words)}
    assert len(orders) == 1
