"""How far the members of a committee are, how long the rest takes, and who is reminded of it; never a mark."""
