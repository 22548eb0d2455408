"""The smallest application that does the same kind of work: the limit our pages are measured against.

One page reads one row through Flask-SQLAlchemy and renders it with Jinja; one POST inserts a row of 4 kB and commits.
"""

import os

from flask import Flask, request
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import Integer, Text, select
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

PAGE = "<!doctype html><html lang=en><title>{{ row.text[:20] }}</title><p>{{ row.text }}</p></html>"


class Base(DeclarativeBase):
    """The base of the one table."""


class Row(Base):
    """A number and a text."""

    __tablename__ = "limit_rows"

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    text: Mapped[str] = mapped_column(Text)


db = SQLAlchemy(model_class=Base)


def create_app() -> Flask:
    """Build the smallest application on the database of DATABASE_URL, with one row in it."""
    app = Flask(__name__)
    app.config["SQLALCHEMY_DATABASE_URI"] = os.environ["DATABASE_URL"]
    db.init_app(app)
    template = app.jinja_env.from_string(PAGE)  # compiled once, as a template in a file is

    @app.get("/")
    def page() -> str:
        return template.render(row=db.session.scalars(select(Row).where(Row.id == 1)).one())

    @app.post("/")
    def insert() -> str:
        db.session.add(Row(text=request.form["text"]))
        db.session.commit()
        return "stored"

    return app


def prepare(app: Flask) -> None:
    """Create the table and its first row."""
    with app.app_context():
        Base.metadata.create_all(db.engine)
        db.session.add(Row(id=1, text="x" * 500))
        db.session.commit()
        if db.engine.dialect.name == "postgresql":
            db.session.execute(db.text("SELECT setval('limit_rows_id_seq', 10)"))
            db.session.commit()


app = create_app() if "DATABASE_URL" in os.environ else None
