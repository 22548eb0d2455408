"""The draft of a contract as a stored file, to go with messages: typeset before anything is locked."""

from dataclasses import dataclass
from io import BytesIO
from uuid import UUID

from grants.applications.models import Application
from grants.awards.contracts.queries import contracts_on
from grants.awards.letters.names import file_name
from grants.documents.frozen import thaw
from grants.documents.making import make
from grants.storage import Stored, storage


@dataclass(frozen=True)
class Paper:
    """Be a stored PDF of a draft, in the language that counts."""

    contract_id: UUID
    name: str
    stored: Stored


def last_paper_on(application: Application) -> Paper | None:
    """Typeset and store the last draft of the contract with an applicant; None before the first."""
    drafted = contracts_on(application)
    if not drafted:
        return None
    contract = drafted[-1]
    content = make("pdf", thaw(contract.contents[contract.language]), at=contract.drafted_at)
    name = f"{file_name(contract.number)}-{contract.language}.pdf"
    return Paper(contract.id, name, storage().put(BytesIO(content)))
