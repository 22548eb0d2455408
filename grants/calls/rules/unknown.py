"""Find names in a raw document that no model knows: kept, but perhaps misspelt."""

from collections.abc import Iterator
from typing import Any, get_args

from grants.calls.rules.checking.part import Part
from grants.calls.rules.document import Rules
from grants.calls.rules.parts.base import Document


def unknown_keys(raw: object, model: type[Document] = Rules, *, at: str = "call") -> list[str]:
    """Return the paths of all members that the model does not know, in the order of the document."""
    return list(_unknown(Part(raw, key=at), model))


def _unknown(part: Part, model: type[Document]) -> Iterator[str]:
    known = {field.alias or name: field.annotation for name, field in model.model_fields.items()}
    for name, member in part.members():
        if name not in known:
            yield member.path
            continue
        inner = _model(known[name])
        if inner is not None:
            yield from _unknown_inside(member, inner)


def _unknown_inside(part: Part, model: type[Document]) -> Iterator[str]:
    yield from _unknown(part, model)
    for item in part.each():
        yield from _unknown(item, model)


def _model(annotation: Any) -> type[Document] | None:
    """Return the model inside an annotation such as `tuple[Model, ...] | None`."""
    if isinstance(annotation, type) and issubclass(annotation, Document):
        return annotation
    return next((found for inner in get_args(annotation) if (found := _model(inner))), None)
