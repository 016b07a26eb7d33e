"""Earlier fact-checks of one claim: searched for on demand, taken as evidence or put away by a person.

What others found is never the verdict: a checker takes it as evidence and decides on it like on any other.
"""

from __future__ import annotations

from django.db import transaction

from claims import fetching
from claims.gating import GateClosed
from claims.models import Claim, Evidence, PriorCheck, PriorHit, PriorSearch, User
from claims.services.refusal import Refused
from claims.services.steps import work
from claims.services.steps.archive import ask_copy_of_evidence
from claims.services.steps.earlier import allow_list, allowed, store
from claims.services.steps.evidence import OPEN, next_number
from claims.sources.fact_checks import read_search, search_request
from claims.values import FactCheck, SourceError
from claims.workflow import CHECKING, NotAllowed, WrongState, record_event, step_work

SERVICE = "fact_checks"


def search(user: User, claim_id: int) -> int:
    """Ask for a search for a claim, again where one is over; the id of the search that is due."""
    _checker(user)
    claim = Claim.objects.get(pk=claim_id)
    try:
        search_request(fetching.config_of(SERVICE), claim.sentence)
    except SourceError as error:
        raise Refused(error.code, numbers=error.numbers) from error
    with transaction.atomic():
        row, made = PriorSearch.objects.get_or_create(claim=claim, defaults={"asked_by": user})
        if not made:
            again = {"attempts": 0, "due_at": work.in_seconds(0), "rung_at": None, "last_error": "", "asked_by": user}
            step_work(PriorSearch.objects.filter(pk=row.pk), "retry", **again)
        record_event(user, "claim.search_fact_checks", claim, {"search": row.pk})
    return row.pk


def work_search(search_id: int) -> None:
    """Send the search and store its hits, those of publishers on the list."""
    taken = work.take(PriorSearch.objects.filter(pk=search_id), limit=1)
    if not taken:
        return
    row = PriorSearch.objects.select_related("claim").get(pk=search_id)
    config = fetching.config_of(SERVICE)
    try:
        snapshot = fetching.ask(search_request(config, row.claim.sentence), secret=(("key", config.key),))
        response = fetching.response_of(snapshot)
        with response.body:
            hits = [each for each in read_search(response, config) if isinstance(each, FactCheck)]
    except GateClosed as gate:
        work.postpone(PriorSearch, taken, gate.until, gate.reason)
        return
    except SourceError as error:
        work.fail(PriorSearch, taken, error.reason, permanent=error.permanent, wait=error.retry_after)
        return
    kept, left_out = allowed(hits, allow_list())
    with transaction.atomic():
        ids = store(kept, in_force=False).ids.values()
        rows = [PriorHit(claim=row.claim, prior_id=pk, searched=True) for pk in ids]
        PriorHit.objects.bulk_create(rows, ignore_conflicts=True)
        PriorHit.objects.filter(claim=row.claim, prior__in=ids).update(searched=True)
        work.finish(PriorSearch, taken, found=len(kept), left_out=left_out, snapshot=snapshot)


def take_as_evidence(user: User, claim_id: int, prior_id: int) -> Evidence:
    """An earlier fact-check as evidence on a claim, as it stands now; once for each claim."""
    _checker(user)
    with transaction.atomic():
        claim = Claim.objects.select_for_update(of=("self",)).get(pk=claim_id)
        if claim.state not in OPEN:
            raise WrongState(f"Claim {claim_id} is {claim.state}")
        prior = PriorCheck.objects.select_related("publisher").get(pk=prior_id)
        known = claim.evidence.filter(prior=prior).first()
        return known or _new_evidence(claim, prior, user)


def _new_evidence(claim: Claim, prior: PriorCheck, user: User) -> Evidence:
    piece = Evidence.objects.create(
        claim=claim,
        number=next_number(claim),
        kind=Evidence.Kind.FACT_CHECK,
        prior=prior,
        rating=prior.rating,
        address=prior.address,
        title=(prior.title or prior.publisher.name)[:300],
        passage=prior.claim,
        dated=prior.reviewed_on,
        added_by=user,
    )
    PriorHit.objects.filter(claim=claim, prior=prior).update(dismissed_by=None)
    ask_copy_of_evidence(piece)
    record_event(user, "evidence.add", piece, {"claim": claim.pk, "prior": prior.pk})
    return piece


def dismiss(user: User, claim_id: int, prior_id: int) -> None:
    """Put an earlier fact-check away: it is on something else than this claim."""
    _put(user, claim_id, prior_id, user, "claim.dismiss_fact_check")


def restore(user: User, claim_id: int, prior_id: int) -> None:
    """Show what was put away again."""
    _put(user, claim_id, prior_id, None, "claim.restore_fact_check")


def _put(user: User, claim_id: int, prior_id: int, dismissed_by: User | None, action: str) -> None:
    _checker(user)
    with transaction.atomic():
        claim, prior = Claim.objects.get(pk=claim_id), PriorCheck.objects.get(pk=prior_id)
        PriorHit.objects.update_or_create(claim=claim, prior=prior, defaults={"dismissed_by": dismissed_by})
        record_event(user, action, claim, {"prior": prior.pk})


def _checker(user: User) -> None:
    if not user.has_perm(CHECKING):
        raise NotAllowed
