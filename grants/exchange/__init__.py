"""Whole competitions in and out: bundles, the demonstration, rehearsals."""
