"""How a call begins: a template or a former call, and the answers to nine questions; everything else has a default."""
