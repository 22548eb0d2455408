"""The ranking as a table of plain text, for a person at a terminal."""

from collections.abc import Iterator, Sequence
from typing import Any

HEADINGS = ("Rank", "Reference", "Total", "Outcome", "Amount", "Why")
NUMERIC = frozenset({"Rank", "Total", "Amount"})
NAMED_EQUALS = 3
WORDS = {
    "check_failed": "check {check} failed",
    "criterion_threshold": "criterion {criterion} below its threshold",
    "total_threshold": "total below its threshold",
    "quota_used": "no place left",
    "budget_used": "not enough money left",
    "withdrawn": "withdrawn by the applicant",
}


def ranking_table(document: dict[str, Any]) -> str:
    """Lay out a ranking document in columns, one line for each application, with a last line on what is open."""
    rows = [HEADINGS, *(_cells(row) for row in document["applications"])]
    widths = [max(len(cell) for cell in column) for column in zip(*rows, strict=True)]
    lines = [_line(row, widths) for row in rows]
    if not document["statistics"]["final"]:
        lines += ["", "Not final: some applications are still being checked or scored."]
    return "\n".join(lines) + "\n"


def _cells(row: dict[str, Any]) -> tuple[str, ...]:
    rank = "" if row["rank"] is None else str(row["rank"])
    return (
        rank,
        _printable(row["reference"]),
        row["total"] or "",
        row["outcome"],
        row["amount"] or "",
        "; ".join(_remarks(row)),
    )


def _remarks(row: dict[str, Any]) -> Iterator[str]:
    yield from (WORDS[reason["code"]].format_map(reason) for reason in row["reasons"])
    if equals := row["tied_with"]:
        more = len(equals) - NAMED_EQUALS
        yield (
            "equal with "
            + ", ".join(map(_printable, equals[:NAMED_EQUALS]))
            + (f" and {more} more" if more > 0 else "")
        )


def _printable(reference: str) -> str:
    # A reference is any text, and a terminal obeys control characters.
    return "".join(character if character.isprintable() else "\N{REPLACEMENT CHARACTER}" for character in reference)


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    aligned = (
        cell.rjust(width) if heading in NUMERIC else cell.ljust(width)
        for cell, width, heading in zip(cells, widths, HEADINGS, strict=True)
    )
    return "  ".join(aligned).rstrip()
