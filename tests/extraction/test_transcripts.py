"""Transcripts with times: who speaks, and when, from subtitles and from lines that begin with a time."""

from __future__ import annotations

import pytest

from claims.extraction.pipeline import extract
from claims.extraction.transcripts import TranscriptError, read_subtitles, read_timed
from claims.packs import load_lexicon

VTT = """WEBVTT

NOTE recorded by hand

1
00:00:01.000 --> 00:00:03.000
<v Mary O'Neill>In Kenya 25 percent of the <i>population</i>

00:00:03.000 --> 00:00:05.000
<v Mary O'Neill>is undernourished.

01:02:06.000 --> 01:02:08.000
<v José Muñoz>No: 30 percent of it &amp; more.
"""
SRT = """1
00:00:01,000 --> 00:00:03,000
MOOR: Half of them are

2
00:00:03,500 --> 00:00:05,000
poor. [applause]

3
00:00:05,500 --> 00:00:07,000
>> SMITH (through interpreter): And more.

4
00:00:07,500 --> 00:00:09,000
- Who says so?
"""


def test_voices_of_web_vtt_begin_paragraphs_with_the_time_of_each_caption() -> None:
    found = read_subtitles(VTT, "vtt")

    assert found.text.split("\n\n") == [
        "MARY O'NEILL: In Kenya 25 percent of the population is undernourished.",
        "JOSÉ MUÑOZ: No: 30 percent of it & more.",
    ]
    assert [each.seconds for each in found.cues] == [1, 3, 3726]
    assert [found.text[each.start :][:9] for each in found.cues] == ["MARY O'NE", "is undern", "JOSÉ MUÑO"]


def test_srt_tells_speakers_by_labels_and_dashes_and_leaves_sounds_out() -> None:
    found = read_subtitles(SRT, "srt")

    assert found.text.split("\n\n") == [
        "MOOR: Half of them are poor.",
        "SMITH: And more.",
        "UNIDENTIFIED: Who says so?",
    ]


def test_a_silence_begins_a_paragraph_where_nobody_is_named() -> None:
    spoken = (
        ("01,000 --> 00:00:02,000", "One."),
        ("02,500 --> 00:00:03,000", "Two."),
        ("30,000 --> 00:00:31,000", "Later."),
    )
    text = [f"{number}\n00:00:{times}\n{words}" for number, (times, words) in enumerate(spoken, start=1)]

    assert read_subtitles("\n\n".join(text), "srt").text == "One. Two.\n\nLater."


@pytest.mark.parametrize(
    ("text", "kind"), [("", "srt"), ("just words", "vtt"), ("1\n2\n3", "srt"), ("\x01\x02", "vtt")]
)
def test_what_is_no_subtitles_says_so(text: str, kind: str) -> None:
    with pytest.raises(TranscriptError):
        read_subtitles(text, kind)


def test_times_before_the_lines_of_a_plain_text_are_taken_out_and_kept() -> None:
    found = read_timed("[00:12] MOOR: Half.\n00:14 SMITH: No.\n1:00:15 - 1:00:20 MOOR: Yes.\nAnd more.")

    assert found is not None
    assert found.text == "MOOR: Half.\nSMITH: No.\nMOOR: Yes.\nAnd more."
    assert [(each.start, each.seconds) for each in found.cues] == [(0, 12), (12, 14), (23, 3615)]
    assert read_timed("12:30 is when we eat.\nAnd 40 percent are hungry.") is None


def test_each_claim_of_a_debate_is_that_of_who_has_the_word() -> None:
    captions = [
        "<v Mary O'Neill>In Kenya 25 percent of the population is undernourished.",
        "<v José Muñoz>In Chad 35 percent of the population is undernourished.",
        "<v Mary O'Neill>In Mali 5 percent of the population is undernourished.",
    ]
    times = [f"00:00:0{at}.000 --> 00:00:0{at + 1}.000\n{each}" for at, each in enumerate(captions, start=1)]
    text = read_subtitles("\n\n".join(["WEBVTT", *times]), "vtt").text
    found = extract(text, lexicon=load_lexicon())

    assert [claim.claimant for claim in found.claims] == [
        "Mary O'Neill",
        "José Muñoz",
        "Mary O'Neill",
    ]


def test_whom_a_transcript_does_not_name_is_not_taken_for_the_one_before() -> None:
    text = "MOOR: Good evening.\n\nUNIDENTIFIED: In Kenya 25 percent of the population is undernourished.\n\nMOOR: No."
    [claim] = [each for each in extract(text, lexicon=load_lexicon()).claims if "Kenya" in each.sentence]

    assert claim.claimant is None


@pytest.mark.parametrize(
    ("caption", "paragraphs"),
    [
        ("<v.loud Mary>Half.</v>\n<v José Muñoz>No, <c.red>a third</c>.", ["MARY: Half.", "JOSÉ MUÑOZ: No, a third."]),
        ("- Half.\n- No.", ["UNIDENTIFIED: Half.", "UNIDENTIFIED: No."]),
        ("Half of them,\n- or a third.", ["Half of them, - or a third."]),
        (r"{\an8}JOSÉ MUÑOZ: No.", ["JOSÉ MUÑOZ: No."]),
        ("Q: Why so?", ["UNIDENTIFIED: Q: Why so?"]),
        ("<" * 200_000, ["<" * 200_000]),
    ],
)
def test_each_turn_of_a_caption_is_that_of_who_has_it(caption: str, paragraphs: list[str]) -> None:
    text = f"\ufeffWEBVTT\r\n\r\n00:01.000 --> 00:03.000 align:start position:10%\r\n{caption}\n"

    assert read_subtitles(text.removeprefix("\ufeff"), "vtt").text.split("\n\n") == paragraphs


def test_questions_and_answers_of_nobody_are_not_of_who_spoke_before() -> None:
    said = "In Kenya 25 percent of the population is undernourished."
    text = f"MOOR: Good evening.\n\nQ: Why?\n\nA: {said}\n\nMOOR: No.\n\nSMITH: Yes."
    [claim] = [each for each in extract(text, lexicon=load_lexicon()).claims if "Kenya" in each.sentence]

    assert claim.claimant is None
