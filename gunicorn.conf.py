"""How gunicorn serves the site: `gunicorn wsgi:app`. Options on its command line win over these."""

import gc

bind = "127.0.0.1:8000"
worker_class = "gthread"
workers = 2
threads = 8

preload_app = True
"""The workers share the memory of what was loaded before they were forked; nothing connects to a server until then."""
max_requests = 20_000
max_requests_jitter = 2_000

timeout = 60
graceful_timeout = 20
keepalive = 2
"""Short, because an idle connection of the proxy in front holds one of few places."""
worker_tmp_dir = "/dev/shm"  # noqa: S108  # memory: on a busy disk a living worker looks dead
control_socket_disable = True
"""Otherwise it writes into the home folder, which a service may not have."""

BORN_BEFORE_A_LOOK = 20_000
"""Objects made before the garbage collector looks for cycles; a page makes thousands and leaves hardly any."""


def when_ready(_server: object) -> None:
    """Let the collector pass over what was loaded: it stays, and looking at it costs time and unshares memory."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(BORN_BEFORE_A_LOOK)
