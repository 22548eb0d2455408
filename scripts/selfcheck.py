"""Run the tests behind each of the eleven aspects of accessibility and write down what they say.

The result stands on the page of the accessibility statement; see `grants.site.selfcheck`.
"""

import json
import subprocess
import sys
import tempfile
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from xml.etree.ElementTree import parse

from grants.site.selfcheck import ASPECTS, FILE

LAYOUT = "tests/integration/web/test_layout.py::"
READ = "tests/browser/test_read_aloud.py::"
BROWSER = "tests/browser/test_accessibility.py::"
ADAPTED = "tests/browser/test_adaptation.py::"
MARKUP = "tests/unit/site/test_markup.py::"
COLOURS = "tests/unit/web/test_colours.py::"
TESTS = {
    "navigation": [LAYOUT + "test_the_first_link_leads_to_the_content", LAYOUT + "test_a_stage_can_add_to_the_menu"],
    "structure": [
        LAYOUT + "test_a_page_is_correct_html_with_one_heading_and_one_main_part",
        LAYOUT + "test_no_id_is_given_twice",
        READ + "test_what_is_read_aloud_has_names_and_levels",
    ],
    "keyboard": [
        BROWSER + "test_a_page_of_a_form_is_filled_in_by_keyboard_alone",
        READ + "test_the_keyboard_gets_through_a_page_and_out_of_it",
    ],
    "forms": [
        LAYOUT + "test_help_and_errors_are_tied_to_their_fields",
        LAYOUT + "test_every_control_has_a_name",
        LAYOUT + "test_every_problem_leads_to_its_field",
    ],
    "alternatives": [MARKUP + "test_every_picture_has_words", READ + "test_what_is_read_aloud_has_names_and_levels"],
    "headings": [
        LAYOUT + "test_a_page_is_correct_html_with_one_heading_and_one_main_part",
        READ + "test_what_is_read_aloud_has_names_and_levels",
    ],
    "contrast": [COLOURS + "test_words_can_be_read_on_their_ground", COLOURS + "test_edges_of_controls_can_be_seen"],
    "zoom": [ADAPTED + "test_a_page_can_be_read_at_four_times_its_size"],
    "titles": [READ + "test_every_page_has_a_title_of_its_own"],
    "moving": [MARKUP + "test_nothing_moves_by_itself", ADAPTED + "test_nothing_moves_for_who_wants_less_motion"],
    "media": [MARKUP + "test_there_is_no_audio_and_no_video"],
}
"""By aspect: the tests that say whether it holds."""


def main() -> int:
    """Run the tests, write the file, and answer 1 if one of them failed."""
    names = sorted({name for some in TESTS.values() for name in some})
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.xml"
        command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", f"--junitxml={report}", *names]
        code = subprocess.run(command, check=False).returncode
        ran, passed = _counted(report)
    aspects = {
        aspect: {
            "tests": sum(ran[name.rpartition("::")[2]] for name in TESTS[aspect]),
            "passed": sum(passed[name.rpartition("::")[2]] for name in TESTS[aspect]),
        }
        for aspect in ASPECTS
    }
    document = {"checked_on": f"{datetime.now(UTC):%Y-%m-%d}", "aspects": aspects}
    FILE.write_text(json.dumps(document, indent=2) + "\n", encoding="utf-8")
    return 1 if code else 0


def _counted(report: Path) -> tuple[Counter[str], Counter[str]]:
    """Return how often each test ran and how often it passed, by its name without what it was given."""
    ran: Counter[str] = Counter()
    passed: Counter[str] = Counter()
    for case in parse(report).iter("testcase"):  # noqa: S314  # pytest wrote it a moment ago
        name = case.attrib["name"].partition("[")[0]
        ran[name] += 1
        passed[name] += not list(case)
    return ran, passed


if __name__ == "__main__":
    sys.exit(main())
