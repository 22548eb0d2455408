"""The table of a measurement, and the same as JSON."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path


@dataclass(frozen=True)
class Line:
    """One measured thing: its cost, its ratio to the limit, and the target the ratio has to reach."""

    name: str
    milliseconds: float | None = None
    ratio: float | None = None
    target: float | None = None
    at_most: bool = False
    """The ratio must not be above the target; otherwise not below it."""

    @property
    def reached(self) -> bool | None:
        """Tell whether the target is reached; None where there is none."""
        if self.ratio is None or self.target is None:
            return None
        return self.ratio <= self.target if self.at_most else self.ratio >= self.target


def report(lines: list[Line], path: Path, database: str) -> None:
    """Print the table and write it as JSON."""
    print(f"CPU of application and database per request, on {database}\n")
    print(f"{'what':<40} {'CPU ms':>8} {'limit ÷ ours':>13} {'target':>8}")
    for line in lines:
        words = {None: "", True: "reached", False: "not reached yet"}[line.reached]
        target = "" if line.target is None else f"{'≤' if line.at_most else '≥'} {line.target:g}"
        print(f"{line.name:<40} {_number(line.milliseconds):>8} {_number(line.ratio):>13} {target:>8}  {words}")
    path.parent.mkdir(exist_ok=True)
    written = {"database": database, "lines": [asdict(line) | {"reached": line.reached} for line in lines]}
    path.write_text(json.dumps(written, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    print(f"\nWritten to {path.name}.")


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:.2f}"
