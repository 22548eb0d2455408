"""The pages of sittings."""

from grants.awards.meetings.views import applications, interests, lots, matters, papers, planning, screen
from grants.awards.meetings.views.blueprints import meetings

PAGES = (applications, interests, lots, matters, papers, planning, screen)
"""The modules whose pages hang on the blueprint."""

__all__ = ["meetings"]
