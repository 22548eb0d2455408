"""Shades of one colour with which words can be read, in the light and in the dark (WCAG 2.2, 1.4.3). Pure.

A colour that is too pale is mixed with black until it can be read on every ground of our pages; in the dark, one that
is too deep is mixed with white.
"""

import re
from dataclasses import dataclass
from typing import Literal

COLOUR = re.compile(r"#[0-9a-f]{6}")
READABLE = 4.5
"""The contrast of words and their ground that level AA asks for."""
DARKEST = 0.04045
"""Below this sRGB is linear."""
BLACK, WHITE = "#000000", "#ffffff"
STEP = 0.02
STRONGER = 0.28
"""How much further the shade of what is pointed at is mixed."""

Theme = Literal["light", "dark"]
GROUNDS: dict[Theme, tuple[str, ...]] = {
    "light": ("#ffffff", "#f6f6f4", "#ececea"),
    "dark": ("#1d1e21", "#141517", "#292a2e"),
}
"""What words stand on, as tokens.css and dark.css name it: the sheets, the page, what is sunken."""
SOFTNESS: dict[Theme, float] = {"light": 0.09, "dark": 0.16}
"""How much of the colour the ground of what is chosen has."""


@dataclass(frozen=True)
class Shades:
    """Be what a page is drawn with."""

    accent: str
    strong: str
    soft: str
    on_accent: str


def shades(colour: str, theme: Theme) -> Shades:
    """Return the shades of a colour `#rrggbb`, the accent as near to it as can be read."""
    far = BLACK if theme == "light" else WHITE
    for step in range(round(1 / STEP) + 1):
        found = _shades(mixed(colour, far, step * STEP), theme, far)
        if _is_readable(found, theme):
            return found
    raise AssertionError("black on white can be read")


def _shades(accent: str, theme: Theme, far: str) -> Shades:
    return Shades(
        accent=accent,
        strong=mixed(accent, far, STRONGER),
        soft=mixed(GROUNDS[theme][0], accent, SOFTNESS[theme]),
        on_accent=WHITE if theme == "light" else mixed(BLACK, accent, 0.1),
    )


def _is_readable(found: Shades, theme: Theme) -> bool:
    on_grounds = (contrast(found.accent, ground) for ground in (*GROUNDS[theme], found.soft))
    over = (contrast(found.on_accent, shade) for shade in (found.accent, found.strong))
    return min(*on_grounds, *over) >= READABLE


def mixed(one: str, other: str, share: float) -> str:
    """Return a colour with a share of another mixed in."""
    parts = zip(_channels(one), _channels(other), strict=True)
    return "#" + "".join(f"{round(part + (far - part) * share):02x}" for part, far in parts)


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours by WCAG 2.2, from 1 to 21."""
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(channel / 255) for channel in _channels(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    """Return how much light a channel of sRGB is (IEC 61966-2-1)."""
    return part / 12.92 if part <= DARKEST else ((part + 0.055) / 1.055) ** 2.4


def _channels(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def style_sheet(colour: str) -> str:
    """Return the style sheet that draws a page with a colour, whichever theme its reader has."""
    light, dark = _variables(shades(colour, "light")), _variables(shades(colour, "dark"))
    belt = f"--belt:{shades(colour, 'light').accent};"
    return (
        f"@media screen{{:root{{{belt}{light}}}"
        f":root[data-theme=dark]{{{dark}}}}}"
        f"@media screen and (prefers-color-scheme:dark){{:root[data-theme=auto]{{{dark}}}}}\n"
    )


def _variables(found: Shades) -> str:
    return (
        f"--accent:{found.accent};--accent-strong:{found.strong};"
        f"--accent-soft:{found.soft};--on-accent:{found.on_accent};"
    )
