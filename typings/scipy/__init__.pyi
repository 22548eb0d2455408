"""What we use of SciPy, which carries no types."""
