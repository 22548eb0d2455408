"""`make bench`: what pages and acts cost in CPU, as ratios to the smallest ones possible, measured in the same run.

Two gunicorn workers for the limit and two for the site, on PostgreSQL where it is installed. CPU seconds are those of
the web processes and of all of PostgreSQL; variants are interleaved, the median of seven rounds counts.
"""

import os
import sys
import tempfile
from collections.abc import Callable
from dataclasses import replace
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlencode
from uuid import UUID

from flask import Flask

from config import Settings
from grants import create_app
from grants.db import db
from tests.benchmarks import data, limits
from tests.benchmarks.measure import ROUNDS, Server, Variant, interleave
from tests.benchmarks.report import Line, report
from tests.support.availability import PROGRAMS
from tests.support.postgres import PostgresServer
from tests.support.processes import Process, free_port, listens
from tests.support.site import ROOT

PAGES, ACTS = 100, 20
RESULT = ROOT / "build" / "bench.json"


def main() -> int:
    """Measure everything, print the table and write it as JSON."""
    with tempfile.TemporaryDirectory(prefix="bench-") as name:
        folder = Path(name)
        postgres = PostgresServer() if PROGRAMS["postgresql"].find() else None
        processes: list[Process] = []
        try:
            lines = _measure(folder, postgres, processes)
        finally:
            for process in processes:
                process.stop()
            if postgres:
                postgres.stop()
    report(lines, RESULT, database="PostgreSQL" if postgres else "SQLite (PostgreSQL is not installed)")
    return 0


def _measure(folder: Path, postgres: PostgresServer | None, processes: list[Process]) -> list[Line]:
    site_url = postgres.create("bench_site") if postgres else f"sqlite:///{folder / 'site.sqlite3'}"
    limit_url = postgres.create("bench_limit") if postgres else f"sqlite:///{folder / 'limit.sqlite3'}"
    settings = Settings(
        secret_key="only for measurements",
        database_url=site_url,
        base_url="http://127.0.0.1",
        smtp_url="smtp://127.0.0.1:9",
        instance_path=folder,
    )
    app = create_app(settings)
    _say("filling the database")
    drafts = data.fill(app, drafts=(ROUNDS + 1) * ACTS)
    os.environ["DATABASE_URL"] = settings_url(limit_url)
    limits.prepare(limits.create_app())
    database = [postgres.cluster.process.popen.pid] if postgres and postgres.cluster else []
    limit = _serve(
        "tests.benchmarks.limits:app", {"DATABASE_URL": settings_url(limit_url)}, folder, processes, database
    )
    environment = {"DATABASE_URL": site_url, "SECRET_KEY": settings.secret_key, "BASE_URL": settings.base_url}
    environment |= {"SMTP_URL": settings.smtp_url, "INSTANCE_PATH": str(folder)}
    site = _serve("wsgi:app", environment, folder, processes, database)
    variants = _variants(limit, site, app_readers(app, len(drafts)), drafts)
    with app.app_context():
        db.session.remove()
        db.engine.dispose()
    interleave(variants, _say)
    return _lines(variants, site)


def settings_url(url: str) -> str:
    """Return a database address as SQLAlchemy wants it, with the driver the site uses."""
    return replace(Settings(), database_url=url).database


def app_readers(app: Flask, count: int) -> tuple[data.Reader, list[data.Reader]]:
    """Return the signed-in coordinator and the signed-in applicants."""
    staff = data.signed_in(app, data.STAFF)
    return staff, [data.signed_in(app, data.applicant(number)) for number in range(count)]


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


def _variants(
    limit: Server, site: Server, readers: tuple[data.Reader, list[data.Reader]], drafts: list[UUID]
) -> list[Variant]:
    staff, applicants = readers
    large, small = (f"/office/calls/{data.slug(size)}/applications" for size in (data.LARGE, data.SMALL))

    def insert(connection: HTTPConnection, _number: int) -> None:
        _post(connection, "/", {"text": "x" * 4000}, {}, expected=200)

    def submit(connection: HTTPConnection, number: int) -> None:
        reader = applicants[number]
        path = f"/applications/{drafts[number]}/submit"
        _post(connection, path, {"csrf_token": reader.token}, reader.headers, expected=303)

    return [
        Variant("limit: smallest page", limit, _get("/"), PAGES),
        Variant("public call page", site, _get(f"/calls/{data.OPEN}"), PAGES, "limit: smallest page", 0.35),
        Variant("list, 100 applications", site, _get(small, staff.headers), PAGES // 2, "limit: smallest page", 0.10),
        Variant(
            "list, 10,000 applications", site, _get(large, staff.headers), PAGES // 2, "limit: smallest page", 0.10
        ),
        Variant("limit: smallest insert", limit, insert, PAGES),
        Variant("submission", site, submit, ACTS, "limit: smallest insert", 0.20),
        Variant("list of calls", site, _get("/"), PAGES // 2, "limit: smallest page"),
        Variant(
            "start page of a coordinator", site, _get("/account/", staff.headers), PAGES // 2, "limit: smallest page"
        ),
    ]


def _get(path: str, headers: dict[str, str] | None = None) -> Callable[[HTTPConnection, int], None]:
    def send(connection: HTTPConnection, _number: int) -> None:
        connection.request("GET", path, headers=headers or {})
        answer = connection.getresponse()
        answer.read()
        if answer.status != 200:
            raise RuntimeError(f"GET {path} answered {answer.status}")

    return send


def _post(
    connection: HTTPConnection, path: str, fields: dict[str, str], headers: dict[str, str], *, expected: int
) -> None:
    headers = {"Content-Type": "application/x-www-form-urlencoded", **headers}
    connection.request("POST", path, urlencode(fields), headers)
    answer = connection.getresponse()
    answer.read()
    if answer.status != expected:
        raise RuntimeError(f"POST {path} answered {answer.status}")


def _lines(variants: list[Variant], site: Server) -> list[Line]:
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
    growth = costs["list, 10,000 applications"] / costs["list, 100 applications"]
    return [
        *lines,
        Line("list: cost at 10,000 ÷ cost at 100", ratio=growth, target=1.15, at_most=True),
        Line("memory of the largest web worker, MB", ratio=site.largest_worker(), target=120.0, at_most=True),
    ]


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
