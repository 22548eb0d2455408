"""The entry point of Celery: `celery -A workers.celery_app worker --beat`."""

from config import Settings, SettingsError
from grants import create_app
from workers.broker import connect

settings = Settings.from_environment()
settings.require_for_server()
if not settings.redis_url:
    raise SettingsError("Set REDIS_URL in the environment: Celery speaks through Redis.")
celery = connect(create_app(settings))
