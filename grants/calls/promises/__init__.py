"""The dates that the rules promise after the deadline: kept, moved with a reason, or late."""
