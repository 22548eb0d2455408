"""The journal: who did what, sealed into chains; the Merkle tree over receipts."""

from flask import Flask


def init_app(app: Flask) -> None:
    """Connect the auditor's pages."""
