"""Every link from one page of the documentation leads to something that is there."""

import re
from pathlib import Path

import pytest

PAGES = [Path("README.md"), Path("CHANGELOG.md"), *sorted(Path("docs").rglob("*.md"))]
LINK = re.compile(r"\]\(([^)#:\s]*)(?:#([^)\s]+))?\)")


def headings(page: Path) -> set[str]:
    """Return the names under which the headings of a page can be linked to."""
    titles = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", title.lower()).replace(" ", "-") for title in titles}


@pytest.mark.parametrize("page", PAGES, ids=map(str, PAGES))
def test_links_lead_somewhere(page: Path) -> None:
    broken = []
    for address, heading in LINK.findall(page.read_text(encoding="utf-8")):
        target = page.parent / address if address else page
        if not target.exists() or (heading and heading not in headings(target)):
            broken.append(f"{address}#{heading}" if heading else address)
    assert broken == []
