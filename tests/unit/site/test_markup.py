"""What templates and styles never contain."""

import re
from pathlib import Path

TEMPLATES = "".join(path.read_text(encoding="utf-8") for path in sorted(Path("templates").rglob("*.html")))
STYLES = "".join(path.read_text(encoding="utf-8") for path in sorted(Path("grants/static/css").glob("*.css")))


def test_every_picture_has_words() -> None:
    assert [tag for tag in re.findall(r"<img\b[^>]*>", TEMPLATES) if "alt=" not in tag] == []
    named = ("aria-hidden", 'role="img"')
    assert [tag for tag in re.findall(r"<svg\b[^>]*>", TEMPLATES) if not any(each in tag for each in named)] == []


def test_nothing_moves_by_itself() -> None:
    assert re.findall(r"<(?:marquee|blink)\b|autoplay|http-equiv=.refresh", TEMPLATES) == []
    assert re.findall(r"@keyframes|animation-name", STYLES) == []


def test_there_is_no_audio_and_no_video() -> None:
    assert re.findall(r"<(?:audio|video|embed|object|iframe)\b", TEMPLATES) == []
