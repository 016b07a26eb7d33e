"""Asking for archived copies of addresses: one row of work each, written where the archive is known."""

from __future__ import annotations

import ipaddress
from datetime import date

from django.utils import timezone

from claims.fetching import config_of
from claims.models import ArchiveLookup, ArticleAddress, Evidence
from claims.sources.addresses import is_public
from claims.sources.fact_check_fields import host_of

ARCHIVE = "wayback"


def ask_copy_of_article(address: ArticleAddress, day: date) -> None:
    """Inside its caller's transaction; a worker hears of it by the next sweep, nothing waits for it."""
    if _may_be_asked(address.address):
        ArchiveLookup.objects.create(article_address=address, day=day)


def ask_copy_of_evidence(piece: Evidence) -> None:
    """The copy nearest to today, when a person read the page."""
    if _may_be_asked(piece.address):
        ArchiveLookup.objects.create(evidence=piece, day=timezone.localdate())


def _may_be_asked(address: str) -> bool:
    """Whether the archive is known, and the address one that it can have: names of the house stay in the house."""
    host = host_of(address)
    try:
        public = is_public(ipaddress.ip_address(host))
    except ValueError:
        public = "." in host
    return public and bool(config_of(ARCHIVE).base)
