"""The WSGI application."""

from __future__ import annotations

import gc
import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "factcheck.settings")
application = get_wsgi_application()

# Views are loaded here and not by the first request: no reader waits for them, and a server that forks
# its workers from this process shares their memory.
get_resolver().url_patterns  # noqa: B018

# What is loaded stays: the collector need not look at it again, which would write to each page and so end its sharing.
gc.collect()
gc.freeze()
