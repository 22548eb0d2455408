"""Pictures of the figures as lines, dots and words on a plane; told apart by shape, never by colour alone. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

WIDTH = 320
"""A unit is about a pixel on the narrowest telephone, so that the words in a picture stay readable there."""
LEFT, RIGHT = 98, 312
ROW = 18
TOP = 6
AXIS = 22
ROOM_FOR_WORDS = 118
"""What is left for the words at the end of a bar."""
MOST_IN_PICTURE = 100
"""Rows of a picture; the table below it has them all."""
LONGEST_NAME = 13
CURVE_LEFT, CURVE_TOP, CURVE_BOTTOM = 44, 10, 170
MOST_IN_CURVE = 120
"""Points of a curve; more could not be told apart."""
LARGEST_DOT, SMALLEST_DOT = 7.0, 2.0


@dataclass(frozen=True)
class Line:
    """Go from one point to another."""

    x1: float
    y1: float
    x2: float
    y2: float
    kind: str = "bar"


@dataclass(frozen=True)
class Dot:
    """Be a circle; `hollow` or `full`."""

    x: float
    y: float
    size: float
    kind: str = "full"


@dataclass(frozen=True)
class Words:
    """Stand at a point, which is their `start`, `middle` or `end`."""

    x: float
    y: float
    words: str
    anchor: str = "middle"


@dataclass(frozen=True)
class Path:
    """Go through some points; `curve` and `dashed` are lines, `band` is an area."""

    points: tuple[tuple[float, float], ...]
    kind: str = "curve"

    def __str__(self) -> str:
        return " ".join(f"{x},{y}" for x, y in self.points)


@dataclass
class Picture:
    """Hold what is drawn, the first at the bottom."""

    height: float
    paths: list[Path] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    dots: list[Dot] = field(default_factory=list)
    words: list[Words] = field(default_factory=list)
    width: int = WIDTH


@dataclass(frozen=True)
class Span:
    """Be one row: a name, a value, and how far it reaches to either side."""

    name: str
    low: float
    value: float
    high: float
    full: bool = True


def spans(rows: Sequence[Span], marks: Iterable[tuple[float, str]], line: float | None = None) -> Picture:
    """Draw values with how far they reach, over an axis with these marks; `line` is drawn through all of them."""
    rows, marks = rows[:MOST_IN_PICTURE], list(marks)
    scale = _Scale.over([*(row.low for row in rows), *(row.high for row in rows), *(at for at, _words in marks)])
    picture = _framed([row.name for row in rows], [(scale.at(at), words) for at, words in marks])
    bottom = TOP + ROW * len(rows)
    if line is not None:
        picture.lines.append(Line(scale.at(line), TOP - 4, scale.at(line), bottom, "limit"))
    for place, row in enumerate(rows):
        y = _middle(place)
        low, high = scale.at(row.low), scale.at(row.high)
        picture.lines.append(Line(low, y, high, y))
        picture.lines += [Line(end, y - 3, end, y + 3) for end in sorted({low, high})]
        picture.dots.append(Dot(scale.at(row.value), y, 4, "full" if row.full else "hollow"))
    return picture


def bars(rows: Sequence[tuple[str, float, str]]) -> Picture:
    """Draw values from zero on as bars, each with its words at its end."""
    picture = _framed([name for name, _value, _words in rows], [])
    picture.lines = [line for line in picture.lines if line.kind == "axis"]
    most = max((value for _name, value, _words in rows), default=0) or 1
    for place, (_name, value, words) in enumerate(rows):
        y, end = _middle(place), round(LEFT + (RIGHT - LEFT - ROOM_FOR_WORDS) * value / most, 1)
        picture.lines.append(Line(LEFT, y, end, y, "column"))
        picture.words.append(Words(end + 6, y + 4, words, "start"))
    return picture


@dataclass(frozen=True)
class Reach:
    """Be where a curve is expected to end: between two values, most likely near a third."""

    low: float
    middle: float
    high: float


def curve(
    points: Sequence[tuple[float, float]],
    *,
    begin: float,
    end: float,
    marks: Sequence[tuple[float, str]],
    ends: tuple[str, str] = ("", ""),
    reach: Reach | None = None,
    limit: float | None = None,
) -> Picture:
    """Draw a sum that grows by steps between two moments; `reach` is where it is expected to end.

    `points` are moments and the sum since each of them, in order; `marks` stand on the axis of values, `ends` below
    the two moments, `end` is drawn as a line, and so is `limit`, the value that is to be reached.
    """
    values = [value for _at, value in points] + [value for value, _words in marks]
    most = max([*values, reach.high if reach else 0, limit or 0, 1])
    last = max(end, points[-1][0] if points else end)
    flat = _Plane(begin, last if last > begin else begin + 1, most)
    picture = Picture(height=CURVE_BOTTOM + AXIS)
    picture.lines.append(Line(CURVE_LEFT, CURVE_BOTTOM, RIGHT, CURVE_BOTTOM, "axis"))
    for value, words in marks:
        y = flat.y(value)
        picture.lines.append(Line(CURVE_LEFT, y, RIGHT, y, "row"))
        picture.words.append(Words(CURVE_LEFT - 6, y + 4, words, "end"))
    picture.lines.append(Line(flat.x(end), CURVE_TOP, flat.x(end), CURVE_BOTTOM, "limit"))
    first, last_words = ends
    if first or last_words:
        picture.words.append(Words(CURVE_LEFT, CURVE_BOTTOM + 17, first, "start"))
        picture.words.append(Words(flat.x(end), CURVE_BOTTOM + 17, last_words, "end"))
    if limit is not None:
        picture.lines.append(Line(CURVE_LEFT, flat.y(limit), RIGHT, flat.y(limit), "limit"))
    if points and reach:
        now = (flat.x(points[-1][0]), flat.y(points[-1][1]))
        low, middle, high = ((flat.x(end), flat.y(value)) for value in (reach.low, reach.middle, reach.high))
        picture.paths += [Path((now, high, low), "band"), Path((now, middle), "dashed")]
    picture.paths.append(Path(_stairs([(flat.x(at), flat.y(value)) for at, value in _thinned(points)])))
    return picture


def _stairs(points: Sequence[tuple[float, float]]) -> tuple[tuple[float, float], ...]:
    """Return the corners of steps: the sum stays until the next moment."""
    corners: list[tuple[float, float]] = []
    for x, y in points:
        if corners:
            corners.append((x, corners[-1][1]))
        corners.append((x, y))
    return tuple(corners)


def _thinned(points: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    """Return at most so many points as can be told apart, the first and the last among them."""
    if len(points) <= MOST_IN_CURVE:
        return list(points)
    step = (len(points) - 1) / (MOST_IN_CURVE - 1)
    return [points[round(place * step)] for place in range(MOST_IN_CURVE)]


@dataclass(frozen=True)
class _Plane:
    begin: float
    end: float
    most: float

    def x(self, at: float) -> float:
        share = min(max((at - self.begin) / (self.end - self.begin), 0), 1)
        return round(CURVE_LEFT + (RIGHT - CURVE_LEFT) * share, 1)

    def y(self, value: float) -> float:
        return round(CURVE_BOTTOM - (CURVE_BOTTOM - CURVE_TOP) * value / self.most, 1)


def dots(rows: Sequence[tuple[str, dict[Decimal, int]]], low: Decimal, high: Decimal) -> Picture:
    """Draw for each row how often each value occurs: the more often, the larger the dot."""
    rows = rows[:MOST_IN_PICTURE]
    scale = _Scale.over([float(low), float(high)])
    ends = [(scale.at(float(value)), format(value, "f")) for value in (low, high)]
    picture = _framed([name for name, _values in rows], ends)
    most = max((count for _name, values in rows for count in values.values()), default=1)
    for place, (_name, values) in enumerate(rows):
        for value in sorted(values):
            size = SMALLEST_DOT + (LARGEST_DOT - SMALLEST_DOT) * (values[value] / most) ** 0.5
            picture.dots.append(Dot(scale.at(float(value)), _middle(place), round(size, 1)))
    return picture


@dataclass(frozen=True)
class _Scale:
    low: float
    high: float

    @classmethod
    def over(cls, values: Sequence[float]) -> "_Scale":
        low, high = min(values), max(values)
        return cls(low, high) if high > low else cls(low - 1, high + 1)

    def at(self, value: float) -> float:
        return round(LEFT + 10 + (RIGHT - LEFT - 20) * (value - self.low) / (self.high - self.low), 1)


def _framed(names: Sequence[str], marks: Iterable[tuple[float, str]]) -> Picture:
    """Return a picture with the names of its rows, its axis and the marks on it."""
    bottom = TOP + ROW * len(names)
    picture = Picture(height=bottom + AXIS)
    picture.lines.append(Line(LEFT, bottom, RIGHT, bottom, "axis"))
    for x, words in marks:
        picture.lines.append(Line(x, bottom, x, bottom + 4, "axis"))
        picture.words.append(Words(x, bottom + 17, words))
    for place, name in enumerate(names):
        picture.lines.append(Line(LEFT, _middle(place), RIGHT, _middle(place), "row"))
        picture.words.append(Words(LEFT - 6, _middle(place) + 4, _short(name), "end"))
    return picture


def _middle(place: int) -> float:
    return TOP + ROW * (place + 0.5)


def _short(name: str) -> str:
    return name if len(name) <= LONGEST_NAME else name[: LONGEST_NAME - 1].rstrip() + "…"
