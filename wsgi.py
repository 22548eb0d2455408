"""The entry point of every server: `gunicorn wsgi:app`, `flask --app wsgi …`."""

import gc
import os

from config import Settings
from grants import create_app

settings = Settings.from_environment()
if os.environ.get("FLASK_RUN_FROM_CLI") != "true":  # the command line works without what only a server needs
    settings.require_for_server()
app = create_app(settings)
if settings.redis_url:
    from workers.broker import connect

    connect(app)  # so that new messages wake Celery's worker
gc.collect()
gc.freeze()  # what was built here lives as long as the process: looking through it for garbage cost a tenth of a page
