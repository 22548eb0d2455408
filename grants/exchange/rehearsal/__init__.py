"""The rehearsal: a whole competition played in a throw-away database with simulated time."""

from grants.exchange.rehearsal.outcome import Played
from grants.exchange.rehearsal.play import Rehearsal, steps_of
from grants.exchange.rehearsal.stage import rehearse, rules_for

__all__ = ["Played", "Rehearsal", "rehearse", "rules_for", "steps_of"]
