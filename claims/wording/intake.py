"""Words for what intake and fetching refuse or cannot do yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

CATALOGUE: dict[str, StrPromise] = {
    "file_kind": _("%(name)s is none of the files that the desk reads: give a .txt, .html, .pdf, .srt or .vtt file."),
    "token_name": _("Say which program is to hold the token, so that you know later which one to end."),
    "tokens_many": _("You have %(most)s tokens in force, which is the most: end one that no program needs any more."),
    "mail_too_large": _("The mail has more than %(limit)s MB: send the files one by one."),
    "mail_broken": _(
        "The mail is malformed and cannot be read: open it and paste its text, or send it on as a new one."
    ),
    "mailbox_away": _(
        "The mailbox could not be read, and the next turn tries again. If it goes on, an operator should look at "
        "MAILBOX and its password in the settings. It said: %(why)s"
    ),
    "not_subtitles": _("These are no subtitles of that kind: give a .srt or .vtt file as a player reads it."),
    "pdf_locked": _("The PDF opens with a password only: save it without one and send that."),
    "pdf_no_text": _(
        "The PDF holds pictures of pages and no text: run it through text recognition, or paste its text."
    ),
    "pdf_broken": _("The PDF is broken and cannot be read: open and save it anew, or paste its text."),
    "pdf_too_much": _("The PDF takes too long to read, or has more than 500 pages: send the part that matters."),
    "binary_text": _("This is not text: it holds bytes that no text has. Give a text or a saved page."),
    "not_text": _(
        "This is not text, and no text is in it: give a page, a plain text or a PDF, not an image or an archive."
    ),
    "no_main_text": _(
        "No article was found on the page: it may be a list, a notice or behind a log-in. Paste the text instead."
    ),
    "page_too_much": _("The page has far more parts than an article has: paste the text of the article instead."),
    "empty_text": _("There is no text: paste the article, or give its address."),
    "language_unread": _(
        "The desk does not read the language of this text (%(language)s): nothing was pulled from it. A sentence can "
        "be taken in by hand, and filled in."
    ),
    "text_too_long": _(
        "The text has %(length)s characters, more than the %(longest)s that are taken in: give it in parts."
    ),
    "text_known": _("The desk has this text already: search for it among the articles."),
    "future_date": _("%(date)s lies in the future: give the day on which the article was published."),
    "other_published_on": _(
        "The article is known as published on %(kept)s, not on %(given)s: mend it in the admin site."
    ),
    "other_outlet": _("The article is known as published by %(kept)s, not by %(given)s: mend it in the admin site."),
    "no_table": _("the reference table %(table)s was not uploaded: put it in force in the admin site"),
    "bad_table": _("line %(line)s of the reference table: %(why)s"),
    "no_connector": _("no connector is called %(connector)s: choose another one for this source"),
    "never_finished": _("it was begun many times and never finished: the desk's log says why"),
    "not_asked_yet": _("not asked yet"),
    "replay_ran_out": _("the connector asks for more than the stored run holds"),
    "replay_query": _("the stored query cannot be read by this version"),
}
