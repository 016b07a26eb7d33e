"""Transcripts with times: subtitles (SRT, WebVTT) and plain texts whose lines begin with a time.

A transcript becomes a text in paragraphs, each beginning with its speaker where one is named ("MOOR: Half of
them are poor."), as `turns` reads it, and a list of cues that say which time a place in the text has.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from io import StringIO

import webvtt
from webvtt.errors import MalformedCaptionError, MalformedFileError

PAUSE = 4.0  # seconds of silence after which somebody else may be speaking
LONG_ENOUGH = 600  # characters after which a paragraph ends with its sentence
LONGEST_RECORDING = 1_000 * 3600  # seconds
TIMED_LINES = 3  # lines that begin with a time, from which a plain text is a transcript with times
UNNAMED = "UNIDENTIFIED"  # somebody else, of whom the captions do not say who; `turns` knows the word
SENTENCE_END = (".", "!", "?", "…", '."', '!"', '?"', ".”", "!”", "?”")

_TIME = r"(?:(?P<h>\d{1,2}):)?(?P<m>\d{1,2}):(?P<s>[0-5]\d)(?:[.,]\d{1,3})?"
_TIMED = re.compile(
    rf"[\[(]?{_TIME}[\])]?(?: ?[-–—]+>? ?[\[(]?(?:\d{{1,2}}:)?\d{{1,2}}:\d\d(?:[.,]\d+)?[\])]?)?:?[ \t]+(?=\S)"
)
_DASH = re.compile(r"^(?:>>+|[-–—])[ \t]*")
_LABEL = re.compile(r"(?P<label>[^\W\d_][\w.'’ -]{0,58}[\w.)])(?: \([^)]{1,30}\))?:[ \t]+(?=\S)")
_DASHED = re.compile(r"\n(?=[ \t]*(?:>>|[-–—]))")
_ASKED = re.compile(r"[^\W\d_]:[ \t]+(?=\S)")  # "Q:" and "A:" name nobody
_VOICE = re.compile(r"<v(?:\.[^\s>]{1,100})?[ \t]+([^<>]{1,200})>")
_MARKUP = re.compile(r"<[^<>]{0,1000}>|\{\\[^}]{0,100}\}")
_SOUND = re.compile(r"[\[(♪][^\[(\])♪]{0,80}[\])♪]")


@dataclass(frozen=True, slots=True)
class Cue:
    """A place in a text, in code points, and the time from the start at which it was said, in seconds."""

    start: int
    seconds: int


@dataclass(frozen=True, slots=True)
class Transcript:
    text: str
    cues: tuple[Cue, ...]


@dataclass(frozen=True, slots=True)
class _Line:
    speaker: str
    words: str
    begins: float
    ends: float


class TranscriptError(Exception):
    """The bytes are no subtitles of that kind."""


def read_subtitles(text: str, kind: str) -> Transcript:
    """Subtitles of a kind, "srt" or "vtt", as a transcript. Raises TranscriptError for what is not such."""
    try:
        captions = webvtt.from_buffer(StringIO(text.replace("\r\n", "\n").replace("\r", "\n")), format=kind)
        lines = [
            _spoken(voice, words, _seconds(each.start), _seconds(each.end))
            for each in captions.captions
            for voice, words in _turns_of(each.raw_text)
        ]
    except (MalformedFileError, MalformedCaptionError, ValueError) as error:
        raise TranscriptError(str(error)) from error
    return _put_together(line for line in lines if line.words)


def _turns_of(caption: str) -> Iterator[tuple[str, str]]:
    """The voice and the words of each turn: many captions hold two speakers, each with a voice or a dash."""
    parts = _VOICE.split(caption)
    for voice, text in zip(["", *parts[1::2]], parts[::2], strict=True):
        words = _MARKUP.sub("", text).strip()
        for turn in _DASHED.split(words) if _DASH.match(words) else [words]:
            yield voice, turn


def read_timed(text: str) -> Transcript | None:
    """A plain text as a transcript, its times taken out; None where its lines do not begin with times."""
    lines = text.split("\n")
    timed = [_TIMED.match(line) for line in lines]
    if sum(match is not None for match in timed) < TIMED_LINES:
        return None
    parts: list[str] = []
    cues: list[Cue] = []
    at = 0
    for line, match in zip(lines, timed, strict=True):
        kept = line[match.end() :] if match else line
        if match:
            cues.append(Cue(at, _of(match)))
        parts.append(kept)
        at += len(kept) + 1
    return Transcript("\n".join(parts), tuple(cues))


def _of(match: re.Match[str]) -> int:
    return int(match["h"] or 0) * 3600 + int(match["m"]) * 60 + int(match["s"])


def _seconds(stamp: str) -> float:
    """Raises ValueError for a time that no recording has."""
    hours, minutes, seconds = stamp.rsplit(":", 2) if stamp.count(":") == 2 else ("0", *stamp.split(":"))
    found = int(hours) * 3600 + int(minutes) * 60 + float(seconds)
    if found > LONGEST_RECORDING:
        raise ValueError(f"no recording is as long as {stamp[:20]}")
    return found


def _spoken(voice: str, text: str, begins: float, ends: float) -> _Line:
    """One caption: who speaks, where it says so, and the words on one line, without sounds ("[applause]")."""
    words = " ".join(unicodedata.normalize("NFC", html.unescape(text)).split())
    marked = _DASH.match(words)
    words = words[marked.end() :] if marked else words
    marked = marked or _ASKED.match(words)
    label = _LABEL.match(words)
    named = label["label"] if label and _is_name(label["label"]) else ""
    speaker = " ".join(html.unescape(voice).split()) or named
    if label and named.casefold() == speaker.casefold():
        words = words[label.end() :]
    return _Line(speaker or (UNNAMED if marked else ""), " ".join(_SOUND.sub(" ", words).split()), begins, ends)


def _is_name(label: str) -> bool:
    """Words that each begin with a capital, four at most: not "He said this: ..."."""
    parts = label.split()
    return len(parts) <= 4 and all(part[0].isupper() for part in parts)


def _put_together(lines: Iterable[_Line]) -> Transcript:
    """Paragraphs of one speaker each; a nameless change of speaker ("-", ">>") and a silence begin one too."""
    paragraphs: list[str] = []
    cues: list[Cue] = []
    at, speaker, ended = 0, "", 0.0
    current = ""
    for line in lines:
        silent = not line.speaker and line.begins - ended > PAUSE
        changes = line.speaker not in ("", speaker) or line.speaker == UNNAMED
        long = len(current) > LONG_ENOUGH and current.endswith(SENTENCE_END)
        if current and (changes or silent or long):
            paragraphs.append(current)
            at += len(current) + 2
            current = ""
        speaker = line.speaker or speaker
        cues.append(Cue(at + len(current) + bool(current), int(line.begins)))
        current = f"{current} {line.words}" if current else f"{_label_of(speaker)}{line.words}"
        ended = line.ends
    return Transcript("\n\n".join([*paragraphs, current] if current else paragraphs), tuple(cues))


def _label_of(speaker: str) -> str:
    return f"{speaker.upper()}: " if speaker else ""
