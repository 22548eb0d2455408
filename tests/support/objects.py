"""An object storage for one test run: the S3 server of rclone, on a free loopback port, over a folder."""

import sys
from pathlib import Path

from tests.support.processes import Process, free_port, listens

KEY, SECRET = "TESTKEY", "test/secret+of-ours"


class ObjectServer:
    """Run the server; `url` is where a bucket of its own lies, the way `STORAGE_URL` says it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "objects"
        self.bucket = self.folder / "files"
        self.bucket.mkdir(parents=True)
        self.port = free_port()
        program = Path(sys.executable).with_name("rclone")
        command = [str(program), "--config", "", "serve", "s3", "--addr", f"127.0.0.1:{self.port}"]
        command += ["--auth-key", f"{KEY},{SECRET}", str(self.folder)]
        self.process = Process(command, log=folder / "objects.log")
        self.process.wait_until(lambda: listens(self.port))
        self.url = self.address()

    def address(self, secret: str = "test%2Fsecret%2Bof-ours", bucket: str = "files/grants") -> str:  # noqa: S107  # of the test
        """Return an address of the server, with another secret or another bucket if asked for."""
        return f"s3://{KEY}:{secret}@127.0.0.1:{self.port}/{bucket}?plain=1"

    def stop(self) -> None:
        """End the server."""
        self.process.stop()
