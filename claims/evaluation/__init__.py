"""Measures of the program against annotated data: pure, for `manage.py evaluate`."""
