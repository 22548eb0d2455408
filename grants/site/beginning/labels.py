"""Words for the first steps."""

from flask_babel import lazy_gettext as _l

from grants.site.beginning.models import Step

STEPS = {
    Step.ORGANISER: (
        _l("The organiser"),
        _l("Name, registration number, postal address and e-mail address: they stand in rules and letters."),
    ),
    Step.LOOKS: (_l("Logo and colour"), _l("They stand on the pages of the calls and on letters.")),
    Step.SIGNS: (
        _l("Who signs"),
        _l("Invite the project coordinator: they confirm the decisions, and their name stands under the letters."),
    ),
    Step.CONTESTS: (
        _l("Where decisions are contested"),
        _l("Every letter names the body. A new call begins with it; decisions of a council go to court."),
    ),
    Step.NUMBERS: (_l("Record-keeping numbers"), _l("The format of the numbers of decisions, letters and minutes.")),
    Step.PRIVACY: (_l("Privacy notice"), _l("What the organiser does with personal data; a new call begins with it.")),
    Step.MAIL: (_l("A test message"), _l("It is sent to you the way all messages are sent.")),
}
"""By step: its title, and what it is for."""
