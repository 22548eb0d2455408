"""The pages of the deliberation: who opens the marks, and what was said of each application."""

from grants.awards.deliberation.views import marks, opening, reasoning
from grants.awards.deliberation.views.blueprints import deliberation

PAGES = (marks, opening, reasoning)
"""The modules whose pages hang on the blueprint."""

__all__ = ["deliberation"]
