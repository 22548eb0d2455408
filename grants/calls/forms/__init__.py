"""Forms of the official's pages of a call."""

from grants.calls.forms.cancelling import CancelForm
from grants.calls.forms.copy import CopyForm
from grants.calls.forms.details import DetailsForm, EditForm
from grants.calls.forms.files import NewCallForm, RulesForm

__all__ = ["CancelForm", "CopyForm", "DetailsForm", "EditForm", "NewCallForm", "RulesForm"]
