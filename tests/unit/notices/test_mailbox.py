"""The folder of development holds whole messages, the newest listed first."""

import uuid
from email.message import EmailMessage
from pathlib import Path

import pytest

from grants.errors import NotFound
from grants.notices.envelope import Mail
from grants.notices.mailbox import letters, open_letter, part
from grants.notices.transports import FolderTransport


def put(folder: Path, to: str = "anna@example.org", subject: str = "Labdien") -> None:
    mail, number = EmailMessage(), str(uuid.uuid4())
    mail["To"], mail["Subject"], mail["Message-ID"] = to, subject, f"<{number}@localhost>"
    mail.set_content("Teksts")
    mail.add_alternative("<p>Teksts</p>", subtype="html")
    FolderTransport(folder).send(Mail(number, "konkursi@example.lv", to, bytes(mail)))


def test_a_folder_that_does_not_exist_is_an_empty_mailbox(tmp_path: Path) -> None:
    assert letters(tmp_path / "mail") == []


def test_the_newest_message_comes_first(tmp_path: Path) -> None:
    put(tmp_path, subject="Pirmais")
    put(tmp_path, subject="Otrais")
    assert [letter.subject for letter in letters(tmp_path)] == ["Otrais", "Pirmais"]


def test_a_recipient_is_found_by_part_of_the_address_in_any_case(tmp_path: Path) -> None:
    put(tmp_path, to="anna@example.org")
    put(tmp_path, to="janis@example.org")
    assert [letter.to for letter in letters(tmp_path, "ANNA@")] == ["anna@example.org"]


def test_a_message_is_opened_by_its_name(tmp_path: Path) -> None:
    put(tmp_path)
    mail = open_letter(tmp_path, letters(tmp_path)[0].name)
    assert (part(mail, "plain").strip(), part(mail, "html").strip()) == ("Teksts", "<p>Teksts</p>")


def test_nothing_half_written_is_listed(tmp_path: Path) -> None:
    put(tmp_path)
    assert [path.suffix for path in tmp_path.iterdir()] == [".eml"]


@pytest.mark.parametrize("name", ["../secret_key", "nothing", "20300101T120000000000-" + "a" * 36])
def test_no_other_file_can_be_opened(tmp_path: Path, name: str) -> None:
    with pytest.raises(NotFound):
        open_letter(tmp_path, name)
