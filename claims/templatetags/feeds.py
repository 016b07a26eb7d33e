"""Feeds that somebody has to look after, for pages that are not about feeds."""

from __future__ import annotations

from django import template

from claims.queries.feeds import troubles

register = template.Library()


@register.simple_tag
def feeds_in_trouble() -> int:
    """How many, up to fifty."""
    return len(troubles())
