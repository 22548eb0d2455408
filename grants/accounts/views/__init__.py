"""The pages of people and organisers."""

from flask import Flask

from grants.accounts.views import account, address, blueprints, officials, organisers, sign_in

PAGES = (sign_in, account, address, organisers, officials)
"""The modules whose pages hang on the two blueprints."""


def init_app(app: Flask) -> None:
    """Serve the pages."""
    app.register_blueprint(blueprints.account)
    app.register_blueprint(blueprints.office)
