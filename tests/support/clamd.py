"""ClamAV's daemon for one test run, on a free loopback port, knowing one harmless test virus and nothing else."""

from pathlib import Path

from tests.support.availability import require
from tests.support.processes import Process, free_port, listens

VIRUS = b"GRANTS-HARMLESS-TEST-VIRUS-0123456789"
NAME = "Grants.Test.Virus.UNOFFICIAL"


class Clamd:
    """Run the installed `clamd`; `url` is where it answers."""

    def __init__(self, folder: Path) -> None:
        program = require("clamd")
        port = free_port()
        self.url = f"tcp://127.0.0.1:{port}"
        signatures = folder / "signatures"
        signatures.mkdir()
        (signatures / "test.ndb").write_text(f"Grants.Test.Virus:0:*:{VIRUS.hex()}\n")
        settings = folder / "clamd.conf"
        settings.write_text(
            f"Foreground yes\nDatabaseDirectory {signatures}\nTCPSocket {port}\nTCPAddr 127.0.0.1\n"
            f"LogFile {folder}/clamd.log\nPidFile {folder}/clamd.pid\nTemporaryDirectory {folder}\n"
            "OfficialDatabaseOnly no\nUser root\n"
        )
        self.process = Process([str(program), "--config-file", str(settings)], log=folder / "output.log")
        self.process.wait_until(lambda: listens(port))

    def stop(self) -> None:
        """End the daemon."""
        self.process.stop()
