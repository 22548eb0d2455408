"""What public notices of real municipal competitions state: how much, for how many, for whom, how long, with what."""

from dataclasses import dataclass

GROUPS = ("association", "foundation", "youth organisation", "informal group of young people", "school council")
REGISTERED = ("association", "foundation", "youth organisation")
ANYBODY = ("association", "foundation", "company", "public body", "natural person")
FIXED, SMALL = "Projects of a fixed sum: youth initiative projects of PuMPuRS", "Small grants for youth initiatives"


@dataclass(frozen=True)
class Asked:
    """Be a question of a form, by the kind an official chooses; `options` are its answers, a line each."""

    kind: str
    lv: str
    en: str
    options: str = ""


ADVISER = Asked("One line of text", "Kas ir jūsu konsultants?", "Who is your adviser?")


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
    channels: tuple[str, ...] = ()
    """The ways beside this site in which applications are taken."""
    questions: tuple["Asked", ...] = ()
    """What its form asks that the template does not."""
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
        channels=("in_person", "post", "email"),
        questions=(
            Asked(
                "Any of several answers",
                "Kādas būs aktivitātes?",
                "Which activities?",
                "nometnes\npārgājieni\nmeistarklases",
            ),
        ),
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
        questions=(ADVISER,),
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
        channels=("email",),
        questions=(Asked("Any of several answers", "Kāda ir tēma?", "Which theme?", "talkas\nbrīvais laiks"),),
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
        questions=(Asked("File to attach", "Budžeta veidlapa (3. pielikums)", "Budget form (annex 3)"),),
        shown=("up to 1500.00 EUR for a project", "Own share: at least 30 % of the whole cost."),
    ),
    RealCall(
        title="PuMPuRS Liepāja 2020",
        template=FIXED,
        least="4600,00",
        most="4600,00",
        days=45,
        kinds=REGISTERED,
        shown=("4600.00 EUR for each project",),
    ),
    RealCall(
        title="PuMPuRS Jēkabpils novads 2021",
        template=FIXED,
        least="4600,00",
        most="4600,00",
        projects="1",
        days=38,
        kinds=REGISTERED,
        shown=("at most 1 project",),
    ),
    RealCall(
        title="PuMPuRS Saldus 2020",
        template=FIXED,
        least="4600,00",
        most="4600,00",
        projects="6",
        total="27 600,00",
        days=30,
        kinds=REGISTERED,
        shown=("at most 6 projects and 27 600.00 EUR together",),
    ),
    RealCall(
        title="PuMPuRS Saulkrasti 2020",
        template=FIXED,
        least="4600,00",
        most="4600,00",
        total="13 800,00",
        days=30,
        kinds=REGISTERED,
        shown=("13 800.00 EUR together",),
    ),
    RealCall(
        title="PuMPuRS Jūrmala 2022",
        template=FIXED,
        least="4600,00",
        most="4600,00",
        days=32,
        kinds=REGISTERED,
        channels=("post", "email"),
        questions=(Asked("Date", "Kad projekts sāksies?", "When does the project begin?"),),
        shown=("4600.00 EUR for each project", "Applications are taken by post"),
    ),
)
