"""Whose words these are: attributes for what is not of the interface, so that a page in one language can hold a
claim in another, and one that is written from right to left."""

from __future__ import annotations

from django import template
from django.conf import settings
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from claims.wording import groups

register = template.Library()


@register.filter
def group_words(name: str) -> str:
    return groups.group_words(name)


@register.simple_tag
def words_in(language: str = "") -> SafeString:
    """Attributes of words in the language of a code, or in one that nobody knows."""
    if not language:
        return mark_safe('dir="auto"')
    return format_html('lang="{}" dir="auto"', language)


@register.simple_tag
def desk_words() -> SafeString:
    """Attributes of what people of the desk wrote or signed: the desk has one language, its readers have several."""
    return words_in(settings.LANGUAGE_CODE)
