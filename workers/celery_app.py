"""The entry point of Celery: `celery --app workers.celery_app worker --beat`."""

from celery.signals import worker_ready

from config import Settings, SettingsError
from grants import create_app
from workers.broker import connect
from workers.schedule import SCHEDULE

settings = Settings.from_environment()
settings.require_for_server()
if not settings.redis_url:
    raise SettingsError("Set REDIS_URL in the environment: Celery speaks through Redis.")
celery = connect(create_app(settings))


@worker_ready.connect
def begin(**_signal: object) -> None:
    """Do at once what became due while no worker ran; the schedule begins with a wait."""
    for job in SCHEDULE:
        celery.send_task(job.name)
