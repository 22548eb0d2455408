"""`python -m tests.browser.lighthouse`: what Lighthouse says of the main pages, where its program is on the PATH.

It is a measuring tool and no dependency: `npm install lighthouse` somewhere else brings it. Its mobile settings slow
the network and the processor down by calculation; on a loaded machine the figure for speed wants a second run.
"""

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from grants.exchange.demonstration import OPEN_CALL
from tests.browser.staged import Staged, stage
from tests.support.availability import require
from tests.support.site import Site, embedded_site

PAGES = {
    "call page": ("visitor", f"/calls/{OPEN_CALL}"),
    "form": ("applicant", r"/applications/.{36}/sections/plan\?.*"),
    "sheet": ("evaluator", "/evaluation/applications/.{36}"),
    "office list": ("coordinator", "/office/calls/at-checking/applications"),
}
"""By the name of a page who reads it, and what its address looks like."""
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
TARGETS = {"performance": 98, "accessibility": 100, "best-practices": 100, "seo": 100}
FIRST_PAINT = 1200
"""Milliseconds until something is seen, at most."""


@dataclass(frozen=True)
class Result:
    """Be what was measured of one page."""

    page: str
    scores: dict[str, int]
    first_paint: int
    faults: tuple[str, ...]

    @property
    def is_good(self) -> bool:
        """Tell whether every target is reached."""
        reached = all(self.scores[name] >= target for name, target in TARGETS.items())
        return reached and self.first_paint <= FIRST_PAINT

    def __str__(self) -> str:
        scores = "  ".join(f"{name} {self.scores[name]}" for name in CATEGORIES)
        return f"{self.page:12} {scores}  first paint {self.first_paint} ms  {', '.join(self.faults)}"


def main() -> int:
    """Measure every page and print the table; answer 1 if a target is missed."""
    program = shutil.which("lighthouse")
    if program is None:
        print("lighthouse is not on the PATH")
        return 2
    with tempfile.TemporaryDirectory() as folder:
        site = embedded_site(Path(folder))
        try:
            staged = stage(site)
            results = [measured(program, page, staged, site) for page in PAGES]
        finally:
            site.stop()
    print("\n".join(map(str, results)))
    return 0 if all(result.is_good for result in results) else 1


def measured(program: str, page: str, staged: Staged, site: Site) -> Result:
    """Return what Lighthouse says of one page."""
    role, pattern = PAGES[page]
    address = next(look.address for look in staged.looks[role] if re.fullmatch(pattern, look.address))
    session = staged.sessions.get(role)
    cookie = {"Cookie": f"session={session}"} if session else {}
    command = [
        program,
        f"{site.address}{address}",
        "--quiet",
        "--output=json",
        f"--only-categories={','.join(CATEGORIES)}",
        f"--extra-headers={json.dumps(cookie)}",
        "--chrome-flags=--headless=new --no-sandbox --disable-gpu --disable-dev-shm-usage",
    ]
    environment = {**os.environ, "CHROME_PATH": str(require("chromium"))}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    return _read(page, json.loads(done.stdout))


def _read(page: str, report: dict[str, Any]) -> Result:
    audits = report["audits"]
    scores = {name: round(100 * report["categories"][name]["score"]) for name in CATEGORIES}
    counted = {each["id"] for name in CATEGORIES for each in report["categories"][name]["auditRefs"] if each["weight"]}
    faults = sorted(name for name in counted if (audits[name]["score"] if audits[name]["score"] is not None else 1) < 1)
    return Result(page, scores, round(audits["first-contentful-paint"]["numericValue"]), tuple(faults))


if __name__ == "__main__":
    sys.exit(main())
