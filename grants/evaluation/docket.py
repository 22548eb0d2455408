"""What lies before one evaluator in one call: every application with what they have said about it."""

from dataclasses import dataclass, field

from grants.applications.models import Application
from grants.calls.models import Call
from grants.evaluation.models import Declaration, Sheet
from grants.evaluation.policies import DECLARABLE, Standing


@dataclass(frozen=True)
class Item:
    """Hold an application beside one evaluator's own declaration and sheet."""

    application: Application
    standing: Standing
    declaration: Declaration | None = None
    sheet: Sheet | None = None


@dataclass(frozen=True)
class Docket:
    """Hold a call beside everything one evaluator may judge in it, in the order of submission."""

    call: Call
    items: list[Item] = field(default_factory=list)

    @property
    def undeclared(self) -> list[Item]:
        """Return what waits for a declaration; nothing once the time for it is over."""
        return self._of(Standing.UNDECLARED) if self.call.stage in DECLARABLE else []

    @property
    def to_score(self) -> list[Item]:
        """Return what waits for a sheet."""
        return self._of(Standing.TO_SCORE)

    @property
    def submitted(self) -> list[Item]:
        """Return what was scored."""
        return self._of(Standing.SUBMITTED)

    def next_after(self, application: Application) -> Application | None:
        """Return the next application to score, beginning anew after the last; None when nothing is left."""
        places = [item.application.id for item in self.items]
        begin = places.index(application.id) + 1 if application.id in places else 0
        rest = [item for item in self.items[begin:] + self.items[:begin] if item.standing is Standing.TO_SCORE]
        return rest[0].application if rest else None

    def _of(self, standing: Standing) -> list[Item]:
        return [item for item in self.items if item.standing is standing]
