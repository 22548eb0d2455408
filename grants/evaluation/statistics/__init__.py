"""What the scores of a competition are worth: pure, deterministic, and nothing of it decides.

`panel` is what goes in: one number for each complete sheet. `severity`, `agreement`, `elsewhere`, `posterior`,
`expected` and `places` each answer one question; `worth` puts the answers together and rounds them, only there.

What computes over all applications needs numpy and scipy. Only `worth` imports those modules, when it is called: a web
process starts without them.
"""
