"""The worker of the one-process default: a thread that runs the schedule, at once when a message waits."""

import logging
import threading
import time

from flask import Flask

from workers.schedule import DELIVER, SCHEDULE, Job

POLL = 1.0
"""Seconds between two looks at the schedule."""
PATIENCE = 2.0
"""Seconds a running job gets to end; one cut off is taken up again at the next start."""
_log = logging.getLogger(__name__)


class WorkerThread(threading.Thread):
    """Run the jobs of the schedule, one at a time, until stopped."""

    def __init__(self, app: Flask) -> None:
        super().__init__(name="worker", daemon=True)
        self._app = app
        self._woken = threading.Event()
        self._stopping = threading.Event()
        self._due = dict.fromkeys(SCHEDULE, 0.0)
        app.extensions["wake"] = self._woken.set

    def run(self) -> None:
        """Look for due jobs every second and whenever a message was queued."""
        while not self._stopping.is_set():
            if self._woken.is_set():
                self._woken.clear()
                self._due[DELIVER] = 0.0
            for job in SCHEDULE:
                if self._due[job] <= time.monotonic() and not self._stopping.is_set():
                    self._due[job] = time.monotonic() + job.every
                    self._do(job)
            self._woken.wait(POLL)

    def stop(self) -> None:
        """End the thread after the job it is at, or leave it behind if that takes too long."""
        self._stopping.set()
        self._woken.set()
        self.join(PATIENCE)

    def _do(self, job: Job) -> None:
        with self._app.app_context():
            try:
                job.run()
            except Exception:  # noqa: BLE001  # one failed run must not end the worker; the schedule repeats it
                _log.exception("%s failed", job.name)
