"""What making a thousand decision letters costs beside the typesetter alone, in a process of its own for its memory.

Both make the same letters in the same run, with one compiler each that has read fonts and template once; the typesetter
alone is given what is printed ready to print.
"""

import json
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import typst

from grants.documents import pdf
from grants.documents.content import Block, Bullets, Document, Facts, Heading, said
from grants.documents.frozen import freeze, thaw
from tests.benchmarks.report import Line

LETTERS = 1000
AT = datetime(2030, 1, 14, 10, tzinfo=UTC)
ROUNDS = 3
REASON = (
    "Kritērijs 2.2 „Projekta aktivitāšu atbilstība mērķa grupas vajadzībām” saņēma vidēji 2,67 punktus; nolikums prasa "
    "vismaz 3 punktus."
)


def lines(part: int = 1) -> list[Line]:
    """Return the lines of the table; with `part` for that many times fewer letters."""
    command = [sys.executable, "-m", "tests.benchmarks.letters", str(LETTERS // part)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    rate, megabytes = json.loads(done.stdout)
    return [
        Line(f"{LETTERS // part:,} letters as PDF: rate ÷ the typesetter alone", ratio=rate, target=0.6),
        Line("letters: memory, MB", ratio=megabytes, target=300.0, at_most=True),
    ]


def a_letter(number: int) -> Document:
    """Return a rejection as it is frozen, each of another applicant."""
    facts = Facts(
        [
            ("Iestāde", "Piemēra pašvaldība, reģistrācijas Nr. 90000000000, Lielā iela 1, Piemērs"),
            ("Adresāts", f"Biedrība „Nākotne {number}”, reģistrācijas Nr. {40008000000 + number}"),
            ("Numurs", f"4.2-8/2030/{number}"),
            ("Datums", "2030. gada 14. janvāris"),
        ]
    )
    blocks: list[Block] = [
        facts,
        Heading("Fakti"),
        said(f"2029. gada 5. decembrī saņemts projekta iesniegums „Nometne {number}”. Tajā prasīti 4600,00 EUR."),
        Heading("Lēmums"),
        said("Projekta iesniegums ir noraidīts."),
        Heading("Pamatojums"),
        Bullets([[(REASON, "")], [(REASON.replace("2.2", "2.4.1"), "")]]),
        *(said(f"{REASON} Tāpēc {REASON.lower()}") for _paragraph in range(3)),
        Heading("Kur un kādā termiņā lēmumu var apstrīdēt"),
        said("Lēmumu var apstrīdēt viena mēneša laikā Piemēra pašvaldībā, iesniedzot rakstisku iesniegumu."),
    ]
    return Document(f"Lēmums Nr. 4.2-8/2030/{number}", "lv", blocks, foot="Piemēra pašvaldība", number=f"{number}")


def made(frozen: Sequence[dict[str, Any]]) -> None:
    """Make every letter as the worker does."""
    for each in frozen:
        pdf.to_pdf(thaw(each), at=AT)


def typesetter_alone(inputs: Sequence[dict[str, str]], compiler: typst.Compiler) -> None:
    """Typeset the same with nothing around."""
    for each in inputs:
        compiler.compile(sys_inputs=each, pdf_standards=pdf.STANDARDS, timestamp=int(AT.timestamp()))


def printed(document: Document) -> dict[str, str]:
    """Return what the typesetter is given for a letter."""
    words = pdf._written(pdf._laid_out(pdf._said_by(document)))
    return {"data": words, "digest": pdf.digest_of(document), "emblem": "", "logos": ""}


def seconds(act: Callable[[], None]) -> float:
    """Return the CPU seconds of an act."""
    before = time.process_time()
    act()
    return time.process_time() - before


def most_memory() -> float:
    """Return the most megabytes this process has held.

    The kernel's figure of the program that runs now: `ru_maxrss` keeps that of the process which started it.
    """
    held = next(line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM:"))
    return int(held.split()[1]) / 1024


def main(count: int) -> None:
    """Print the rate and the memory; the rounds take turns, and the best of each counts."""
    documents = [a_letter(number) for number in range(1, count + 1)]
    frozen, inputs = [freeze(each) for each in documents], [printed(each) for each in documents]
    compiler = typst.Compiler(pdf.TEMPLATE, root=pdf.TEMPLATE.parent, ignore_system_fonts=True)
    rounds = [
        (seconds(lambda: typesetter_alone(inputs, compiler)), seconds(lambda: made(frozen))) for _round in range(ROUNDS)
    ]
    rate = min(alone for alone, _ours in rounds) / min(ours for _alone, ours in rounds)
    print(json.dumps([rate, most_memory()]))


if __name__ == "__main__":
    main(int(sys.argv[1]))
