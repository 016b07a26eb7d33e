"""The period that a sentence names, as a span of days."""

from __future__ import annotations

from datetime import date

import pytest

from claims.extraction.periods import find_period

SAID_ON = date(2018, 6, 11)


@pytest.mark.parametrize(
    ("text", "start", "end", "label"),
    [
        ("It was 5 percent in 2017.", "2017-01-01", "2017-12-31", "2017"),
        ("It was 5 percent in 2016-17.", "2016-01-01", "2017-12-31", "2016-17"),
        ("In 2014–16 it was 5 percent.", "2014-01-01", "2016-12-31", "2014–16"),
        ("In 1999-2000 it fell.", "1999-01-01", "2000-12-31", "1999-2000"),
        ("It fell between 2010 and 2015.", "2010-01-01", "2015-12-31", "between 2010 and 2015"),
        ("It fell from 1998 to 2003.", "1998-01-01", "2003-12-31", "from 1998 to 2003"),
        ("It was 4.4 percent in March 2016.", "2016-03-01", "2016-03-31", "March 2016"),
        ("On March 12, 2016, it fell.", "2016-03-12", "2016-03-12", "March 12, 2016"),
        ("On 12 March 2016 it fell.", "2016-03-12", "2016-03-12", "12 March 2016"),
        ("In the first quarter of 2017 it fell.", "2017-01-01", "2017-03-31", "first quarter of 2017"),
        ("It fell in Q3 2017.", "2017-07-01", "2017-09-30", "Q3 2017"),
        ("In the October-December quarter it fell.", "2017-10-01", "2017-12-31", "October-December quarter"),
        ("In the March quarter of 2017 it fell.", "2017-01-01", "2017-03-31", "March quarter of 2017"),
        ("In the second half of 2017 it fell.", "2017-07-01", "2017-12-31", "second half of 2017"),
        ("It was 5 percent by the end of February.", "2018-02-28", "2018-02-28", "end of February"),
        ("It was 5 million at the end of 2011.", "2011-12-31", "2011-12-31", "end of 2011"),
        ("It fell in the year to March 2018.", "2017-04-01", "2018-03-31", "year to March 2018"),
        ("It has fallen since 2000.", "2000-01-01", "2018-06-11", "since 2000"),
        ("It fell in the 1990s.", "1990-01-01", "1999-12-31", "1990s"),
        ("It fell in fiscal 2017.", "2017-01-01", "2017-12-31", "fiscal 2017"),
        ("It fell last year.", "2017-01-01", "2017-12-31", "last year"),
        ("It fell this year.", "2018-01-01", "2018-12-31", "this year"),
        ("It fell in November.", "2017-11-01", "2017-11-30", "November"),
        ("It fell in May.", "2018-05-01", "2018-05-31", "May"),
        ("It fell last month.", "2018-05-01", "2018-05-31", "last month"),
        ("It fell last quarter.", "2018-01-01", "2018-03-31", "last quarter"),
        ("It fell over the past decade.", "2008-06-12", "2018-06-11", "past decade"),
        ("It fell in the last three months.", "2018-03-12", "2018-06-11", "last three months"),
        ("It stood there ten years ago.", "2008-01-01", "2008-12-31", "ten years ago"),
    ],
)
def test_a_period_is_a_true_span_of_days(text: str, start: str, end: str, label: str) -> None:
    period = find_period(text, SAID_ON)

    assert period is not None
    assert (period.start.isoformat(), period.end.isoformat(), period.label) == (start, end, label)


@pytest.mark.parametrize(
    "text",
    [
        "It may rise 5 percent.",
        "They march 2,019 miles.",
        "It cost $2000-2500.",
        "There were 2,000 people.",
        "It is 5 percent.",
        "It fell on February 30, 2017.",
        "",
    ],
)
def test_what_names_no_period_gives_none(text: str) -> None:
    assert find_period(text, SAID_ON) is None


@pytest.mark.parametrize("text", ["It fell last year.", "It fell in November.", "It fell over the past decade."])
def test_relative_words_mean_nothing_without_a_day(text: str) -> None:
    assert find_period(text, None) is None


def test_of_two_periods_the_one_that_goes_with_the_number_counts() -> None:
    text = "After a rise in 2012, it fell to 5 percent in 2015."

    period = find_period(text, SAID_ON, text.index("5 percent"))

    assert period is not None
    assert period.label == "2015"


def test_a_month_at_the_very_edge_of_the_calendar_is_no_error() -> None:
    assert find_period("It fell over the past 90 decades.", date(1, 1, 5)) is None
