"""A file sent with a form: tested by what stands in it, put away at once, and kept while the rest is corrected."""

from collections.abc import Collection
from dataclasses import asdict, dataclass
from typing import IO, Any

from flask import current_app
from flask_babel import gettext as _
from flask_wtf.file import FileField
from itsdangerous import BadData, URLSafeTimedSerializer
from werkzeug.datastructures import FileStorage
from wtforms.validators import ValidationError

from grants.filetypes import MEDIA_TYPES, kind_of, safe_name
from grants.storage import storage

MEGABYTE = 1024 * 1024
KEPT_SECONDS = 20 * 3600
"""For less than the day after which bytes without a row are swept."""


@dataclass(frozen=True)
class Uploaded:
    """Describe a file that was sent and put away."""

    name: str
    media_type: str
    size: int
    sha256: str
    key: str


class StoredFileField(FileField):
    """Be a file of one of some kinds; `uploaded` is what was sent, now or with an earlier try of the same form."""

    uploaded: Uploaded | None = None

    def __init__(
        self,
        label: Any = None,
        validators: Any = None,
        *,
        kinds: Collection[str],
        max_mb: int,
        needed: bool = False,
        **options: Any,
    ) -> None:
        super().__init__(label, validators, **options)
        self.kinds, self.max_mb = kinds, max_mb
        self.flags.required = needed

    @property
    def kept_name(self) -> str:
        """Return the name of the hidden field that carries a file along."""
        return f"{self.name}-kept"

    @property
    def token(self) -> str:
        """Return what the hidden field holds: the file, sealed so that nobody can name another."""
        return str(_sealer().dumps(asdict(self.uploaded))) if self.uploaded else ""

    def process(self, formdata: Any, *rest: Any, **more: Any) -> None:
        """Read what was sent, and what an earlier try has put away."""
        super().process(formdata, *rest, **more)
        if formdata and not self._sent():
            self.uploaded = _opened(formdata.get(self.kept_name, ""))

    def pre_validate(self, _form: object) -> None:
        """Test the file and put it away; raise ValidationError for one that is not taken."""
        sent = self._sent()
        if sent is not None:
            self.uploaded = self._taken(sent)
        if self.flags.required and self.uploaded is None:
            raise ValidationError(_("Choose a file."))

    def _sent(self) -> FileStorage | None:
        return self.data if isinstance(self.data, FileStorage) and self.data.filename else None

    def _taken(self, sent: FileStorage) -> Uploaded:
        name = (sent.filename or "")[-200:]
        size = sent.stream.seek(0, 2)
        sent.stream.seek(0)
        if not size:
            raise ValidationError(_("“%(name)s” is empty.", name=name))
        if size > self.max_mb * MEGABYTE:
            raise ValidationError(
                _("“%(name)s” is too large: at most %(most)s MB are possible.", name=name, most=self.max_mb)
            )
        kind = kind_of(sent.stream, name, self.kinds)
        if kind is None:
            kinds = ", ".join(f".{one}" for one in self.kinds)
            raise ValidationError(
                _("“%(name)s” is of a kind that is not taken here: %(kinds)s.", name=name, kinds=kinds)
            )
        try:
            return put_away(sent.stream, name, kind)
        except OSError as error:
            current_app.logger.exception("a file could not be stored")
            raise ValidationError(
                _("“%(name)s” could not be stored, through no fault of yours. Try again in a minute.", name=name)
            ) from error


def put_away(content: IO[bytes], name: str, kind: str) -> Uploaded:
    """Store the bytes of a file of a known kind; without a row they are swept after a day."""
    stored = storage().put(content)
    return Uploaded(safe_name(name, kind), MEDIA_TYPES[kind], stored.size, stored.sha256, stored.key)


def _opened(token: str) -> Uploaded | None:
    try:
        return Uploaded(**_sealer().loads(token, max_age=KEPT_SECONDS)) if token else None
    except BadData:
        return None


def _sealer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(str(current_app.secret_key), salt="grants.web.uploads")
