"""A worker that delivers until nothing is left, and says the most memory it used; apart, for it loads nothing else."""

import resource
import sys

from sqlalchemy import func, select

from grants import create_app
from grants.db import db
from grants.notices.models import Message, MessageState
from workers import tasks

MEGABYTE = 1024


def main() -> None:
    """Begin when told to."""
    with create_app().app_context():
        print("ready", flush=True)
        sys.stdin.readline()
        tasks.deliver()
        while db.session.scalar(select(func.count()).where(Message.state == MessageState.QUEUED)):
            db.session.rollback()
            tasks.deliver()
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / MEGABYTE, flush=True)


if __name__ == "__main__":
    main()
