"""`competition verify` prints a line for each finding, and its exit code is the answer."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from grants.verification.cli import verify
from tests.unit.awards.factories import as_bytes
from tests.unit.verification.test_competition import published
from tests.unit.verification.test_receipt import published as published_with
from tests.unit.verification.test_receipt import receipt


def run(*arguments: str | Path, stdin: bytes | None = None) -> Result:
    return CliRunner().invoke(verify, [str(one) for one in arguments], input=stdin)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "results.json"
    path.write_bytes(as_bytes(published()))
    return path


def test_what_holds_exits_with_0(file: Path) -> None:
    result = run(file)
    assert (result.exit_code, result.stderr) == (0, "")
    lines = result.stdout.splitlines()
    assert [line.split()[:2] for line in lines[:-1]] == [
        ["ok", name] for name in ("structure", "receipts", "applications", "outcomes", "amounts")
    ]
    assert lines[-1] == "Everything that can be checked holds."


def test_what_does_not_hold_exits_with_1() -> None:
    document = published()
    document["applications"][0]["decision"]["amount"] = "1.00"
    result = run("-", stdin=as_bytes(document))
    assert result.exit_code == 1
    assert result.stdout.splitlines()[-1] == "Something does not hold."


@pytest.mark.parametrize("text", [b"", b"{", b"[]", b"\xff", b"{}"])
def test_what_is_no_bundle_exits_with_1(text: bytes) -> None:
    assert run("-", stdin=text).exit_code == 1


def test_a_missing_file_exits_with_2(tmp_path: Path) -> None:
    assert run(tmp_path / "none.json").exit_code == 2


def test_no_file_at_all_exits_with_2() -> None:
    assert run().exit_code == 2


def test_a_receipt_under_the_root_is_shown(tmp_path: Path) -> None:
    sent = receipt()
    competition, own = tmp_path / "results.json", tmp_path / "receipt.json"
    competition.write_text(published_with(sent).model_dump_json(by_alias=True, exclude_unset=True))
    own.write_bytes(as_bytes(sent))
    result = run(competition, "--receipt", own)
    assert result.exit_code == 0
    assert "The receipt lies under the root." in result.stdout


def test_a_receipt_of_something_else_exits_with_1(file: Path, tmp_path: Path) -> None:
    own = tmp_path / "receipt.json"
    own.write_text(json.dumps(receipt()))
    assert run(file, "--receipt", own).exit_code == 1


def test_a_receipt_that_is_no_json_exits_with_1(file: Path, tmp_path: Path) -> None:
    own = tmp_path / "receipt.json"
    own.write_text("nothing")
    result = run(file, "--receipt", own)
    assert result.exit_code == 1
    assert "is no JSON" in result.stderr
