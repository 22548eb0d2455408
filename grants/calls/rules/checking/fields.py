"""The fields of a raw form, found by their codes."""

from collections.abc import Iterable

from grants.calls.rules.checking.part import Part

NUMBERS = frozenset({"integer", "number", "money"})
CHOICES = frozenset({"choice", "multi_choice"})


class Fields:
    """Know the fields of a form, or the columns of a table together with the form around it.

    Where the form is broken, a field that is not found may stand in the broken part: then nothing is lacking.
    """

    def __init__(self, fields: Iterable[Part], *, complete: bool = True, outer: "Fields | None" = None) -> None:
        self.all = list(fields)
        self.own = {code: field for field in reversed(self.all) if (code := field["code"].word) is not None}
        self._outer = outer
        readable = all(field["code"].word is not None for field in self.all)
        self.complete: bool = complete and readable and (outer is None or outer.complete)

    @classmethod
    def of_form(cls, call: Part) -> "Fields":
        """Find the fields of a call's form, in order."""
        sections = list(call["form"].each())
        found = (field for section in sections for field in section["fields"].each())
        return cls(found, complete=call["form"].is_list and all(section["fields"].is_list for section in sections))

    def find(self, code: str) -> Part | None:
        """Return the first field with a code."""
        found = self.own.get(code)
        return self._outer.find(code) if found is None and self._outer else found

    def lacks(self, code: str) -> bool:
        """Say whether there is certainly no field with a code."""
        return self.complete and self.find(code) is None

    def is_of_type(self, code: str, *types: str) -> bool:
        """Say whether a field has one of several types, or may have."""
        field = self.find(code)
        return field["type"].word in types if field else not self.complete
