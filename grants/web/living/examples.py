"""What the page of patterns shows: one example of each state, in Latvian, and of nobody."""

from dataclasses import dataclass, field
from datetime import timedelta
from decimal import Decimal
from typing import Any

from grants import clock
from grants.web.lists.asked import Asked
from grants.web.slots import Task

TONES = ("neutral", "info", "success", "warning", "danger")
STATES = dict(zip(TONES, ("Melnraksts", "Iesniegts", "Atvērts", "Rezerves saraksts", "Noraidīts"), strict=True))
OPTIONS = [("a", "Pārgājiens"), ("b", "Nometne")]
SCHOOLS = [(str(number), f"{number}. vidusskola") for number in range(1, 9)]
STEPS = [("Projekts", "#a"), ("Mērķgrupa", "#b"), ("Budžets", "#c"), ("Pielikumi", ""), ("Pārskatīt un iesniegt", "")]
FIELDS: list[dict[str, Any]] = [
    {"name": "title", "label": "Projekta nosaukums", "value": "Ceļā", "required": True},
    {"name": "goal", "label": "Projekta mērķis", "value": "Daudz\nteksta", "kind": "text", "max_chars": 1500,
     "help": "Ko jūs gribat sasniegt, un kā to varēs redzēt?", "error": "Ierakstiet mērķi.", "required": True},
    {"name": "kind", "label": "Veids", "value": "b", "kind": "choice", "options": OPTIONS,
     "error": "Izvēlieties vienu.", "required": True},
    {"name": "activities", "label": "Darbības", "value": ["a"], "kind": "choices", "options": OPTIONS,
     "help": "Vienu vai vairākas."},
    {"name": "partner", "label": "Vai ir partneris?", "value": "no", "kind": "yes_no", "required": True},
    {"name": "school", "label": "Skola", "kind": "choice", "options": SCHOOLS},
    {"name": "requested", "label": "Pieprasītais finansējums", "value": "4600,00", "kind": "money",
     "help": "EUR, ar centiem.", "required": True},
    {"name": "people", "label": "Dalībnieku skaits", "value": "44", "kind": "number"},
    {"name": "from", "label": "Sākums", "value": "25.10.2018.", "kind": "day", "help": "Piemēram, 25.10.2018."},
    {"name": "at", "label": "Sanāksme", "kind": "moment"},
    {"name": "email", "label": "E-pasts", "kind": "email"},
    {"name": "phone", "label": "Tālrunis", "kind": "phone"},
    {"name": "page", "label": "Tīmekļvietne", "kind": "url"},
    {"name": "statutes", "label": "Statūti", "kind": "file"},
    {"name": "truth", "label": "Apliecinu, ka viss ir patiess.", "value": "yes", "kind": "declaration",
     "required": True},
]  # fmt: skip
PROBLEMS = [("field-goal", "Projekta mērķis: ierakstiet mērķi."), ("field-kind", "Veids: izvēlieties vienu.")]
PROGRAMME = {
    "name": {"lv": "Izaugsme un nodarbinātība"},
    "fund": {"lv": "Eiropas Sociālais fonds", "en": "European Social Fund"},
    "project_number": "8.3.4.0/16/I/001",
    "is_european": True,
}
OWN = {"name": {"lv": "Jauniešu iniciatīvu programma"}, "fund": None, "project_number": "JI-1", "is_european": False}
ROWS = [
    {"reference": "RZ-2018-001", "title": "Ceļā uz sevi", "requested": Decimal(4600)},
    {"reference": "RZ-2018-002", "title": "Pārgājiens gar Rāznas ezeru", "requested": Decimal("14600.5")},
]
COLUMNS = [("reference", "Numurs", "words"), ("title", "Nosaukums", "words"), ("requested", "Pieprasīts", "money")]
ASKED = Asked(usual="reference", words="ceļā", picked={"state": "success"}, sort_code="-requested")
TOTALS = [("Kopējās izmaksas", "4 850,00 EUR"), ("Pašu nauda", "250,00 EUR"), ("Vēl brīvs", "0,00 EUR")]


@dataclass(frozen=True)
class Mark:
    """Be a line, a point or words of the example of a chart."""

    kind: str = ""
    x1: float = 0
    y1: float = 0
    x2: float = 0
    y2: float = 0
    x: float = 0
    y: float = 0
    size: float = 3
    anchor: str = "end"
    words: str = ""


@dataclass(frozen=True)
class Picture:
    """Be the example of a picture, as `web/macros/pictures.html` draws it."""

    width: int = 320
    height: int = 120
    lines: tuple[Mark, ...] = (
        Mark("axis", 90, 100, 300, 100),
        Mark("column", 90, 30, 290, 30),
        Mark("column", 90, 60, 210, 60),
    )
    dots: tuple[Mark, ...] = (Mark("full", x=290, y=88), Mark("hollow", x=210, y=88))
    words: tuple[Mark, ...] = field(default=(Mark(x=84, y=34, words="Saņemti"), Mark(x=84, y=64, words="Atbalstīti")))


@dataclass(frozen=True)
class Chart:
    """Be the example of a chart: a picture with its words and its table."""

    code: str = "example-chart"
    title: str = "Saņemti un atbalstīti pēc pilsētas"
    description: str = "Rēzeknē saņemti 10 iesniegumi, atbalstīti 6."
    words: tuple[str, ...] = ("Atbalstīti seši iesniegumi no desmit.",)
    picture: Picture = field(default_factory=Picture)
    names: tuple[str, ...] = ("Pilsēta", "Saņemti", "Atbalstīti")
    heads: tuple[Any, ...] = ("Pilsēta", ("Saņemti", "number"), ("Atbalstīti", "number"))
    rows: tuple[tuple[str, ...], ...] = (("Rēzekne", "10", "6"),)


def shown() -> dict[str, Any]:
    """Return everything the page shows."""
    soon = clock.now() + timedelta(hours=26, minutes=10)
    return {
        "closes_at": soon,
        "states": STATES,
        "fields": FIELDS,
        "options": OPTIONS,
        "problems": PROBLEMS,
        "programme": PROGRAMME,
        "own_programme": OWN,
        "rows": ROWS,
        "steps_shown": STEPS,
        "totals_shown": TOTALS,
        "picture_shown": Picture(),
        "chart_shown": Chart(),
        "asked": ASKED,
        "columns": {code: words for code, words, _kind in COLUMNS[1:]},
        "heads": ASKED.heads(COLUMNS),
        "tasks": [
            Task(title="Deklarējiet interešu konfliktu", url="/x", detail="7 iesniegumi", due_at=soon),
            Task(title="Rezultāti", url="/y", waits=False),
        ],
        "events": [
            {"title": "Izsludināts", "at": soon, "state": "done"},
            {"title": "Vērtēšana", "text": "Komisija vērtē.", "state": "current"},
            {"title": "Lēmums", "state": "ahead"},
        ],
        "said": {
            "title": "Jauniešu iniciatīvu projektu konkurss",
            "lead": "Konkursa mērķis ir mazināt jauniešu priekšlaicīgu mācību pārtraukšanas risku, iesaistot viņus "
            "jauniešu iniciatīvās ārpus formālās izglītības.",
            "place": "Rēzeknes novads",
            "organiser": "Rēzeknes novada pašvaldība",
            "open": "Atvērts",
            "summary": "Līdz 4600 EUR jauniešu iecerei.",
            "changed": "Termiņš ir pagarināts.",
            "amended": "Grozījumi",
            "stored": "Saglabāts.",
            "failed": "Neizdevās.",
            "empty": "Vēl nav neviena iesnieguma.",
            "begin": "Sākt iesniegumu",
            "save": "Saglabāt",
            "delete": "Dzēst",
            "withdraw": "Atsaukt iesniegumu",
            "publish": "Publicēt konkursu",
            "effects": ["Iesniegums netiks vērtēts.", "To nevar atjaunot."],
            "announced": ["Konkurss būs redzams visiem."],
            "applications": "Projektu iesniegumi",
            "number": "Numurs",
            "name": "Nosaukums",
            "requested": "Pieprasīts",
            "state": "Stāvoklis",
            "points": "Punkti",
            "approved": "Apstiprināts",
            "file": "statuti.pdf",
            "size": "(120 kB)",
            "sending": "plans.pdf",
            "chart": "Saņemti un atbalstīti",
            "chart_words": "Saņemti 10 iesniegumi, atbalstīti 6.",
            "more": "Biežāk uzdotie jautājumi",
        },
        "facts_shown": [
            ("Finansējums", "4600 EUR"),
            ("Atbalstāmo projektu kvota", "7"),
            ("Īstenošana", "3–18 mēneši"),
            ("Kontakti", "Rīgas iela 1, Rēzekne"),
        ],
    }
