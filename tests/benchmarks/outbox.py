"""What delivering costs beside plain smtplib, over the same number of connections to the same server in the same run.

Plain smtplib is given whole messages, ready as bytes. Ours are on PostgreSQL, and what each line counts is this:
the first: rows of the outbox that hold the words of one and the same message, as one to many does; each is leased,
marked, made into MIME, sent and noted, and the HTML of its body is made once by each worker. The second: every message
has words of its own; its template is rendered and its row written within the time, too, by as many processes as there
are connections, and its Markdown becomes cleaned HTML with its styles inlined.
"""

import json
import os
import smtplib
import subprocess
import sys
import tempfile
import time
import uuid
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from sqlalchemy import delete, insert, select

from config import Settings
from grants import clock, create_app
from grants.accounts.models import Person
from grants.db import db
from grants.notices.envelope import compose
from grants.notices.models import Message
from tests.benchmarks.outbox_worker import queue_some
from tests.benchmarks.report import Line
from tests.support.databases import make_tables
from tests.support.postgres import PostgresServer
from tests.support.processes import Process, free_port, listens

MESSAGES = 10_000
CONNECTIONS = 4
"""Two for each processor of the build machine: over each there is mostly waiting, for a server or for the database."""
ROUNDS = 5
WORKER = "tests.benchmarks.outbox_worker"
LINKS = 10
"""Sign-in links asked for while the others wait."""


class Sink:
    """Take everything and keep nothing, in groups of commands if the client sends such, as Postfix and Exim do."""

    async def handle_EHLO(  # noqa: N802 - aiosmtpd's name
        self, _server: SMTP, session: Session, _envelope: Envelope, hostname: str, responses: list[str]
    ) -> list[str]:
        """Say what is understood."""
        session.host_name = hostname
        return [*responses[:-1], "250-PIPELINING", responses[-1]]

    async def handle_DATA(self, _server: SMTP, _session: Session, _envelope: Envelope) -> str:  # noqa: N802 - aiosmtpd's name
        """Take a message."""
        return "250 Message accepted"


def serve(port: int) -> None:
    """Be a mail server until killed."""
    Controller(Sink(), hostname="127.0.0.1", port=port, server_hostname="localhost").start()
    while True:
        time.sleep(60)


def send_plain(port: int, folder: Path, count: int) -> None:
    """Be plain smtplib: send the ready messages of a folder over one connection, as often as asked."""
    contents = [path.read_bytes() for path in sorted(folder.glob("*.eml"))]
    print("ready", flush=True)
    sys.stdin.readline()
    with smtplib.SMTP("127.0.0.1", port, "localhost") as server:
        for number in range(count):
            server.sendmail("konkursi@localhost", ["anna@example.org"], contents[number % len(contents)])
    print("done", flush=True)


class Bench:
    """A database, a mail server and an application between them."""

    def __init__(self, folder: Path, url: str, count: int) -> None:
        self.folder, self.count = folder, count
        port = free_port()
        self.port = port
        environment = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
        command = [sys.executable, "-m", "tests.benchmarks.outbox", "serve", str(port)]
        self.server = Process(command, log=folder / "server.log", environment=environment)
        self.server.wait_until(lambda: listens(port))
        self.environment = environment | {
            "BASE_URL": "http://127.0.0.1",
            "DATABASE_URL": url,
            "INSTANCE_PATH": str(folder),
            "MAIL_RECIPIENTS": "everybody",
            "SECRET_KEY": "only for measurements, never for people",
            "SMTP_URL": f"smtp://127.0.0.1:{port}",
        }
        self.app = create_app(Settings.from_environment(self.environment))
        with self.app.app_context():
            make_tables(self.app)
            person = Person(email="anna@example.org", name="Anna", language="lv", created_at=clock.now())
            db.session.add(person)
            db.session.commit()
            self.person_id = person.id
            queue_some(1, self.person_id)
            message = db.session.scalars(select(Message)).one()
            (folder / "message.eml").write_bytes(compose(message, self.app.extensions["settings"]).content)
            self.columns = {c.name: getattr(message, c.name) for c in Message.__table__.columns}

    def fill(self, count: int) -> None:
        """Put rendered messages into an outbox that is empty."""
        with self.app.app_context():
            db.session.execute(delete(Message))
            for start in range(0, count, 1000):
                rows = [
                    self.columns | {"id": uuid.uuid4(), "subject_id": uuid.uuid4()}
                    for _number in range(start, min(start + 1000, count))
                ]
                db.session.execute(insert(Message), rows)
            db.session.commit()
            db.session.remove()

    def seconds(
        self, module: str, *command: str, meanwhile: Callable[[], None] | None = None
    ) -> tuple[float, list[str]]:
        """Return how long processes of one connection each take from a common start, and what they say at the end."""
        started = [
            subprocess.Popen(
                [sys.executable, "-m", module, *command],
                env=self.environment,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                text=True,
            )
            for _connection in range(CONNECTIONS)
        ]
        for process in started:
            assert process.stdout
            process.stdout.readline()
        began = time.monotonic()
        for process in started:
            assert process.stdin
            process.stdin.write("go\n")
            process.stdin.flush()
        if meanwhile:
            meanwhile()
        said = [process.communicate()[0].strip() for process in started]
        return time.monotonic() - began, said

    def plain(self) -> float:
        """Return the seconds that plain smtplib takes for all messages."""
        return self.seconds(
            "tests.benchmarks.outbox", "plain", str(self.port), str(self.folder), str(self.count // CONNECTIONS)
        )[0]

    def ours(self) -> tuple[float, float]:
        """Return the seconds that our workers take, and the most memory one of them used."""
        self.fill(self.count)
        seconds, said = self.seconds(WORKER)
        return seconds, max(float(each) for each in said)

    def rendered_by_us(self) -> float:
        """Return the seconds of rendering, queueing and delivering all messages."""
        with self.app.app_context():
            db.session.execute(delete(Message))
            db.session.commit()
            db.session.remove()
        return self.seconds(WORKER, str(self.count // CONNECTIONS), str(self.person_id))[0]

    def slowest_link(self) -> float:
        """Return the longest time in which a sign-in link left while all others waited."""
        self.fill(self.count)

        def ask() -> None:
            with self.app.app_context():
                for _link in range(LINKS):
                    time.sleep(0.2)
                    queue_some(1, self.person_id, priority=1)
                db.session.remove()

        self.seconds(WORKER, meanwhile=ask)
        with self.app.app_context():
            links = db.session.scalars(select(Message).where(Message.priority == 1)).all()
            waited = [(link.sent_at or clock.now()) - link.queued_at for link in links]
            db.session.remove()
        return max(waited) / timedelta(seconds=1)


def lines(part: int = 1) -> list[Line]:
    """Return the lines of the table; with `part` for that many times fewer messages."""
    rounds = ROUNDS if part == 1 else 1
    command = [sys.executable, "-m", "tests.benchmarks.outbox", "bench", str(MESSAGES // part), str(rounds)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    found = json.loads(done.stdout.splitlines()[-1])
    count = f"{MESSAGES // part:,}"
    return [
        Line(f"{count} messages: rate ÷ plain smtplib", ratio=found["sent"], target=0.5),
        Line("the same with rendering and queueing", ratio=found["rendered"], target=0.2),
        Line(f"sign-in link while {count} wait, s", ratio=found["link"], target=1.0, at_most=True),
        Line("worker that delivers: memory, MB", ratio=found["memory"], target=150.0, at_most=True),
    ]


def bench(count: int, rounds: int) -> None:
    """Print what was measured; rounds take turns, and all seconds of each count.

    A machine that is shared is twice as quick in one second as in the next. The shortest of few rounds would favour
    what takes less time, for it fits sooner into a quick moment.
    """
    postgres = PostgresServer()
    with tempfile.TemporaryDirectory(prefix="bench-") as name:
        one = Bench(Path(name), postgres.create("bench_outbox"), count)
        try:
            plain, ours, rendered, memory = [], [], [], 0.0
            for _round in range(rounds):
                plain.append(one.plain())
                seconds, used = one.ours()
                ours.append(seconds)
                memory = max(memory, used)
                rendered.append(one.rendered_by_us())
            print(plain, ours, rendered, file=sys.stderr)
            found = {"sent": sum(plain) / sum(ours), "rendered": sum(plain) / sum(rendered), "memory": memory}
            print(json.dumps(found | {"link": one.slowest_link()}))
        finally:
            with one.app.app_context():
                db.engine.dispose()
            one.server.stop()
            postgres.stop()


def main() -> None:
    """Be the part that is named: `bench COUNT ROUNDS`, `serve PORT`, `plain PORT FOLDER COUNT`."""
    match sys.argv[1:]:
        case ["bench", count, rounds]:
            bench(int(count), int(rounds))
        case ["serve", port]:
            serve(int(port))
        case ["plain", port, folder, count]:
            send_plain(int(port), Path(folder), int(count))


if __name__ == "__main__":
    main()
