"""Run a command that must not outlive whoever asked for it: `guard.py USER COMMAND…` (USER may be empty).

It ends its whole process group when its standard input ends, which is what happens when the asker dies in any way.
"""

import os
import signal
import subprocess
import sys
import threading
import time

PATIENCE = 8.0
"""Seconds between asking the group to end and ending it."""


def end_with_the_asker() -> None:
    """Wait for the end of standard input, then end the process group."""
    os.read(sys.stdin.fileno(), 1)
    os.killpg(0, signal.SIGTERM)
    time.sleep(PATIENCE)
    os.killpg(0, signal.SIGKILL)


def main() -> int:
    """Run the command and answer its exit code."""
    user, *command = sys.argv[1:]
    child = subprocess.Popen(command, stdin=subprocess.DEVNULL, user=user or None)
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_IGN)
    threading.Thread(target=end_with_the_asker, daemon=True).start()
    return child.wait()


if __name__ == "__main__":
    sys.exit(main())
