"""Poll feeds: ring for them, or with --now ask, fetch and read here."""

from __future__ import annotations

from collections import deque
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from claims.models import Feed, FeedItem
from claims.services.extract import extract_version
from claims.services.feeds import poll_now
from claims.services.polling import Due, work_host
from claims.services.taking_in import take_in
from claims.sources.addresses import address_key
from claims.tasks import ring_hosts, ring_lookups, ring_model


class Command(BaseCommand):
    help = "Poll all feeds, or the one of an address, whenever their turn would have come."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("address", nargs="?", help="of one feed of the desk")
        parser.add_argument(
            "--now", action="store_true", help="ask, fetch and read here: no broker and no worker is needed"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        feeds = Feed.objects.filter(active=True)
        if options["address"]:
            feeds = feeds.filter(address_key=address_key(options["address"]))
            if not feeds.exists():
                raise CommandError(f"No feed that is on has the address {options['address']}: add it under Tables.")
        last = FeedItem.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
        hosts = poll_now(None, feeds.values_list("pk", flat=True))
        if options["now"]:
            self._work(hosts)
        else:
            ring_hosts(hosts)
        self.stdout.write(self._told(last, options["now"], len(hosts)))

    def _work(self, hosts: list[str]) -> None:
        """One attempt each; what is not done stays due and is left to a worker."""
        waiting = deque(hosts)
        while waiting:
            for told in work_host(waiting.popleft()):
                waiting.extend(told.hosts)
                self._read(told)

    def _read(self, told: Due) -> None:
        for item_id in told.items:
            version_id = take_in(item_id)
            if version_id is not None:
                ring_lookups(extract_version(version_id))
                ring_model([version_id])

    def _told(self, last: int, now: bool, hosts: int) -> str:
        if not now:
            return f"{hosts} host{'' if hosts == 1 else 's'} {'is' if hosts == 1 else 'are'} asked by the workers."
        fresh = FeedItem.objects.filter(pk__gt=last)
        return f"{fresh.count()} articles were named, {fresh.filter(state='done').count()} of them came in."
