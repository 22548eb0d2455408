"""A process remembers what it used last."""

from grants.calls.memory import Memory


def test_a_value_is_made_once() -> None:
    made: list[str] = []
    memory: Memory[str, int] = Memory(2)
    for _ in range(3):
        memory.get("a", lambda: made.append("a") or 1)
    assert made == ["a"]


def test_what_was_used_longest_ago_is_forgotten_first() -> None:
    memory: Memory[str, int] = Memory(2)
    for key in ("a", "b", "a", "c"):
        memory.get(key, lambda: 1)
    assert [key in memory for key in "abc"] == [True, False, True]
