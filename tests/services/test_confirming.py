"""What a checker is asked: questions, translations, hidden proposals, drafts, like claims."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from typing import Any

import pytest

from claims.models import Check, Claim, DraftVersion, User
from claims.publishing.record import parse_record
from claims.queries.drafts import drafts_of
from claims.queries.hiding import proposal_hidden
from claims.queries.similar import claim_named, similar_claims
from claims.services import checks, desk, mending, own_evidence, translating
from claims.services.checks import DraftContent
from claims.services.own_evidence import Brought
from claims.services.refusal import Refused
from claims.services.steps.similar import keep_terms
from claims.values import Attribution
from tests.builders import (
    FAIR,
    make_claim,
    make_document,
    make_draft,
    make_finding,
    make_published,
    make_queue,
    make_scale,
    make_submitted,
    make_translation,
    make_user,
)
from tests.services.test_own_evidence import make_draft_again

pytestmark = pytest.mark.django_db
DAY = date(2018, 3, 6)


def refused(given: Brought) -> set[str]:
    with pytest.raises(Refused) as refusal:
        own_evidence.add_evidence(make_user(), make_claim().pk, given)
    return {problem.code for problem in refusal.value.problems}


def problems(user: User, check: Check) -> set[str]:
    with pytest.raises(Refused) as refusal:
        checks.submit_check(user, check.pk)
    return {problem.code for problem in refusal.value.problems}


def zipped(**files: bytes) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, body in files.items():
            archive.writestr(name.replace("__", "/").replace("_DOT_", "."), body)
    return packed.getvalue()


# --- questions ------------------------------------------------------------------------------------------


def submitted_with(answers: dict[str, Any], slug: str = "supported", **changes: Any) -> tuple[User, Check]:
    ratings = make_scale(
        ratings=[
            {"slug": "supported", "label": "Supported", "value": 5},
            {"slug": "missing-context", "label": "Missing context", "value": 3, "step": False},
            {"slug": "contradicted", "label": "Contradicted", "value": 1},
        ]
    )
    claim, user = make_claim(), make_user()
    make_finding(claim)
    return user, make_draft(claim, user, ratings[slug], answers=answers, **changes)


MISLEADS = FAIR | {"starting_year": {"answer": "misleads", "sentence": "It starts from the worst year."}}


def test_the_top_rating_asks_four_questions_and_no_other_does() -> None:
    assert problems(*submitted_with({})) == {"questions_open"}
    assert problems(*submitted_with({"cause": FAIR["cause"]})) == {"questions_open"}

    user, check = submitted_with({}, "contradicted")
    assert checks.submit_check(user, check.pk).record


def test_what_misleads_asks_for_missing_context() -> None:
    assert problems(*submitted_with(MISLEADS)) == {"misleads_context"}


def test_what_misleads_needs_its_sentence() -> None:
    silent = FAIR | {"cause": {"answer": "misleads", "sentence": " "}}

    assert problems(*submitted_with(silent, "missing-context")) == {"misleads_sentence"}


def test_the_sentence_on_what_misleads_goes_into_the_summary_once() -> None:
    user, check = submitted_with(MISLEADS, "missing-context", summary="It was 41.6.")

    submitted = checks.submit_check(user, check.pk)

    record = parse_record(submitted.record)
    assert record["summary"] == "It was 41.6. It starts from the worst year."
    assert submitted.summary == record["summary"]
    assert record["questions"][0] == {
        "question": "starting_year",
        "answer": "misleads",
        "sentence": "It starts from the worst year.",
    }


def test_a_quotation_is_confirmed_in_its_context() -> None:
    make_scale("attribution")
    claim, user = make_claim(attribution=Attribution.QUOTED), make_user()
    make_finding(claim)
    make_document(claim, user)
    said = make_scale("attribution")["cannot-be-established"].pk

    check = make_draft(claim, user, in_context=False, attribution_rating_id=said)
    assert problems(user, check) == {"quotation_context"}

    content = {**DraftVersion.objects.get().content, "in_context": True}
    checks.save_draft(user, check.pk, DraftContent(**content), typed_on=1)
    assert parse_record(checks.submit_check(user, check.pk).record)["in_context"] is True


# --- translations ---------------------------------------------------------------------------------------


def test_a_translation_is_kept_confirmed_and_signed_with_the_original() -> None:
    claim, user = make_claim(), make_user()
    make_finding(claim)
    document = make_document(claim, user, passage="vierzig Prozent")
    of_claim = make_translation(claim)
    of_passage = make_translation(claim, evidence_id=document.pk, text="forty percent", made_by="A program")
    check = make_draft(claim, user)

    assert problems(user, check) == {"translation_unconfirmed"}

    for row in (of_claim, of_passage):
        translating.confirm_translation(user, claim.pk, row.pk)
    record = parse_record(checks.submit_check(user, check.pk).record)
    assert record["translation"] == {"language": "de", "text": "As a person put it.", "made_by": "A. Nother"}
    cited = next(each["cited"] for each in record["decisions"] if each["kind"] == "document")
    assert (cited["passage"], cited["translation"]["text"]) == ("vierzig Prozent", "forty percent")


def test_another_text_takes_the_confirmation_back_and_the_same_does_not() -> None:
    claim = make_claim()
    row = make_translation(claim)
    translating.confirm_translation(make_user(), claim.pk, row.pk)

    make_translation(claim)
    row.refresh_from_db()
    assert row.confirmed_by is not None

    make_translation(claim, text="In other words.")
    row.refresh_from_db()
    assert (row.text, row.confirmed_by_id) == ("In other words.", None)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"language": "German!"}, "translation_language"),
        ({"text": " "}, "translation_empty"),
        ({"made_by": ""}, "translation_by"),
    ],
)
def test_a_translation_says_what_of_and_by_whom(changes: dict[str, Any], code: str) -> None:
    with pytest.raises(Refused) as refusal:
        make_translation(make_claim(), **changes)

    assert [problem.code for problem in refusal.value.problems] == [code]


def test_a_translation_of_another_claim_is_out_of_reach() -> None:
    row, other = make_translation(make_claim()), make_claim()

    for step in (translating.confirm_translation, translating.remove_translation):
        with pytest.raises(type(row).DoesNotExist):
            step(make_user(), other.pk, row.pk)


# --- hidden proposals -----------------------------------------------------------------------------------


def hidden(claim: Claim, user: User) -> bool:
    claim = Claim.objects.select_related("queue").get(pk=claim.pk)
    check = claim.checks.filter(checker=user).first()
    return proposal_hidden(claim, claim.readings.order_by("-number")[0], check, user)


def test_a_queue_hides_the_proposal_from_each_checker_until_they_confirm_the_reading() -> None:
    claim = make_claim(queue=make_queue(hide_proposal=True))
    make_finding(claim)
    first, second = make_user(), make_user()
    check = make_draft(claim, first)

    assert hidden(claim, first) and hidden(claim, second)
    assert "reading_unconfirmed" in problems(first, check)

    mending.confirm_reading(first, claim.pk)
    checks.confirm_for_check(first, claim.pk)

    assert not hidden(claim, first)
    assert hidden(claim, second)
    make_draft_again(claim, first, check)
    assert parse_record(checks.submit_check(first, check.pk).record)["proposal_hidden"] is True


def test_who_mends_the_reading_has_looked_at_it() -> None:
    claim = make_claim(queue=make_queue(hide_proposal=True))
    user = make_user()

    mending.mend_reading(user, claim.pk, changes={"low": "41", "high": "41"})

    assert not hidden(claim, user)


def test_other_queues_hide_nothing_and_the_record_says_so() -> None:
    assert parse_record(make_submitted().record)["proposal_hidden"] is False


# --- drafts ---------------------------------------------------------------------------------------------


def test_an_earlier_version_is_taken_back_and_none_is_lost() -> None:
    user = make_user()
    check = checks.open_check(user, make_claim().pk)
    for number, words in enumerate(("First.", "Second.", "Third.")):
        checks.save_draft(user, check.pk, DraftContent("W", None, None, "", words), typed_on=number)

    checks.restore_draft(user, check.pk, 1)

    check.refresh_from_db()
    assert check.reasoning == "First."
    found = drafts_of(user, check.claim_id)
    assert found is not None
    assert [row.content["reasoning"] for row in found.rows] == ["First.", "Third.", "Second.", "First."]
    assert drafts_of(make_user(), check.claim_id) is None


def test_a_version_from_before_the_questions_is_taken_back_too() -> None:
    user = make_user()
    check = checks.open_check(user, make_claim().pk)
    old = {"wording": "W", "rating_id": None, "attribution_rating_id": None, "summary": "", "reasoning": "Old."}
    DraftVersion.objects.create(draft_of=check, number=1, content=old)
    checks.save_draft(user, check.pk, DraftContent("W", None, None, "", "New."), typed_on=1)

    checks.restore_draft(user, check.pk, 1)

    check.refresh_from_db()
    assert check.reasoning == "Old."


# --- like claims ----------------------------------------------------------------------------------------


def told(claim: Claim) -> Claim:
    keep_terms(claim)
    return claim


def test_like_claims_are_found_verdicts_first_at_most_five() -> None:
    claim = told(make_claim())
    open_ones = [told(make_claim()) for _ in range(6)]
    published = told(make_published())
    told(make_claim(sentence="The harbour of Sylvania freezes over every other winter."))

    found = similar_claims(claim)

    assert len(found) == 5
    assert (found[0].claim, found[0].rating) == (published, "Supported")
    assert found[0].publication is not None
    assert {each.claim for each in found[1:]} <= set(open_ones)
    assert all(each.rating == "" for each in found[1:])


def test_a_claim_that_was_put_aside_is_not_what_the_desk_said() -> None:
    claim, other = told(make_claim()), told(make_claim())
    desk.dismiss_claim(make_user(), other.pk, reason="satire")  # type: ignore[arg-type]

    assert similar_claims(claim) == []


def test_a_claim_is_named_by_its_number_or_an_address() -> None:
    claim = make_published()
    public = claim.publication.public_id

    for text in (str(claim.pk), f"#{claim.pk}", f"https://desk.example/desk/claims/{claim.pk}/#verdict"):
        assert claim_named(text) == claim.pk
    for text in (f"/verdicts/{public}-some-slug/", f"https://desk.example/verdicts/{public}/"):
        assert claim_named(text) == claim.pk
    for text in ("", "99999999", "claim", "https://desk.example/", "٣"):
        assert claim_named(text) is None
