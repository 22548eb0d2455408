"""The real site as its own processes: what `make run` serves, and what an operator runs."""

import os
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from signal import SIGTERM
from urllib.error import URLError
from urllib.request import urlopen

from tests.support.processes import Process, free_port

ROOT = Path(__file__).parents[2]
CELERY_APP = "workers.celery_app"
WEB_WORKERS = 2


@dataclass
class Site:
    """A running site; `address` is where it answers, `environment` what it and its command line were given."""

    address: str
    environment: dict[str, str]
    processes: list[Process] = field(default_factory=list)

    def run(self, *command: str) -> str:
        """Run a command of the site's command line and return what it printed; raise RuntimeError if it fails."""
        flask = [sys.executable, "-m", "flask", "--app", "wsgi", *command]
        done = subprocess.run(flask, cwd=ROOT, env=self.environment, capture_output=True, text=True, check=False)
        if done.returncode != 0:
            raise RuntimeError(f"flask {' '.join(command)} ended with {done.returncode}:\n{done.stdout}{done.stderr}")
        return done.stdout

    def start(self, name: str, *command: str) -> Process:
        """Start one of the site's processes; its output is kept beside its files."""
        log = Path(self.environment["INSTANCE_PATH"]) / f"{name}.log"
        process = Process([sys.executable, "-m", *command], log=log, environment=self.environment)
        self.processes.append(process)
        return process

    def wait_until_alive(self) -> None:
        """Wait until the first process answers."""
        self.processes[0].wait_until(lambda: answers(f"{self.address}/health/live"))

    def stop(self) -> None:
        """End every process, all at once; how they end matters to no test."""
        for process in self.processes:
            process.send(SIGTERM)
        for process in self.processes:
            process.ended(within=5)


def answers(address: str) -> bool:
    """Tell whether an address answers 200."""
    try:
        with urlopen(address, timeout=5) as response:  # noqa: S310 - an address of our own
            return bool(response.status == 200)
    except (URLError, OSError):
        return False


def embedded_site(folder: Path, *, smtp_url: str = "", **more: str) -> Site:
    """Serve the site as `make run` does: one process, SQLite, the demonstration competitions, and more settings."""
    port = str(free_port())
    settings = {
        "DEVELOPMENT": "1",
        "PORT": port,
        "INSTANCE_PATH": str(folder),
        "SMTP_URL": smtp_url,
        "MAIL_RECIPIENTS": "everybody",
        **more,
    }
    site = Site(f"http://127.0.0.1:{port}", {**_machine(), **settings})
    site.start("embedded", "workers.embedded")
    site.wait_until_alive()
    return site


def production_site(folder: Path, *, database_url: str, redis_url: str, smtp_url: str) -> Site:
    """Serve the site as an operator does: gunicorn and a Celery worker on PostgreSQL, Redis and SMTP."""
    port = free_port()
    settings = {
        "BASE_URL": f"http://127.0.0.1:{port}",
        "DATABASE_URL": database_url,
        "INSTANCE_PATH": str(folder),
        "REDIS_URL": redis_url,
        "SECRET_KEY": "only for tests, and as long as it has to be",
        "SMTP_URL": smtp_url,
        "MAIL_RECIPIENTS": "everybody",
        "QUIET_HOURS": "",  # a test may run at night, and waits for its mail
    }
    site = Site(settings["BASE_URL"], {**_machine(), **settings})
    site.run("db", "upgrade")
    gunicorn = ["--bind", f"127.0.0.1:{port}", "--workers", str(WEB_WORKERS), "--threads", "4", "wsgi:app"]
    site.start("gunicorn", "gunicorn", *gunicorn)
    worker = ["--concurrency", "1", "--beat", "--loglevel", "WARNING"]
    site.start("celery", "celery", "--app", CELERY_APP, "worker", *worker)
    site.wait_until_alive()
    return site


def _machine() -> dict[str, str]:
    """Return what processes need of the surroundings, and nothing that would set up the site otherwise."""
    kept = {name: value for name in ("PATH", "HOME", "LANG", "TMPDIR") if (value := os.environ.get(name))}
    return {**kept, "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1"}
