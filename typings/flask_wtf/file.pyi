from collections.abc import Iterable

from werkzeug.datastructures import FileStorage
from wtforms import FileField as PlainFileField
from wtforms import Form, MultipleFileField as PlainMultipleFileField
from wtforms.fields.core import Field

class FileField(PlainFileField):
    data: FileStorage | None

class MultipleFileField(PlainMultipleFileField):
    data: list[FileStorage]

class FileRequired:
    def __init__(self, message: object = None) -> None: ...
    def __call__(self, form: Form, field: Field) -> None: ...

class FileAllowed:
    def __init__(self, upload_set: Iterable[str], message: object = None) -> None: ...
    def __call__(self, form: Form, field: Field) -> None: ...

class FileSize:
    def __init__(self, max_size: int, min_size: int = 0, message: object = None) -> None: ...
    def __call__(self, form: Form, field: Field) -> None: ...
