"""Every read that is more than one filter, aware of who asks.

A package in place of one file, for its length. A read asks a bounded number of queries whatever the size of
the tables; lists are pages by keyset.
"""

from claims.queries.claim_page import (
    KNOWN,
    NEEDED,
    ClaimElsewhere,
    ClaimView,
    EvidenceView,
    Lease,
    RatingChoice,
    appearance_of,
    claim_for_page,
    first_snapshots,
    new_wording_of,
    observations_for_chart,
    ratings_in_force,
)
from claims.queries.desk import (
    NavigationCounts,
    colleagues_for,
    deferrals_of,
    handed_to,
    held_by,
    last_claim_of,
    my_returned,
    navigation_counts,
    open_queues,
    queues_of,
    undoable,
    waiting_claims,
    works_on,
)
from claims.queries.paging import COUNT_LIMIT, PAGE_SIZE, Page
from claims.queries.publications import PublicView, newest_publications, public_verdict
from claims.queries.queue_counts import COUNTED, QueueRow
from claims.queries.review import (
    ReviewView,
    check_for_review,
    cited_findings,
    submitted_checks,
    superseded_numbers,
)

__all__ = [
    "COUNTED",
    "COUNT_LIMIT",
    "KNOWN",
    "NEEDED",
    "PAGE_SIZE",
    "ClaimElsewhere",
    "ClaimView",
    "EvidenceView",
    "Lease",
    "NavigationCounts",
    "Page",
    "PublicView",
    "QueueRow",
    "RatingChoice",
    "ReviewView",
    "appearance_of",
    "check_for_review",
    "colleagues_for",
    "deferrals_of",
    "handed_to",
    "last_claim_of",
    "undoable",
    "cited_findings",
    "claim_for_page",
    "first_snapshots",
    "held_by",
    "my_returned",
    "navigation_counts",
    "new_wording_of",
    "newest_publications",
    "observations_for_chart",
    "open_queues",
    "works_on",
    "public_verdict",
    "queues_of",
    "ratings_in_force",
    "submitted_checks",
    "superseded_numbers",
    "waiting_claims",
]
