"""What every page stands on: the frame of a request, errors, headers, languages, layout, filters, forms."""

from flask import Flask

from grants.web import (
    addresses,
    assets,
    compression,
    csrf,
    errors,
    filters,
    headers,
    languages,
    limits,
    living,
    pages,
    reader,
    requests,
    slots,
    themes,
)


def init_app(app: Flask) -> None:
    """Put the frame around every page; first of all parts, so that its steps come before theirs."""
    settings = app.extensions["settings"]
    compression.init_app(app)  # what is added last to an answer is asked first
    addresses.init_app(app)
    requests.init_app(app, settings.arrival_header)
    languages.init_app(app)
    csrf.init_app(app)
    limits.init_app(app)
    for part in (assets, themes, reader, filters, slots, headers, errors, pages, living):
        part.init_app(app)
