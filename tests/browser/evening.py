"""What has to stand in the tables when a day at the desk is over."""

from __future__ import annotations

import hashlib

from claims.models import Check, Claim, Comment, DraftVersion, Finding, Lookup, Verdict, WorkState
from claims.services.sealing import verify_chain
from tests.browser.shift import HUNGER, ON_A_TRAIN, PEOPLE, SMITH, TRADE
from tests.faults.processes import until


def nothing_is_lost() -> None:
    assert dict(Claim.objects.values_list("sentence", "state")) == {
        HUNGER: "published",
        SMITH: "published",
        TRADE: "queued",
        PEOPLE: "queued",
    }
    until(lambda: not Lookup.objects.filter(state=WorkState.PENDING).exists(), "every lookup has its end")
    every_finding_stands_once()
    checks = list(Check.objects.filter(submitted_at__isnull=False).order_by("pk"))
    people = [(check.claim.sentence, check.checker.username, check.state) for check in checks]
    assert people == [
        (HUNGER, "ada", "returned"),
        (SMITH, "bea", "signed"),
        (HUNGER, "ada", "signed"),
        (SMITH, "ada", "withdrawn"),  # one of two that agree is signed, the other set aside
        (HUNGER, "bea", "signed"),
    ]
    for check in checks:
        assert hashlib.sha256(check.record.encode()).hexdigest() == check.record_sha256
        assert check.drafts.latest("number").content["reasoning"] == check.reasoning
        assert check.decisions.filter(decided="confirmed").exists()
    drafts = DraftVersion.objects.values_list("content__reasoning", flat=True)
    assert any(ON_A_TRAIN in words for words in drafts)
    verdicts = Verdict.objects.order_by("pk").values_list(
        "publication__claim__sentence", "number", "signed_by__username"
    )
    assert list(verdicts) == [(HUNGER, 1, "eva"), (SMITH, 1, "eva"), (HUNGER, 2, "eric")]
    assert Comment.objects.get().resolved_at is not None
    until(lambda: verify_chain().waiting == 0, "every event is sealed")
    assert verify_chain().broken is None


def every_finding_stands_once() -> None:
    """A worker that died left nothing undone, and nothing was done twice."""
    found = Finding.objects.filter(superseded_at=None).values_list("claim", "series", "as_of")
    assert len(found) == len(set(found))
