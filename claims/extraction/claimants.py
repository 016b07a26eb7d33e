"""Whose name a run of tokens is, as it is given to readers, and whether it is a person, a body or nobody named."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from claims.extraction.lexemes import Token
from claims.extraction.names import is_particle, joined
from claims.extraction.words import en_attribution as words
from claims.extraction.words import en_claimants as who
from claims.values import ClaimantKind

BODY, PERSON, UNNAMED = ClaimantKind.BODY, ClaimantKind.PERSON, ClaimantKind.UNNAMED
PAPERS_REACH = 9  # tokens from "a study" to "by the ministry"


@dataclass(frozen=True, slots=True)
class Named:
    """`pointing` is the noun by which somebody named earlier may be meant: "the agency", "he"."""

    name: str
    kind: ClaimantKind
    pointing: str = ""


def named(found: Sequence[Token], places: frozenset[int] = frozenset()) -> Named | None:
    """The claimant that a run of tokens names. `places` are the offsets at which a place is named."""
    kept = _trimmed(found)
    if not kept or _is_nobody(kept):
        return None
    if len(kept) == 1 and kept[0].low in words.PRONOUNS:
        return Named(kept[0].low, PERSON if kept[0].low in who.POINTING_PEOPLE else BODY, kept[0].low)
    body = _behind_papers(kept) or _behind_spokesman(kept)
    if body:
        return _body(_trimmed(body), places)
    kept = _without_tail(kept)
    person = _behind_role(kept)
    if person:
        return person
    return _plain(kept, places)


def _trimmed(found: Sequence[Token]) -> list[Token]:
    """Without small words and signs at either end, an owner in small letters ("the country's"), a day behind."""
    kept = list(found[_behind_time(found) :])
    while kept and (kept[0].low in words.LINKS - {"al", "el"} or not kept[0].is_word):
        if kept[0].is_capital and len(kept) > 1 and kept[1].is_capital and kept[0].low not in words.ARTICLES:
            break
        kept.pop(0)
    owner = (
        None
        if any(token.low in words.REPORTS for token in kept)
        else next((at for at in range(min(4, len(kept) - 2)) if kept[at + 1].text in "'\u2019"), None)
    )
    if owner is not None and kept[owner + 2].low == "s" and not any(token.is_capital for token in kept[: owner + 1]):
        kept = kept[owner + 3 :]
    while kept and (not kept[-1].is_word or kept[-1].low in words.LAST_LINKS or _is_day(kept)):
        if kept[-1].text == "." and len(kept) > 1 and len(kept[-2].text) == 1 and kept[-2].is_capital:
            break
        kept.pop()
    return kept


def _behind_time(found: Sequence[Token]) -> int:
    """Where the speaker begins behind "In February": 0 without such a time."""
    if len(found) < 3 or found[0].low not in ("in", "on", "by") or found[1].low not in words.MONTH_WORDS | words.DAYS:
        return 0
    return next((at for at in range(2, len(found) - 1) if not found[at].text.isdigit()), 0)


def _is_day(kept: Sequence[Token]) -> bool:
    return len(kept) > 1 and kept[-1].low in words.DAYS


def _is_nobody(kept: Sequence[Token]) -> bool:
    """ "which", "half of those asked", "53 percent of the voters": nobody who says it to us."""
    first = kept[0]
    if first.low in words.NOBODY and not (first.text.isupper() and len(first.text) > 1 or first.low == "us"):
        return True
    if any(token.low in words.PASSIVE - words.ARTICLES - words.OWNERS - words.ADVERBS for token in kept):
        return True
    return any(token.low in words.SHARES or (token.text.isdigit() and len(token.text) != 4) for token in kept)


def _behind_papers(kept: Sequence[Token]) -> Sequence[Token]:
    """ "data from the World Bank", "a study published in The Lancet", "a UN report": the body, not the papers."""
    papers = next((at for at, token in enumerate(kept) if _is_papers(kept, at)), None)
    if papers is None:
        return ()
    for at in range(papers + 1, min(papers + PAPERS_REACH, len(kept) - 1)):
        rest = kept[at + 1 :]
        capital = any(each.is_capital and each.low not in words.DAYS for each in rest[:2])
        if kept[at].low in {"by", "from"} and (capital or _is_body_noun(rest)):
            return rest
        if kept[at].low in {"of", "in"} and capital and _is_in_print(kept, at, rest):
            return rest
    before = kept[:papers]
    owner = next(
        (at for at, token in enumerate(before[:-1]) if token.text in "'\u2019" and before[at + 1].low == "s"), 0
    )
    if owner and _is_body_noun(before[:owner]):
        return before[:owner]
    first = next((at for at, token in enumerate(before) if token.is_capital), None)
    if len(before) == 1 and before[0].low in who.BODY_NOUNS:
        return ()  # "Government data"
    if first is None or before[first].low in words.DAYS or before[first].low in words.NOT_NAMES:
        return ()
    rest = [token for token in before[first:] if token.is_capital or token.low in who.CONJOINING or token.text in "-&."]
    return rest if before[first].start >= 0 and _ends_in_capital(before) else ()


def _is_papers(kept: Sequence[Token], at: int) -> bool:
    """ "figures", "Census data"; not the last word of a name: "Office for National Statistics"."""
    of_a_name = at > 0 and kept[at].is_capital and kept[at - 1].is_capital
    return kept[at].low in words.REPORTS and not of_a_name


def _is_in_print(kept: Sequence[Token], at: int, rest: Sequence[Token]) -> bool:
    return kept[at].low == "of" or (kept[at - 1].low in words.ISSUED and rest[0].low not in words.MONTH_WORDS)


def _ends_in_capital(before: Sequence[Token]) -> bool:
    """ "World Bank('s) report", "UN health data"; not "Chinese customs data"."""
    tail = [token for token in before if token.is_word and token.low != "s"]
    return bool(tail) and tail[-1].is_capital and not tail[-1].low.endswith(("ese", "ish", "ian", "can"))


def _is_body_noun(rest: Sequence[Token]) -> bool:
    return any(token.low in who.BODY_NOUNS for token in rest[:5])


def _behind_spokesman(kept: Sequence[Token]) -> Sequence[Token]:
    """ "a spokeswoman for Oxfam", "an Oxfam spokeswoman": the body that speaks."""
    at = next((at for at, token in enumerate(kept) if token.low in who.SPOKESPEOPLE), None)
    if at is None:
        return ()
    if at + 2 < len(kept) and kept[at + 1].low in who.OF_WHOM:
        return kept[at + 2 :]
    return kept[:at] if at == len(kept) - 1 and (kept[0].is_capital or _is_body_noun(kept[:at])) else ()


def _without_tail(kept: list[Token]) -> list[Token]:
    """Without the place of work behind a name or a noun: "Gause of CNA", "a professor at Ghent"."""
    for at, token in enumerate(kept):
        if at and token.low in {"in", "at", "on", "from", "with"} and not _goes_on_behind(kept, at):
            return kept[:at]
        if token.low == "of" and sum(each.is_capital for each in kept[:at]) > 1 and _is_of_a_person(kept[:at]):
            return kept[:at]
        if at == 1 and token.low == "of" and kept[2:] and kept[2].text.isupper():
            return kept[:1]
    return kept


def _goes_on_behind(kept: Sequence[Token], at: int) -> bool:
    """ "UN Office on Drugs and Crime", "economists at Danske Bank"."""
    if at + 1 >= len(kept) or not kept[at + 1].is_capital:
        return False
    if kept[at].low == "at":
        return kept[at - 1].low in who.PEOPLE
    return kept[at].low == "on" and kept[at - 1].is_capital and kept[at - 1].low in who.BODY_NOUNS


# --- people ---------------------------------------------------------------------------------------------


def _behind_role(kept: Sequence[Token]) -> Named | None:
    """ "Finance Minister Ada Moor", "the ranger Tom Blake", "Dr. Moor": the name behind what somebody is."""
    for at in range(len(kept) - 2, -1, -1):
        if kept[at].low not in who.ROLES or (at and kept[at - 1].text in "-'\u2019" and kept[at].low == "s"):
            continue
        first = at + 2 if kept[at + 1].text == "." else at + 1
        name = _name_run(kept, first)
        if name and _is_of_a_person(name):
            return Named(joined(name), PERSON, "")
        return None
    return None


def _name_run(kept: Sequence[Token], first: int) -> list[Token]:
    name: list[Token] = []
    for token in kept[first:]:
        if not (token.is_capital or is_particle(token) or token.text in "-'\u2019."):
            break
        name.append(token)
    while name and (is_particle(name[-1]) or name[-1].text in "-'\u2019"):
        name.pop()
    return name if name and any(token.is_capital for token in name) else []


def _is_of_a_person(name: Sequence[Token]) -> bool:
    return who.BODY_NOUNS.isdisjoint(token.low for token in name) and words.BODIES.isdisjoint(
        token.low for token in name
    )


# --- what stands without a role -------------------------------------------------------------------------


def _plain(kept: list[Token], places: frozenset[int]) -> Named:
    """A name, or nouns in small letters: a body that the nouns name, else somebody without a name."""
    behind = _behind_body_noun(kept)
    if behind:
        return Named(joined(behind), BODY)
    if not kept[-1].is_capital and kept[-1].low in who.EPITHETS:
        return Named(joined(kept), UNNAMED, kept[-1].low)
    if kept[0].low in who.PEOPLE and not (len(kept) > 1 and kept[1].is_capital):
        return _nouns(kept)
    proper = any(token.is_capital for token in kept[1:]) or (kept[0].is_capital and _begins_name(kept))
    if not proper:
        return _nouns(kept)
    if kept[-1].low in who.PEOPLE and not kept[-1].is_capital:
        return Named(joined(kept), UNNAMED)
    name = kept[:-2] if kept[-1].low == "s" and kept[-2].text in "'\u2019" and len(kept) > 2 else kept
    return Named(joined(name), _kind_of_name(name, places))


def _body(kept: list[Token], places: frozenset[int]) -> Named | None:
    if not kept:
        return None
    found = _plain(_proper_run(_without_tail(kept)), places)
    return found if found.kind is not PERSON else Named(found.name, BODY, found.pointing)


def _proper_run(kept: list[Token]) -> list[Token]:
    """ "The Lancet last year": the capitals and what joins them, where it begins with one."""
    if not kept[0].is_capital:
        return kept
    joins = who.CONJOINING | {"de", "des", "du", "la", "di", "s"}
    last = next((at for at, t in enumerate(kept) if not (t.is_capital or not t.is_word or t.low in joins)), len(kept))
    return _trimmed(kept[:last])


def _behind_body_noun(kept: Sequence[Token]) -> Sequence[Token]:
    """ "the charity Save the Children", "the pollster Ipsos": the name behind a noun in small letters."""
    for at in range(len(kept) - 1):
        if kept[at].low in who.BODY_NOUNS and not kept[at].is_capital and kept[at + 1].is_capital:
            return kept[at + 1 :]
    return ()


def _begins_name(kept: Sequence[Token]) -> bool:
    if kept[0].text.isupper() and len(kept[0].text) > 1:
        return True
    low = kept[0].low
    common = low in words.NOT_NAMES or low in words.REPORTS or low in who.PEOPLE or low in who.ROLES
    return not common and not (low in who.BODY_NOUNS and low not in who.KNOWN_BODIES)


def _nouns(kept: Sequence[Token]) -> Named:
    text = joined(kept)
    text = text[0].lower() + text[1:]
    head = next((kept[at - 1] for at, token in enumerate(kept) if at and token.low in who.OF_WHOM), kept[-1])
    if head.low in words.REPORTS or head.low in who.PEOPLE:
        return Named(text, UNNAMED)
    if head.low in who.BODY_NOUNS:
        return Named(text, BODY, head.low if len(kept) <= 2 else "")
    return Named(text, UNNAMED, head.low if len(kept) <= 2 else "")


def _kind_of_name(name: Sequence[Token], places: frozenset[int]) -> ClaimantKind:
    lows = [token.low for token in name if token.is_word]
    if any(low in who.BODY_NOUNS or low in words.BODIES for low in lows):
        return BODY
    capitals = [token for token in name if token.is_capital]
    if len(capitals) == 1:
        return _kind_of_word(capitals[0], places)
    if name[0].start in places or any(low in who.CONJOINING for low in lows[1:]) or any(t.text == "&" for t in name):
        return BODY
    last = capitals[-1]
    if last.low in who.PEOPLE:
        return UNNAMED
    return BODY if last.text.isupper() and len(last.text) > 3 and not capitals[0].text.isupper() else PERSON


def _kind_of_word(token: Token, places: frozenset[int]) -> ClaimantKind:
    if token.start in places or token.low in who.KNOWN_BODIES or (token.text.isupper() and len(token.text) > 1):
        return BODY
    return UNNAMED if token.low in who.PEOPLE else PERSON
