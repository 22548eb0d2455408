"""A process remembers what it used last."""

from itertools import count

from grants.calls.memory import Memory


def test_a_value_is_made_once() -> None:
    numbers = count(1)
    memory: Memory[str, int] = Memory(2)
    assert [memory.get("a", lambda: next(numbers)) for _ in range(3)] == [1, 1, 1]


def test_what_was_used_longest_ago_is_forgotten_first() -> None:
    memory: Memory[str, int] = Memory(2)
    for key in ("a", "b", "a", "c"):
        memory.get(key, lambda: 1)
    assert [key in memory for key in "abc"] == [True, False, True]
