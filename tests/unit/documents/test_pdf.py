"""Every document as PDF: kept for good, read by everybody, the same file when it is made again."""

import re
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from pypdf import PdfReader
from pypdf.generic import DictionaryObject

from grants.documents.content import Bullets, Document, Facts, Heading, Logo, Table, said
from grants.documents.frozen import freeze, thaw
from grants.documents.glyphs import printable
from grants.documents.hyphenation import breakable
from grants.documents.pdf import digest_of, to_one_pdf, to_pdf
from grants.documents.word import to_docx
from tests.unit.accounts.brand.test_logos import picture

AT = datetime(2030, 1, 14, 9, tzinfo=UTC)
STRANGE = "“Ābele” <b>‘x’</b> =SUM(A1) #set $a$ \\ {n} @x שלום مرحبا 100 % & Co"


def a_document(words: str = "Vārdi", **more: object) -> Document:
    blocks = [
        Heading("Faktiskie apstākļi"),
        Facts([("Iestāde", words)]),
        said(words),
        Bullets([[(words, "strong")]]),
        Table(["Numurs", "Nosaukums"], [["1", words]], (0,)),
    ]
    return Document("Lēmums", "lv", blocks, foot="Piemēra pašvaldība", **more)  # type: ignore[arg-type]  # an example


def memory() -> float:
    """Return how many megabytes this process holds."""
    status = Path("/proc/self/status").read_text().splitlines()
    return int(next(line for line in status if line.startswith("VmRSS:")).split()[1]) / 1024


def words_of(content: bytes) -> str:
    pages = (page.extract_text() for page in PdfReader(BytesIO(content)).pages)
    return "\n".join(pages).replace("\u00ad", "")


def objects_of(content: bytes) -> list[DictionaryObject]:
    reader = PdfReader(BytesIO(content))
    numbers = range(1, int(str(reader.trailer["/Size"])))
    return [each for each in map(reader.get_object, numbers) if isinstance(each, DictionaryObject)]


def test_it_is_archival_and_accessible_at_once() -> None:
    metadata = PdfReader(BytesIO(to_pdf(a_document(), at=AT))).xmp_metadata
    assert metadata is not None
    said = metadata.stream.get_data().decode()
    assert "<pdfaid:part>2</pdfaid:part>" in said
    assert "<pdfaid:conformance>A</pdfaid:conformance>" in said
    assert "<pdfuaid:part>1</pdfuaid:part>" in said


def test_made_again_it_is_the_same_file() -> None:
    document = a_document(number="4.2-8/2030/1", fund=["Eiropas Savienība"])
    first = to_pdf(document, at=AT)
    to_pdf(a_document("between"), at=AT)
    assert to_pdf(document, at=AT) == first


def test_its_foot_has_number_and_digest_of_what_it_was_made_from() -> None:
    document = a_document(number="4.2-8/2030/1")
    words = words_of(to_pdf(document, at=AT))
    assert "4.2-8/2030/1 · Piemēra pašvaldība" in words
    assert f"SHA-256 {digest_of(document)}" in words
    assert "1 / 1" in words


def test_another_word_is_another_digest() -> None:
    assert digest_of(a_document("a")) != digest_of(a_document("b"))


def test_what_looks_like_markup_is_printed_as_it_is() -> None:
    words = words_of(to_pdf(a_document(STRANGE.replace("שלום مرحبا ", "")), at=AT))
    assert "“Ābele” <b>‘x’</b> =SUM(A1) #set $a$ \\ {n} @x 100 % & Co" in words


def test_right_to_left_letters_are_printed() -> None:
    assert printable(STRANGE) == STRANGE
    assert to_pdf(a_document(STRANGE), at=AT)


def test_a_character_without_a_glyph_is_printed_as_its_code_point() -> None:
    assert printable({"name": ["Grupa 😀", "日", "a\x01b"]}) == {"name": ["Grupa [U+1F600]", "[U+65E5]", "a[U+0001]b"]}
    assert "Grupa [U+1F600]" in words_of(to_pdf(a_document("Grupa 😀"), at=AT))


@pytest.mark.parametrize("fund", [[], ["Eiropas Savienība", "Eiropas Sociālais fonds"]])
def test_the_emblem_stands_where_the_european_union_pays(fund: list[str]) -> None:
    content = to_pdf(a_document(fund=fund), at=AT)
    assert all(line in words_of(content) for line in fund)
    assert [str(each["/Alt"]) for each in objects_of(content) if "/Alt" in each] == (
        ["Eiropas Savienības karogs"] * bool(fund)
    )


@pytest.mark.parametrize(
    ("words", "broken"),
    [
        ("pārtraukšanas samazināšana", "pār-trauk-ša-nas sama-zi-nā-šana"),
        ("anna.samazināšana@skola.example", "anna.samazināšana@skola.example"),
        ("https://skola.example/samazināšana", "https://skola.example/samazināšana"),
        ("LV97HABA0012345678910 samazināšana2", "LV97HABA0012345678910 samazināšana2"),
        ("projekta mērķis", "projekta mērķis"),
    ],
)
def test_long_latvian_words_may_be_broken_and_addresses_and_codes_never(words: str, broken: str) -> None:
    assert breakable(words).replace("\u00ad", "-") == broken


@pytest.mark.parametrize(("place", "characters"), [("a line", 240), ("a column", 40)])
def test_a_code_that_would_leave_the_page_goes_on_in_the_next_line(place: str, characters: int) -> None:
    code = "7f3a" * (characters // 4)
    rows = Table(["Kad", "Kas", "Atbilde"], [["14.01.2030.", "nosūtīts", code]])
    document = Document("Pierādījums", "lv", [rows if place == "a column" else said(code)], foot="Pašvaldība")
    words = words_of(to_pdf(document, at=AT)).replace("\u200b", "")
    assert code not in words
    assert code in words.replace("\n", "")


def test_it_says_its_language() -> None:
    assert [str(each["/Lang"]) for each in objects_of(to_pdf(a_document(), at=AT)) if "/Pages" in each] == ["lv"]


def test_files_of_many_letters_do_not_pile_up_in_memory() -> None:
    def held_after(count: int) -> float:
        for number in range(count):
            letters = [a_document(f"Vēstule {number}-{place} par iesniegumu. " * 40) for place in range(20)]
            to_one_pdf("Vēstules", "lv", letters, at=AT)
        return memory()

    before = held_after(1)
    assert held_after(4) - before < 30  # megabytes


class TestLogo:
    LOGO = Logo("a" * 64, "Piemēra pašvaldības logotips")
    PICTURES = {LOGO.digest: picture()}  # noqa: RUF012  # never written to

    def test_it_stands_at_the_head_with_its_words_before_the_emblem(self) -> None:
        document = a_document(logo=self.LOGO, fund=["Eiropas Savienība"])
        for content in (
            to_pdf(document, at=AT, logos=self.PICTURES),
            to_one_pdf("Visi", "lv", [document], at=AT, logos=self.PICTURES),
        ):
            said_of = [str(each["/Alt"]) for each in objects_of(content) if "/Alt" in each]
            assert sorted(said_of) == ["Eiropas Savienības karogs", "Piemēra pašvaldības logotips"]

    def test_a_text_document_carries_it_too(self) -> None:
        document = a_document(logo=self.LOGO, fund=["Eiropas Savienība"])
        with ZipFile(BytesIO(to_docx(document, at=AT, logos=self.PICTURES))) as packed:
            assert len([name for name in packed.namelist() if name.startswith("word/media/")]) == 2  # and the emblem
            said_of = re.findall(r'descr="([^"]*)"', packed.read("word/document.xml").decode())
            assert said_of == ["Piemēra pašvaldības logotips", "Eiropas Savienības karogs"]

    def test_it_belongs_to_what_the_document_was_made_from(self) -> None:
        document = a_document(logo=self.LOGO)
        again = thaw(freeze(document))
        assert to_pdf(again, at=AT, logos=self.PICTURES) == to_pdf(document, at=AT, logos=self.PICTURES)
        assert digest_of(document) != digest_of(a_document(logo=Logo("b" * 64, self.LOGO.words)))

    def test_a_document_without_one_says_nothing_of_it(self) -> None:
        assert "logo" not in freeze(a_document())
        without = "6b7584a724319fa810bb365afc8d3e7320ce86acdb7f342307918f680e91d982"
        assert digest_of(a_document()) == without  # as letters were frozen before there were logos
