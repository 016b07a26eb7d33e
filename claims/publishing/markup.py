"""Markdown of checkers and editors as HTML that is safe on a public page."""

from __future__ import annotations

import nh3
from markdown_it import MarkdownIt
from markdown_it.token import Token

TAGS = {"p", "em", "strong", "a", "ul", "ol", "li", "blockquote", "code", "pre", "h3", "h4", "br"}
SCHEMES = {"http", "https", "mailto"}
_HEADINGS = {"h1": "h3", "h2": "h3", "h3": "h3", "h4": "h4", "h5": "h4", "h6": "h4"}


def render_markdown(text: str) -> str:
    """HTML of the tags in `TAGS` and no other: headings fit beneath a page's own, pictures and raw HTML
    are left out, links go to the web or to mail alone. Takes any string."""
    parser = _parser()
    tokens = parser.parse(_whole(text))
    for token in tokens:
        _fit_heading(token)
    html = parser.renderer.render(tokens, parser.options, {})
    return nh3.clean(
        html,
        tags=TAGS,
        attributes={"a": {"href"}, "*": set()},
        url_schemes=SCHEMES,
        link_rel="nofollow noopener",
    )


def _parser() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": False, "linkify": False, "typographer": False})


def _whole(text: str) -> str:
    """Half characters (lone surrogates) become the sign for what could not be read."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _fit_heading(token: Token) -> None:
    token.tag = _HEADINGS.get(token.tag, token.tag)
