import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from grants.exchange.cli import competition
from tests.unit.awards.factories import application, as_bytes, bundle, call, tie
from tests.unit.awards.reference import Raw


def run(*arguments: str, stdin: bytes | None = None) -> Result:
    return CliRunner().invoke(competition, ["rank", *arguments], input=stdin)


def broken() -> Raw:
    raw = bundle(call(scoring={"tie_break": ["criterion:none"]}), [application("A", "11")])
    raw["call"]["slug"] = None
    return raw


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "bundle.json"
    applications = [application("Ā-1", "5"), application("B-2", "4"), application("C-3"), application("D-4", "4")]
    path.write_bytes(as_bytes(bundle(call(limit={"projects": 2}), applications, [tie("Ā-1", "C-3", "D-4")])))
    return path


def test_json_is_the_only_thing_on_standard_output(file: Path) -> None:
    result = run(str(file), "--json")
    assert (result.exit_code, result.stderr) == (0, "")
    assert sorted(json.loads(result.stdout)) == ["applications", "statistics", "warnings"]


def test_without_json_a_table_is_printed(file: Path) -> None:
    assert run(str(file)).stdout.splitlines() == [
        "Rank  Reference  Total  Outcome  Amount  Why",
        "   1  Ā-1         5.00  awarded  100.00",
        "   2  B-2         4.00  tied             equal with D-4",
        "   2  D-4         4.00  tied             equal with B-2",
        "      C-3               pending",
        "",
        "Not final: some applications are still being checked or scored.",
    ]


def test_beside_a_table_warnings_are_on_standard_error(file: Path) -> None:
    assert run(str(file)).stderr.startswith("The order given to the tie of C-3, D-4, Ā-1 is ignored: ")


def test_a_table_names_some_of_many_equals_and_shows_no_control_characters() -> None:
    raw = bundle(call(), [application(reference, "5") for reference in ["A\x1b", "B", "C", "D", "E", "F"]])
    first = run("-", stdin=as_bytes(raw)).stdout.splitlines()[1]
    assert first == "   1  A\N{REPLACEMENT CHARACTER}          5.00  awarded  100.00  equal with B, C, D and 2 more"


def test_standard_input_is_read_for_a_dash(file: Path) -> None:
    assert run("-", "--json", stdin=file.read_bytes()).stdout == run(str(file), "--json").stdout


def test_an_invalid_file_names_every_problem_on_standard_error_and_exits_with_1() -> None:
    result = run("-", "--json", stdin=as_bytes(broken()))
    assert (result.exit_code, result.stdout) == (1, "")
    paths = [line.partition(": ")[0] for line in result.stderr.splitlines()]
    assert paths == ["applications[0].evaluations[0].scores.c1", "call.scoring.tie_break[0]", "call.slug"]


@pytest.mark.parametrize("text", [b"", b"{", b"[]", b"\xff\xfe", b"null"])
def test_what_is_no_bundle_at_all_exits_with_1(text: bytes) -> None:
    result = run("-", stdin=text)
    assert (result.exit_code, result.stdout) == (1, "")
    assert "expected" in result.stderr


def test_a_missing_file_exits_with_2(tmp_path: Path) -> None:
    assert run(str(tmp_path / "none.json")).exit_code == 2


def test_a_folder_exits_with_2(tmp_path: Path) -> None:
    assert run(str(tmp_path)).exit_code == 2


def test_no_file_at_all_exits_with_2() -> None:
    assert run().exit_code == 2


def test_an_unknown_option_exits_with_2(file: Path) -> None:
    assert run(str(file), "--xml").exit_code == 2
