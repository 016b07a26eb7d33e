"""Words for what intake and fetching refuse or cannot do yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

CATALOGUE: dict[str, StrPromise] = {
    "file_kind": _("%(name)s is neither a text nor a saved page: give a .txt or an .html file."),
    "binary_text": _("This is not text: it holds bytes that no text has. Give a text or a saved page."),
    "not_text": _(
        "This is not text, and no text is in it: give a page or a plain text, not an image, a PDF or an archive."
    ),
    "no_main_text": _(
        "No article was found on the page: it may be a list, a notice or behind a log-in. Paste the text instead."
    ),
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
