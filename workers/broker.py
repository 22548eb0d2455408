"""Connect the application to Celery: the jobs of the schedule as tasks, and a wake-up call for the worker."""

import logging
import time

from celery import Celery
from celery.app.task import Task
from flask import Flask
from kombu.exceptions import OperationalError

from workers.schedule import DELIVER, SCHEDULE, Job

AnyTask = Task[[], None]
QUIET = 10.0
"""Seconds without further wake-up calls after Redis did not answer; the schedule delivers meanwhile."""
_log = logging.getLogger(__name__)


def connect(app: Flask) -> Celery:
    """Return the Celery application of this Flask application, whose new messages wake its worker from now on."""
    celery = Celery("grants", broker=app.extensions["settings"].redis_url, set_as_current=False)
    celery.conf.update(
        accept_content=["json"],
        beat_scheduler="celery.beat:Scheduler",  # keeps no file: every job is due again soon enough
        beat_schedule={job.name: _entry(job) for job in SCHEDULE},
        broker_connection_max_retries=None,  # a worker waits for Redis however long it is away
        broker_connection_retry_on_startup=True,
        broker_transport_options={
            "max_retries": 0,  # of a wake-up call: by default each would wait six seconds for a Redis that is down
            "socket_connect_timeout": 0.5,
            "socket_keepalive": True,
            "socket_timeout": 2,
            "unacked_restore_interval": 1,  # with the throttle: a killed worker's task runs again after seconds
            "unacked_restore_throttle": 1,
            "visibility_timeout": 3600,
        },
        task_acks_late=True,
        task_default_queue="grants",
        task_ignore_result=True,
        task_reject_on_worker_lost=True,
        task_serializer="json",
        worker_hijack_root_logger=False,
        worker_prefetch_multiplier=1,
        worker_soft_shutdown_timeout=10,
    )
    registered = {job: _register(celery, app, job) for job in SCHEDULE}
    app.extensions["wake"] = WakeUpCall(registered[DELIVER])
    return celery


class WakeUpCall:
    """Ask the worker to deliver. A Redis that is down neither fails nor slows the request that asks."""

    def __init__(self, task: AnyTask) -> None:
        self._task = task
        self._quiet_until = 0.0

    def __call__(self) -> None:
        """Send the task, or do nothing if Redis did not answer a moment ago."""
        if time.monotonic() < self._quiet_until:
            return
        try:
            self._task.apply_async(retry=False, expires=DELIVER.every)
        except OperationalError as error:
            self._quiet_until = time.monotonic() + QUIET
            _log.warning("Redis does not answer, the schedule delivers: %s", error)


def _entry(job: Job) -> dict[str, object]:
    # What was not begun until the next run is due is not needed any more: nothing piles up while no worker runs.
    return {"task": job.name, "schedule": job.every, "options": {"expires": job.every}}


def _register(celery: Celery, app: Flask, job: Job) -> AnyTask:
    def run() -> None:
        with app.app_context():
            job.run()

    return celery.task(name=job.name)(run)
