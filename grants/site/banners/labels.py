"""Words for what a notice is about."""

from flask_babel import lazy_gettext as _l

from grants.site.banners.models import Tone

TONES = {Tone.NEWS: _l("News"), Tone.MAINTENANCE: _l("Maintenance"), Tone.OUTAGE: _l("Outage")}
KINDS = {Tone.NEWS: "info", Tone.MAINTENANCE: "warning", Tone.OUTAGE: "danger"}
"""How each looks, as the macro of notices calls it."""
