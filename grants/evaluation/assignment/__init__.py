"""Who scores what, computed: pure, deterministic, and with its solvers imported only when a plan is made."""
