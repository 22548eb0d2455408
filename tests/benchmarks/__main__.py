"""`make bench`: what pages and acts cost in CPU, as ratios to the smallest ones possible, measured in the same run.

Two gunicorn workers for the limit and two for the site, on PostgreSQL where it is installed. CPU seconds are those of
the web processes and of all of PostgreSQL; variants are interleaved, the median of seven rounds counts. With `--quick`
one round over little shows that everything can still be measured; its figures mean nothing.
"""

import argparse
import os
import sys
import tempfile
from dataclasses import dataclass, replace
from pathlib import Path

from config import Settings
from grants import create_app
from grants.db import db
from tests.benchmarks import assigning, data, letters, limits, outbox, ranking, uploads, worth
from tests.benchmarks.measure import Server, Variant, interleave
from tests.benchmarks.report import Line, report
from tests.benchmarks.variants import (
    ACTS,
    AMEND_CROWDED,
    AMEND_EMPTY,
    LIST_OF_FEW,
    LIST_OF_MANY,
    MARK_OF_FEW,
    MARK_OF_MANY,
    SHEET_OF_FEW,
    SHEET_OF_MANY,
    WAYS,
    WRITE_TO_MANY,
    WRITE_TO_ONE,
    Readers,
    variants_of,
)
from tests.benchmarks.written import WRITTEN_TO
from tests.support.availability import PROGRAMS
from tests.support.postgres import PostgresServer
from tests.support.processes import Process, free_port, listens
from tests.support.site import ROOT

RESULT = ROOT / "build" / "bench.json"


@dataclass(frozen=True)
class Scale:
    """How many rounds are measured, how many applications are many, and which part of the requests is sent."""

    rounds: int
    many: int
    part: int = 1


FULL, QUICK = Scale(rounds=7, many=10_000), Scale(rounds=1, many=200, part=20)


def main() -> int:
    """Measure everything, print the table and write it as JSON."""
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="one round over little, to see that it works")
    parser.add_argument("--output", type=Path, default=RESULT, help="where the table goes as JSON")
    options = parser.parse_args()
    scale = QUICK if options.quick else FULL
    with tempfile.TemporaryDirectory(prefix="bench-") as name:
        folder = Path(name)
        postgres = PostgresServer() if PROGRAMS["postgresql"].find() else None
        processes: list[Process] = []
        try:
            lines = [
                *_measure(scale, folder, postgres, processes),
                *assigning.lines(scale.part),
                *worth.lines(scale.part),
                *letters.lines(scale.part),
                *outbox.lines(scale.part),
                *ranking.lines(scale.part),
            ]
        finally:
            for process in processes:
                process.stop()
            if postgres:
                postgres.stop()
    report(lines, options.output, database="PostgreSQL" if postgres else "SQLite (PostgreSQL is not installed)")
    return 0


def _measure(scale: Scale, folder: Path, postgres: PostgresServer | None, processes: list[Process]) -> list[Line]:
    site_url = postgres.create("bench_site") if postgres else f"sqlite:///{folder / 'site.sqlite3'}"
    limit_url = postgres.create("bench_limit") if postgres else f"sqlite:///{folder / 'limit.sqlite3'}"
    settings = Settings(
        secret_key="only for measurements, never for people",
        database_url=site_url,
        base_url="http://127.0.0.1",
        smtp_url="smtp://127.0.0.1:9",
        mail_recipients="everybody",
        instance_path=folder,
    )
    app = create_app(settings)
    _say("filling the database")
    filled = data.fill(app, many=scale.many, acts=(scale.rounds + 1) * ACTS)
    os.environ["DATABASE_URL"] = settings_url(limit_url)
    limits.prepare(limits.create_app())
    database = [postgres.cluster.process.popen.pid] if postgres and postgres.cluster else []
    limit = _serve(
        "tests.benchmarks.limits:app", {"DATABASE_URL": settings_url(limit_url)}, folder, processes, database
    )
    environment = {"DATABASE_URL": site_url, "SECRET_KEY": settings.secret_key, "BASE_URL": settings.base_url}
    environment |= {
        "SMTP_URL": settings.smtp_url,
        "MAIL_RECIPIENTS": settings.mail_recipients,
        "INSTANCE_PATH": str(folder),
    }
    site = _serve("wsgi:app", environment, folder, processes, database)
    readers = Readers.of(app, len(filled.ready) + len(filled.begun), walkers=(scale.rounds + 1) * WAYS)
    variants = variants_of(limit, site, readers, filled)
    with app.app_context():
        db.session.remove()
        db.engine.dispose()
    for variant in variants:
        variant.requests = max(variant.requests // scale.part, 1)
    interleave(variants, scale.rounds, _say)
    grown = uploads.growth(site, filled, readers, uploads.COUNT // scale.part)
    return [*_lines(variants, site, scale), Line(uploads.NAME, ratio=grown, target=uploads.MOST, at_most=True)]


def settings_url(url: str) -> str:
    """Return a database address as SQLAlchemy wants it, with the driver the site uses."""
    return replace(Settings(), database_url=url).database


def _serve(
    wsgi: str, environment: dict[str, str], folder: Path, processes: list[Process], database: list[int]
) -> Server:
    port = free_port()
    command = ["gunicorn", "--bind", f"127.0.0.1:{port}", "--workers", "2", "--threads", "4", wsgi]
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    process = Process(
        [sys.executable, "-m", *command],
        log=folder / f"{port}.log",
        environment={**kept, "PYTHONPATH": str(ROOT), **environment},
    )
    processes.append(process)
    process.wait_until(lambda: listens(port))
    return Server(port, [process.popen.pid, *database])


def _lines(variants: list[Variant], site: Server, scale: Scale) -> list[Line]:
    costs = {variant.name: variant.cost for variant in variants}
    lines = [
        Line(
            variant.name,
            milliseconds=variant.cost * 1000,
            ratio=costs[variant.against] / variant.cost if variant.against else None,
            target=variant.target or None,
        )
        for variant in variants
    ]
    grown = (
        ("list", LIST_OF_MANY, LIST_OF_FEW),
        ("sheet", SHEET_OF_MANY, SHEET_OF_FEW),
        ("one mark", MARK_OF_MANY, MARK_OF_FEW),
    )
    sizes = f"cost at {scale.many:,} ÷ cost at {data.SMALL}"
    amended = costs[AMEND_CROWDED] / costs[AMEND_EMPTY]
    written = costs[WRITE_TO_MANY] / costs[WRITE_TO_ONE]
    return [
        *lines,
        *(Line(f"{what}: {sizes}", ratio=costs[a] / costs[b], target=1.15, at_most=True) for what, a, b in grown),
        Line("amending: cost with drafts ÷ without", ratio=amended, target=1.2, at_most=True),
        Line(f"request that causes {WRITTEN_TO:,} messages ÷ one", ratio=written, target=1.2, at_most=True),
        Line("memory of the largest web worker, MB", ratio=site.largest_worker(), target=120.0, at_most=True),
    ]


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
