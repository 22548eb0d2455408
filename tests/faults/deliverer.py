"""A worker that delivers what is due and ends: `python -m tests.faults.deliverer`."""

from grants import create_app
from workers import tasks

if __name__ == "__main__":
    with create_app().app_context():
        tasks.deliver()
