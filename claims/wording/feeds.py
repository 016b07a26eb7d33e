"""Words for what polls of feeds say, and for why an article that a feed named was left aside."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

CATALOGUE: dict[str, StrPromise] = {
    "feed_empty": _("The address answered with nothing in it."),
    "feed_unknown": _("This is not a feed: neither RSS, Atom, JSON Feed nor a sitemap, and no web page."),
    "feed_packed": _("The file is packed and cannot be unpacked, or is far too large once it is."),
    "feed_is_index": _(
        "This sitemap lists other sitemaps. Give the address of the one with the news, for instance %(address)s."
    ),
    "feed_is_page": _(
        "This is a web page, and it names no feed. Give the address of a feed, or choose “page to watch” as its kind."
    ),
    "feed_became_page": _("It was %(was)s and is a web page now: the feed may have moved. Look for its new address."),
    "feed_no_addresses": _("None of its %(number)s entries has an address of an article."),
    "feed_gone": _("The address is gone for good (status %(status)s), so the feed was switched off."),
    "feed_found": _("The page names a feed, which is polled from now on: %(address)s"),
    "feed_moved": _("The feed has moved for good and is polled at its new address: %(address)s"),
    "feed_double": _("It leads to %(address)s, which another feed of the desk polls, so this one was switched off."),
    "feed_shape": _("It was %(was)s and is %(now)s now. It is read all the same."),
    "feed_mended": _("Its characters are not in the encoding that it claims. They were read as best they could."),
    "feed_waiting": _("%(taken)s articles were taken from it, %(number)s more wait for the next poll."),
    "feed_beyond": _("%(number)s entries at its end were not looked at: it names too many at once."),
    "feed_nothing": _("It names no article."),
    "feed_quiet": _("It has named nothing new for much longer than usual."),
    "robots_refused": _("%(host)s asks programs not to read this address (robots.txt)."),
    "robots_unreadable": _(
        "%(host)s gave no answer on what programs may read (robots.txt), so nothing is read there yet."
    ),
    "item_no_address": _("The feed gives no address for it."),
    "item_bad_address": _("Its address cannot be opened: %(address)s"),
    "item_known": _("The desk has this address already."),
    "item_first_look": _("It stood on the page when it was first looked at. Only what comes later is taken in."),
    "item_old": _("It was published on %(date)s, more than %(days)s days before the feed was read."),
    "item_ahead": _("The feed dates it %(date)s, which lies ahead. That date was not taken."),
    "item_text_known": _("The same text stands in the desk under another address."),
    "item_not_again": _("There is nothing to try again: it is waiting already, or it has no address."),
}
