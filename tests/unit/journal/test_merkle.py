"""The tree is that of RFC 9162, and its proofs prove membership and nothing else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grants.journal import merkle

PUBLISHED = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"]
PUBLISHED_ROOT = "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"

lists = st.lists(st.binary(max_size=8), min_size=1, max_size=40)


def leaves_of(items: list[bytes]) -> list[bytes]:
    """Return the leaves of a list."""
    return [merkle.leaf(item) for item in items]


def test_no_leaves_have_the_hash_of_nothing() -> None:
    assert merkle.root([]).hex() == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"


def test_the_published_leaves_have_the_published_root() -> None:
    assert merkle.root(leaves_of([bytes.fromhex(item) for item in PUBLISHED])).hex() == PUBLISHED_ROOT


def test_one_leaf_is_its_own_root() -> None:
    assert merkle.root([merkle.leaf(b"one")]) == merkle.leaf(b"one")


def test_a_leaf_cannot_pass_for_a_node() -> None:
    left, right = merkle.leaf(b"a"), merkle.leaf(b"b")
    assert merkle.leaf(left + right) != merkle.root([left, right])


@given(lists)
def test_every_leaf_is_proved_at_its_place(items: list[bytes]) -> None:
    leaves = leaves_of(items)
    for index, leaf in enumerate(leaves):
        path = merkle.proof(leaves, index)
        assert merkle.proves(path, leaf=leaf, index=index, size=len(leaves), root=merkle.root(leaves))


@given(lists, st.data())
def test_a_proof_is_as_short_as_the_tree_is_high(items: list[bytes], data: st.DataObject) -> None:
    index = data.draw(st.integers(0, len(items) - 1))
    assert len(merkle.proof(leaves_of(items), index)) <= (len(items) - 1).bit_length()


@given(lists, st.data())
def test_a_changed_leaf_is_not_proved(items: list[bytes], data: st.DataObject) -> None:
    leaves = leaves_of(items)
    index = data.draw(st.integers(0, len(items) - 1))
    path = merkle.proof(leaves, index)
    other = merkle.leaf(items[index] + b"!")
    assert not merkle.proves(path, leaf=other, index=index, size=len(leaves), root=merkle.root(leaves))


@given(lists, st.data())
def test_a_changed_path_proves_nothing(items: list[bytes], data: st.DataObject) -> None:
    leaves = leaves_of([*items, b"one more"])
    index = data.draw(st.integers(0, len(leaves) - 1))
    path = merkle.proof(leaves, index)
    for wrong in ([*path, path[0]], path[:-1], [merkle.EMPTY, *path[1:]]):
        assert not merkle.proves(wrong, leaf=leaves[index], index=index, size=len(leaves), root=merkle.root(leaves))


@given(st.lists(st.binary(max_size=8), min_size=2, max_size=40, unique=True), st.data())
def test_a_proof_holds_for_its_own_place_only(items: list[bytes], data: st.DataObject) -> None:
    leaves = leaves_of(items)
    index, other = data.draw(st.permutations(range(len(leaves))))[:2]
    path = merkle.proof(leaves, index)
    assert not merkle.proves(path, leaf=leaves[index], index=other, size=len(leaves), root=merkle.root(leaves))


@given(lists, st.integers(min_value=1))
def test_nothing_is_proved_outside_of_the_list(items: list[bytes], beyond: int) -> None:
    leaves = leaves_of(items)
    path = merkle.proof(leaves, 0)
    for index in (-beyond, len(leaves) - 1 + beyond):
        assert not merkle.proves(path, leaf=leaves[0], index=index, size=len(leaves), root=merkle.root(leaves))


@pytest.mark.parametrize("index", [-1, 1])
def test_there_is_no_proof_for_a_leaf_that_is_not_there(index: int) -> None:
    with pytest.raises(IndexError, match="no leaf"):
        merkle.proof([merkle.leaf(b"one")], index)
