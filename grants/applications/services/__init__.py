"""What people do with applications: start, fill in, attach, submit, withdraw. Each is one transaction of the caller."""

from grants.applications.services.attachments import attach, detach
from grants.applications.services.drafts import save, start
from grants.applications.services.steps import move, withdraw
from grants.applications.services.submission import Incomplete, record_refusal, submit

__all__ = ["Incomplete", "attach", "detach", "move", "record_refusal", "save", "start", "submit", "withdraw"]
