"""The emblem of the European Union as its graphics guide draws it, and never smaller than a logo beside it."""

import math
import re
from xml.etree import ElementTree as ET

from PIL import Image

from grants.accounts.brand.shown import LOGO_HEIGHT
from grants.documents.pdf import EMBLEM, TEMPLATE
from grants.documents.word import EMBLEM as DRAWN
from grants.documents.word import EMBLEM_HEIGHT
from grants.documents.word import LOGO_HEIGHT as LOGO_IN_WORD

HEIGHT, WIDTH = 180, 270
STARS = 12
CLOSE = 0.01


def drawn() -> ET.Element:
    return ET.fromstring(EMBLEM.read_text())  # noqa: S314  # a file of ours


def stars() -> list[list[tuple[float, float]]]:
    found = (each.get("points", "") for each in drawn().iter() if each.tag.endswith("polygon"))
    return [[(float(x), float(y)) for x, y in (pair.split(",") for pair in points.split())] for points in found]


def tips(star: list[tuple[float, float]]) -> list[tuple[float, float]]:
    return star[::2]


def centre(star: list[tuple[float, float]]) -> tuple[float, float]:
    found = tips(star)
    return sum(x for x, _y in found) / len(found), sum(y for _x, y in found) / len(found)


def test_it_is_half_as_wide_again_as_high() -> None:
    assert drawn().get("viewBox") == f"0 0 {WIDTH} {HEIGHT}"


def test_its_colours_are_reflex_blue_and_yellow() -> None:
    assert set(re.findall(r'fill="(#\w+)"', EMBLEM.read_text())) == {"#039", "#fc0"}  # short for #003399 and #ffcc00


def test_twelve_stars_stand_as_the_hours_on_a_circle_of_a_third_of_the_height() -> None:
    hours = [(hour * 2 * math.pi / STARS) for hour in range(STARS)]
    wanted = [(WIDTH / 2 + HEIGHT / 3 * math.sin(angle), HEIGHT / 2 - HEIGHT / 3 * math.cos(angle)) for angle in hours]
    found = [centre(star) for star in stars()]
    assert len(found) == STARS
    assert all(math.dist(one, other) < CLOSE for one, other in zip(found, wanted, strict=True))


def test_each_star_has_five_tips_on_a_circle_of_an_eighteenth_and_one_points_up() -> None:
    for star in stars():
        middle = centre(star)
        assert len(tips(star)) == 5  # five tips
        assert all(abs(math.dist(middle, tip) - HEIGHT / 18) < CLOSE for tip in tips(star))
        assert tips(star)[0][1] == min(y for _x, y in star)


def test_no_logo_beside_it_is_higher() -> None:
    sheet = (EMBLEM.parent.parent / "css" / "parts.css").read_text()
    height = re.search(r"\.eu-block img \{[^}]*height: ([\d.]+)rem", sheet)
    assert height is not None
    assert float(height[1]) * 16 >= LOGO_HEIGHT


def test_no_logo_above_it_on_paper_is_higher() -> None:
    head = (TEMPLATE.parent / "head.typ").read_text()
    logo = re.search(r'format: "png", height: ([\d.]+)cm', head)
    emblem = re.search(r'format: "svg", width: ([\d.]+)cm', head)
    assert logo is not None
    assert emblem is not None
    assert float(logo[1]) <= float(emblem[1]) * HEIGHT / WIDTH
    assert LOGO_IN_WORD <= EMBLEM_HEIGHT


def test_text_documents_show_the_same_emblem() -> None:
    with Image.open(DRAWN) as image:
        drawn_in_points = image.convert("RGB")
    assert drawn_in_points.width * HEIGHT == drawn_in_points.height * WIDTH
    assert drawn_in_points.getpixel((3, 3)) == (0, 0x33, 0x99)
    top = drawn_in_points.width // 2, drawn_in_points.height // 6  # the middle of the star at twelve
    assert drawn_in_points.getpixel(top) == (0xFF, 0xCC, 0)
