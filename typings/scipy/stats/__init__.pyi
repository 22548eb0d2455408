"""What we use of scipy.stats."""
