"""How messages leave: how fast, what stands in the way, under which signature."""
