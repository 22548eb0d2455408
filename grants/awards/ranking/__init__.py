"""The decision as a pure function: rules and marks in, ranking and outcomes out.

No database, no clock, exact arithmetic, the same result for the same input in any order. The site, the command line
and the verification of a published bundle all call `rank`. The stages are modules, in this order: `means`, `gates`,
`order`, `ties`, `allocation`, put together in `decision`; `separation` tells afterwards what put equals in order.
"""

from grants.awards.ranking.allocation import NOTHING_TAKEN, Award, Claim, Taken, allocate
from grants.awards.ranking.decision import rank
from grants.awards.ranking.departures import AFTERWARDS, Fixed, displaced, exceeds, open_to, reallocated
from grants.awards.ranking.entries import Entry, Sheet, Tie
from grants.awards.ranking.exact import rounded
from grants.awards.ranking.results import IgnoredTie, Outcome, Placement, Ranking, Reason, ReasonCode
from grants.awards.ranking.separation import SETTLED, TOTAL

__all__ = [
    "AFTERWARDS",
    "NOTHING_TAKEN",
    "SETTLED",
    "TOTAL",
    "Award",
    "Claim",
    "Entry",
    "Fixed",
    "IgnoredTie",
    "Outcome",
    "Placement",
    "Ranking",
    "Reason",
    "ReasonCode",
    "Sheet",
    "Taken",
    "Tie",
    "allocate",
    "displaced",
    "exceeds",
    "open_to",
    "rank",
    "reallocated",
    "rounded",
]
