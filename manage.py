#!/usr/bin/env python
"""The command line of the desk. What is wrong with the settings is one line, not a traceback."""

from __future__ import annotations

import os
import sys

OLDEST = (3, 11)


def main() -> None:
    if sys.version_info < OLDEST:
        sys.exit("Python 3.11 or newer is needed: run .venv/bin/python manage.py, which 'make run' installs.")
    try:
        from django.core.exceptions import ImproperlyConfigured  # noqa: PLC0415 - may be missing, which is said
        from django.core.management import execute_from_command_line  # noqa: PLC0415
    except ModuleNotFoundError:
        sys.exit("The packages are not installed for this Python: run .venv/bin/python manage.py, after 'make run'.")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "factcheck.settings")
    try:
        execute_from_command_line(sys.argv)
    except ImproperlyConfigured as error:
        sys.exit(f"!! settings   {error}")


if __name__ == "__main__":
    main()
