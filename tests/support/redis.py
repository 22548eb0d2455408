"""A Redis server for one test run, on a free loopback port and without files."""

from pathlib import Path

from tests.support.availability import require
from tests.support.processes import Process, free_port, listens


class RedisServer:
    """Run the installed `redis-server`; `url` is where it answers."""

    def __init__(self, folder: Path, port: int = 0) -> None:
        program = require("redis")
        self.port = port = port or free_port()
        self.url = f"redis://127.0.0.1:{port}/0"
        settings = [
            "--bind",
            "127.0.0.1",
            "--port",
            str(port),
            "--save",
            "",
            "--appendonly",
            "no",
            "--dir",
            str(folder),
        ]
        self.process = Process([str(program), *settings], log=folder / "redis.log")
        self.process.wait_until(lambda: listens(port))

    def stop(self) -> None:
        """End the server."""
        self.process.stop()
