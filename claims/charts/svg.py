"""Elements of an SVG as text. No style attribute, style or script element is ever written here: classes
and presentation attributes alone, so that a strict content policy holds."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from decimal import Decimal

_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_TENTH = Decimal("0.1")

Point = tuple[Decimal, Decimal]


def tag(name: str, content: str = "", /, **attributes: object) -> str:
    """One element. `content` is markup; attribute names are written as Python can (`class_`,
    `stroke_width`); a None is left out."""
    written = "".join(
        f' {_attribute(key)}="{escaped(_value(value))}"' for key, value in attributes.items() if value is not None
    )
    return f"<{name}{written}>{content}</{name}>" if content else f"<{name}{written}/>"


def escaped(text: str) -> str:
    """Text for an element or an attribute; what XML cannot hold becomes the sign for it."""
    return html.escape(_NOT_IN_XML.sub("\ufffd", text))


def points(line: Iterable[Point]) -> str:
    return " ".join(f"{_value(x)},{_value(y)}" for x, y in line)


def path(*moves: tuple[str, Decimal, Decimal]) -> str:
    return " ".join(f"{letter}{_value(x)} {_value(y)}" for letter, x, y in moves)


def _attribute(key: str) -> str:
    return key.rstrip("_").replace("_", "-") if key != "viewBox" else key


def _value(value: object) -> str:
    if not isinstance(value, Decimal):
        return str(value)
    tenths = format(value.quantize(_TENTH), "f")
    return tenths.removesuffix(".0")
