"""`make bench` can still measure everything; its figures are not looked at here."""

import json
import os
import subprocess
import sys
from pathlib import Path

from tests.benchmarks import uploads
from tests.benchmarks.variants import WHOLE_WAY
from tests.support.site import ROOT

LIMIT = 240
RANKING = "exact ranking of 500 ÷ the sums in floats"
LISTS, LARGEST = "list: cost at 200 ÷ cost at 100", "memory of the largest web worker, MB"


def test_every_page_and_act_is_measured(tmp_path: Path) -> None:
    table = tmp_path / "bench.json"
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    command = [sys.executable, "-m", "tests.benchmarks", "--quick", "--output", str(table)]
    done = subprocess.run(command, cwd=ROOT, env=kept, capture_output=True, text=True, timeout=LIMIT, check=False)
    assert done.returncode == 0, done.stderr
    names = [line["name"] for line in json.loads(table.read_text())["lines"]]
    wanted = {"public call page, with all it can have", "draft with 40 fields", "submission", LISTS, LARGEST, RANKING}
    assert wanted | {WHOLE_WAY, uploads.NAME} <= set(names)
