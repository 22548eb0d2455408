"""The pages of letters, all on the blueprint of `blueprint`."""

from grants.awards.letters.views import jobs, office, outside, signing

__all__ = ["jobs", "office", "outside", "signing"]
