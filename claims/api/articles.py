"""Articles posted by a program with a token: JSON in, JSON out."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, JsonResponse
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from claims.forms import AddressForm, IntakeForm, PasteForm
from claims.models import Claim, User
from claims.services.intake import Received, receive_address, receive_text
from claims.services.refusal import Refused
from claims.services.tokens import owner_of
from claims.tasks import read_text
from claims.wording import sentence

LARGEST = 5_000_000  # bytes
FIELDS = frozenset({"text", "address", "title", "author", "outlet", "published_on"})
SCHEME = "bearer"
TAKE_IN = "claims.take_in"


@csrf_exempt  # no cookie is read: whoever posts shows a token, which no browser sends by itself
@require_POST
def post_article(request: HttpRequest) -> JsonResponse:
    """Take in an article: 201 with where it stands, 200 where the desk has it already.

    The body is an object with `text`, or with `address` alone, which is fetched; besides them `title`, `author`,
    `outlet` and `published_on` (YYYY-MM-DD), all optional. 401 without a token in force, 403 where its owner may
    not take in articles, 400 for what is no such object, 413 above 5 MB, 422 with the reasons.
    """
    user = _sender(request)
    if user is None:
        return _refused(401, ["A token in force is needed: Authorization: Bearer fck_..."])
    if not user.has_perm(TAKE_IN):
        return _refused(403, ["The owner of this token may not take in articles."])
    if _length(request) > LARGEST:
        return _refused(413, ["An article has 5 MB at most."])
    given = _object(request.body) if _length(request) else None
    if given is None:
        return _refused(
            400, [f"One JSON object of texts is needed, with no other fields than {', '.join(sorted(FIELDS))}."]
        )
    return _take(given, user)


def _sender(request: HttpRequest) -> User | None:
    scheme, _space, token = request.headers.get("Authorization", "").partition(" ")
    return owner_of(token.strip()) if scheme.casefold() == SCHEME and token.strip() else None


def _length(request: HttpRequest) -> int:
    """Bytes, as it says; 0 where that is no number, and then there is no body to be read."""
    said = request.headers.get("Content-Length") or ""
    return int(said[:20]) if said.isascii() and said.isdigit() else 0


def _object(body: bytes) -> Mapping[str, str] | None:
    try:
        given: Any = json.loads(body)
    except (ValueError, RecursionError):
        return None
    if not isinstance(given, dict) or not FIELDS.issuperset(given):
        return None
    return given if all(isinstance(value, str) for value in given.values()) else None


def _take(given: Mapping[str, str], user: User) -> JsonResponse:
    fetched = not given.get("text", "").strip()
    form: IntakeForm = AddressForm(given) if fetched else PasteForm(given)
    if not form.is_valid():
        return _refused(422, [f"{name}: {words}" for name, each in form.errors.items() for words in each])
    try:
        if fetched:
            received = receive_address(**form.cleaned_data, actor=user)
        else:
            received = receive_text(**form.cleaned_data, actor=user)
    except Refused as refusal:
        return _refused(422, [sentence(problem) for problem in refusal.problems])
    read_text(received.version_id)
    return _answer(received)


def _answer(received: Received) -> JsonResponse:
    found = Claim.objects.filter(article_id=received.article_id).count()
    body = {
        "article": received.article_id,
        "page": reverse("claims:article", args=[received.article_id]),
        "new": received.new,
        "claims": found,
    }
    return JsonResponse(body, status=201 if received.new else 200)


def _refused(status: int, problems: list[str]) -> JsonResponse:
    answer = JsonResponse({"problems": problems}, status=status)
    if status == 401:
        answer["WWW-Authenticate"] = "Bearer"
    return answer
