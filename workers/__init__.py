"""Whatever runs outside of a request. Thin: a task calls a service and commits; the services live in `grants`."""
