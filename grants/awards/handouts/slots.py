"""The way to the files for a meeting from the official's page of a call."""

from grants.calls.models import Call
from grants.evaluation.policies import SHOWN


def on_office_page(call: Call, **_context: object) -> dict[str, object] | None:
    """Lead to them once there can be any."""
    return {} if call.stage in SHOWN else None
