"""Awards: the ranking, the allocation of the money, the decisions and the results."""
