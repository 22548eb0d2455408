"""The form of an organiser's looks."""

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField
from werkzeug.datastructures import FileStorage
from wtforms import BooleanField
from wtforms.validators import Optional, Regexp, ValidationError

from grants.accounts.brand.logos import NoLogo, Picture, logo_of
from grants.accounts.words import NO_COLOUR, NO_LOGO
from grants.web.fields import LineField
from grants.web.forms import Form


class LogoField(FileField):
    """Be a picture that can be a logo; `picture` is what was sent."""

    picture: Picture | None = None

    def pre_validate(self, _form: object) -> None:
        """Read the picture; raise ValidationError for a file that cannot be a logo."""
        if not isinstance(self.data, FileStorage) or not self.data.filename:
            return
        try:
            self.picture = logo_of(self.data.stream)
        except NoLogo as error:
            raise ValidationError(str(NO_LOGO[str(error)])) from error


class LooksForm(Form):
    """Choose a logo and a colour."""

    logo = LogoField(
        _l("Logo"),
        description=_l("PNG, JPEG or WebP, at most 2 MB. It is shown 40 pixels high on a white ground."),
        render_kw={"accept": "image/png,image/jpeg,image/webp"},
    )
    bare = BooleanField(_l("Show no logo"))
    own = BooleanField(_l("Use a colour of our own"))
    colour = LineField(
        _l("Colour"),
        [Optional(), Regexp(r"(?i)^#[0-9a-f]{6}$", message=NO_COLOUR)],
        max_chars=7,
        description=_l("Of buttons and links. It is made darker or lighter where words could not be read otherwise."),
        render_kw={"type": "color"},
    )
