"""What public notices of real municipal competitions state: how much, for how many, for whom, how long, with what."""

from dataclasses import dataclass

GROUPS = ("association", "foundation", "youth organisation", "informal group of young people", "school council")
REGISTERED = ("association", "foundation", "youth organisation")
ANYBODY = ("association", "foundation", "company", "public body", "natural person")
FIXED, SMALL = "Projects of a fixed sum: youth initiative projects of PuMPuRS", "Small grants for youth initiatives"


@dataclass(frozen=True, kw_only=True)
class RealCall:
    """Be one competition. Sums are typed as officials type them; `days` is the window to apply."""

    title: str
    template: str
    most: str
    least: str = ""
    projects: str = ""
    total: str = ""
    days: int
    kinds: tuple[str, ...]
    age: tuple[str, str] | None = None
    months: tuple[str, str] | None = None
    own_share: str = ""
    partner: bool = False
    adviser: bool = False
    by_post: bool = False
    shown: tuple[str, ...]
    """What its page then says."""


REAL_CALLS = (
    RealCall(
        title="PuMPuRS Jēkabpils 2019",
        template=FIXED,
        least="4600,00",
        most="4600,00",
        projects="7",
        total="32 200,00",
        days=32,
        kinds=REGISTERED,
        shown=("4600.00 EUR for each project", "at most 7 projects and 32 200.00 EUR together"),
    ),
    RealCall(
        title="PuMPuRS Smiltene 2020",
        template=FIXED,
        least="4600,00",
        most="4600,00",
        projects="5",
        days=30,
        kinds=REGISTERED,
        months=("3", "18"),
        by_post=True,
        shown=("at most 5 projects", "Applications are taken by post"),
    ),
    RealCall(
        title="Madonas jauniešu iniciatīvas 2023",
        template=SMALL,
        most="500,00",
        total="6500,00",
        days=48,
        kinds=GROUPS,
        age=("13", "25"),
        shown=("up to 500.00 EUR for a project", "6500.00 EUR together", "up to 25 years"),
    ),
    RealCall(
        title="Talsu jauniešu iniciatīvas 2022",
        template=SMALL,
        most="600,00",
        total="4800,00",
        days=32,
        kinds=GROUPS,
        age=("13", "25"),
        partner=True,
        adviser=True,
        shown=("4800.00 EUR together", "A partner organisation is required."),
    ),
    RealCall(
        title="Rēzeknes novada iniciatīvas 2024",
        template=SMALL,
        least="400,00",
        most="600,00",
        total="10 000,00",
        days=14,
        kinds=GROUPS,
        shown=("from 400.00 EUR to 600.00 EUR for a project",),
    ),
    RealCall(
        title="Ventspils brīvais laiks 2023",
        template=SMALL,
        most="1500,00",
        total="15 000,00",
        days=30,
        kinds=ANYBODY,
        own_share="30",
        shown=("up to 1500.00 EUR for a project", "Own share: at least 30 % of the whole cost."),
    ),
)
