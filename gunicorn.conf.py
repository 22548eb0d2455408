"""How gunicorn serves the site: `gunicorn wsgi:app`. Options on its command line win over these."""

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
