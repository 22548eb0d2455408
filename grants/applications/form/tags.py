"""Tags of typed answers: a page says which answers it showed, so that none is overwritten unseen. Pure."""

import hashlib
import json
from typing import Any

TAG_LENGTH = 20


def tag_of(typed: Any) -> str:
    """Return the tag of an answer in the shape of its field; equal answers have equal tags."""
    text = json.dumps(typed, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()[:TAG_LENGTH]
