"""The pages of letters, all on the blueprint of `blueprint`."""

from grants.awards.letters.views import office, outside, signing

__all__ = ["office", "outside", "signing"]
