"""A conflict of interest found once the sheets are closed: the ranking is made anew, and both orders are kept."""
