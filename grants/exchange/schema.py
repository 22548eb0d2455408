"""The JSON Schema of the competition bundle, generated from its models.

`python -m grants.exchange.schema` writes it to `schema.json`. It holds the shapes; what must hold between values only
`validation` checks.
"""

import json
from pathlib import Path
from typing import Any

from pydantic.json_schema import GenerateJsonSchema

from grants.exchange.bundle import Bundle

FILE = Path(__file__).with_name("schema.json")
NULL = {"type": "null"}


class _Generator(GenerateJsonSchema):
    """Generate plain schemas: no titles that only repeat names, and null wherever a value may be absent."""

    def field_title_should_be_set(self, schema: Any) -> bool:  # noqa: ARG002 - the generator's signature
        return False

    def model_schema(self, schema: Any) -> dict[str, Any]:
        model = super().model_schema(schema)
        model.pop("title", None)
        required = model.get("required", [])
        for name, member in model.get("properties", {}).items():
            if name not in required:
                model["properties"][name] = _or_null(member)
        return model

    def default_schema(self, schema: Any) -> dict[str, Any]:
        return self.generate_inner(schema["schema"])


def bundle_schema() -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of a competition bundle."""
    schema = Bundle.model_json_schema(schema_generator=_Generator)
    return {"$schema": _Generator.schema_dialect, "title": "Competition bundle", **schema}


def written_schema() -> str:
    """Return the schema as the text of its file."""
    return json.dumps(bundle_schema(), ensure_ascii=False, indent=2, sort_keys=True) + "\n"


def _or_null(schema: dict[str, Any]) -> dict[str, Any]:
    options = schema.get("anyOf", [schema])
    return schema if NULL in options or schema == NULL else {"anyOf": [*options, NULL]}


if __name__ == "__main__":
    FILE.write_text(written_schema(), encoding="utf-8")
