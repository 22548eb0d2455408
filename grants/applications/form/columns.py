"""The columns of tables; those of a budget are the same in every call, only its categories come from the rules."""

from decimal import Decimal

from grants.calls.rules.document import FormField

MAX_ITEM = 300
MAX_QUANTITY = 1_000_000

_ITEM = FormField(code="item", type="short_text", required=True, max_chars=MAX_ITEM)
_QUANTITY = FormField(code="quantity", type="number", min=Decimal("0.01"), max=MAX_QUANTITY)
_UNIT_PRICE = FormField(code="unit_price", type="money", required=True)
_OWN = FormField(code="own", type="money")
_IN_KIND = FormField(code="in_kind", type="money")


def columns_of(field: FormField) -> tuple[FormField, ...]:
    """Return what one row of a table or budget asks; nothing for any other field."""
    if field.type == "table":
        return tuple(column for column in field.columns if column.type != "static_text")
    return _budget(field) if field.type == "budget" else ()


def _budget(field: FormField) -> tuple[FormField, ...]:
    asked = [_ITEM, _QUANTITY, _UNIT_PRICE, _OWN]
    if field.takes_in_kind:
        asked.append(_IN_KIND)
    if not field.categories:
        return tuple(asked)
    return (FormField(code="category", type="choice", options=field.categories, required=True), *asked)
