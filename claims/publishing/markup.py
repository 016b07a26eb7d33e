"""Markdown of checkers and editors as HTML that is safe on a public page."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

import nh3
from markdown_it import MarkdownIt
from markdown_it.token import Token

TAGS = {"p", "em", "strong", "a", "ul", "ol", "li", "blockquote", "code", "pre", "h3", "h4", "br"}
SCHEMES = {"http", "https"}
_HEADINGS = {"h1": "h3", "h2": "h3", "h3": "h3", "h4": "h4", "h5": "h4", "h6": "h4"}


_REFERENCE = re.compile(r"\[([1-9][0-9]{0,2})\]")


def render_markdown(text: str, numbers: Collection[int] = ()) -> str:
    """HTML of the tags in `TAGS` and no other: headings fit beneath a page's own, pictures and raw HTML
    are left out, links go to the web alone. A number of `numbers` in square brackets leads to that piece of
    evidence on the page. Takes any string."""
    parser = _parser()
    tokens = parser.parse(_whole(text))
    for token in tokens:
        _fit_heading(token)
        if token.children:
            token.children = list(_linked(token.children, numbers))
    html = parser.renderer.render(tokens, parser.options, {})
    return nh3.clean(
        html,
        tags=TAGS,
        attributes={"a": {"href"}, "*": set()},
        url_schemes=SCHEMES,
        link_rel="nofollow noopener",
    )


def references(text: str) -> list[int]:
    """The numbers of evidence that a text refers to, each once, in their order; code and the words of links refer
    to nothing."""
    lines = (token.children or [] for token in _parser().parse(_whole(text)))
    found = (
        match[1] for line in lines for token in _outside_links(line) for match in _REFERENCE.finditer(token.content)
    )
    return list(dict.fromkeys(map(int, found)))


def _outside_links(line: list[Token]) -> Iterator[Token]:
    """The texts of a line that stand in no link."""
    depth = 0
    for token in line:
        depth += (token.type == "link_open") - (token.type == "link_close")
        if token.type == "text" and not depth:
            yield token


def _linked(line: list[Token], numbers: Collection[int]) -> Iterator[Token]:
    plain = {id(token) for token in _outside_links(line)}
    for token in line:
        if id(token) in plain:
            yield from _pieces(token.content, numbers)
        else:
            yield token


def _pieces(text: str, numbers: Collection[int]) -> Iterator[Token]:
    at = 0
    for match in _REFERENCE.finditer(text):
        if int(match[1]) in numbers:
            yield _text(text[at : match.start()])
            yield Token("link_open", "a", 1, attrs={"href": f"#evidence-{match[1]}"})
            yield _text(match[0])
            yield Token("link_close", "a", -1)
            at = match.end()
    yield _text(text[at:])


def _text(content: str) -> Token:
    return Token("text", "", 0, content=content)


def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False, "linkify": False, "typographer": False})
    parser.validateLink = _leads_to_the_web  # type: ignore[method-assign,assignment]
    return parser


def _leads_to_the_web(address: str) -> bool:
    return address.lower().startswith(("http://", "https://"))


def _whole(text: str) -> str:
    """Half characters (lone surrogates) become the sign for what could not be read."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _fit_heading(token: Token) -> None:
    token.tag = _HEADINGS.get(token.tag, token.tag)
