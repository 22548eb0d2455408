"""Forms of the official's pages of a call."""

from grants.calls.forms.beginning import BeginForm
from grants.calls.forms.cancelling import CancelForm
from grants.calls.forms.editing import DetailsForm
from grants.calls.forms.files import AttachForm, NewCallForm, RulesForm
from grants.calls.forms.pasting import PasteForm

__all__ = ["AttachForm", "BeginForm", "CancelForm", "DetailsForm", "NewCallForm", "PasteForm", "RulesForm"]
