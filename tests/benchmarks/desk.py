"""Next and the claim page over ten thousand claims, on the database that DATABASE_URL names, beside the
barest that Django does on it. Run apart: `python -m tests.benchmarks.desk` on a database that may be filled.
"""

from __future__ import annotations

from collections.abc import Callable

import django
from django.core.management import call_command
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext
from django.urls import include, path, reverse

django.setup()

from claims.models import Claim, User  # noqa: E402
from claims.services.desk import next_claim, release_lease  # noqa: E402
from tests.benchmarks.measure import row, timed  # noqa: E402
from tests.benchmarks.seeds import CLAIMS, claim_with_evidence, fill  # noqa: E402
from tests.builders import make_queue, make_user  # noqa: E402

TIMES = 200


def bare(_request: HttpRequest) -> HttpResponse:
    """What any page costs: the whole of the middleware, and no more."""
    return HttpResponse("bare")


urlpatterns = [path("bare/", bare), path("", include("factcheck.urls"))]


def main() -> None:
    call_command("migrate", verbosity=0)
    user = make_user("checker")
    fill([make_queue() for _each in range(4)])
    _analyse()
    print(f"The desk with {CLAIMS:,} claims in four queues, {connection.vendor}")
    _statements(user)
    with override_settings(ALLOWED_HOSTS=["testserver"], ROOT_URLCONF=__name__):
        _pages(user)


def _analyse() -> None:
    """What a running database does by itself after a while."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _statements(user: User) -> None:
    one = Claim.objects.order_by("-pk").values_list("pk", flat=True)[0]
    row("bare: one row read by its key", timed(lambda: Claim.objects.values_list("state").get(pk=one), TIMES))
    row("bare: one row written by its key", timed(lambda: Claim.objects.filter(pk=one).update(place="FRD"), TIMES))
    row("next claim, leased; the ones before it stay held", timed(lambda: next_claim(user), TIMES))
    row("next claim, leased and given back", timed(lambda: _turn(user), TIMES))


def _turn(user: User) -> None:
    given = next_claim(user)
    assert given.claim_id is not None
    release_lease(user, given.claim_id)


def _pages(user: User) -> None:
    client = Client()
    client.force_login(user)
    claim = claim_with_evidence()
    address = reverse("claims:claim", args=[claim.pk])
    row("bare: a view that answers one word", timed(_get(client, "/bare/"), TIMES))
    row("Next pressed, to the redirect", timed(lambda: client.post(reverse("claims:next")), TIMES))
    row("claim page", f"{timed(_get(client, address), TIMES // 2)}   {_queries(client, address)} queries")
    home = reverse("claims:home")
    row("public list", f"{timed(_get(client, home), TIMES // 2)}   {_queries(client, home)} queries")


def _get(client: Client, address: str) -> Callable[[], object]:
    def get() -> None:
        response = client.get(address)
        assert response.status_code == 200, f"{address} answered {response.status_code}"

    return get


def _queries(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as asked:
        client.get(address)
    return len(asked)


if __name__ == "__main__":
    main()
