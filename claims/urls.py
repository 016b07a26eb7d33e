"""Every address of the web face. Public addresses carry a public id and a slug, never a primary key."""

from __future__ import annotations

from django.urls import path, re_path

from claims.views import (
    account,
    agreement,
    articles,
    check,
    claim,
    concerned,
    confirming,
    corrections,
    desk,
    drafts,
    earlier,
    editor,
    evidence,
    intake,
    lease,
    outgoing,
    proposals,
    public,
    reading,
    sources,
)

app_name = "claims"
ON_CLAIM = "desk/claims/<int:claim_id>/"
ON_TRANSLATION = ON_CLAIM + "translation/<int:translation_id>/"
ON_CHECK = "editor/checks/<int:check_id>/"
ON_PUBLICATION = "editor/published/<int:publication_id>/"
PUBLIC = r"^verdicts/(?P<public_id>[A-Za-z0-9_]{4,12})(?:-(?P<slug>[-\w]*))?/"

urlpatterns = [
    path("", public.home, name="home"),
    re_path(PUBLIC + "$", public.verdict, name="verdict"),
    re_path(PUBLIC + r"versions/(?P<number>[1-9]\d{0,4})/$", public.version, name="version"),
    path("login/", account.LogIn.as_view(), name="login"),
    path("logout/", account.LogOut.as_view(), name="logout"),
    path("desk/", desk.queues, name="desk"),
    path("desk/next/", desk.take_next, name="next"),
    path("desk/queues/<slug:slug>/", desk.queue, name="queue"),
    path("desk/queues/<slug:slug>/next/", desk.take_next, name="next_in_queue"),
    path("desk/aside/", desk.aside, name="aside"),
    path("desk/aside/sentences/", desk.left_aside, name="left_aside"),
    path("desk/intake/", intake.intake, name="intake"),
    path("desk/articles/", articles.articles, name="articles"),
    path("desk/articles/<int:article_id>/", articles.article, name="article"),
    path("desk/articles/<int:article_id>/ask-model/", proposals.ask, name="ask_model"),
    path("desk/proposals/<int:proposal_id>/take/", proposals.take, name="take_proposal"),
    path("desk/proposals/<int:proposal_id>/drop/", proposals.drop, name="drop_proposal"),
    path("desk/outgoing/", outgoing.outgoing, name="outgoing"),
    path("desk/articles/<int:article_id>/text/", articles.new_text, name="new_text"),
    path("desk/texts/<int:version_id>/pull-in/", articles.pull_in, name="pull_in"),
    path("desk/sources/", sources.watched, name="sources"),
    path("desk/sources/<int:source_id>/try/", sources.try_it, name="try_source"),
    path("desk/lookups/<int:lookup_id>/retry/", evidence.retry, name="retry"),
    path(ON_CLAIM, claim.claim, name="claim"),
    path(ON_CLAIM + "take/", lease.take, name="take"),
    path(ON_CLAIM + "renew/", lease.renew, name="renew"),
    path(ON_CLAIM + "release/", lease.release, name="release"),
    path(ON_CLAIM + "skip/", lease.skip, name="skip"),
    path(ON_CLAIM + "dismiss/", lease.dismiss, name="dismiss"),
    path(ON_CLAIM + "take-up/", lease.take_up, name="take_up"),
    path(ON_CLAIM + "hand-over/", lease.hand_over, name="hand_over"),
    path(ON_CLAIM + "reading/", reading.mend, name="mend"),
    path(ON_CLAIM + "reading/confirm/", reading.confirm, name="confirm_reading"),
    path(ON_CLAIM + "reading/follow/", reading.follow, name="follow_reading"),
    path(ON_CLAIM + "split/", reading.split, name="split"),
    path(ON_CLAIM + "words/", reading.follow_text, name="follow_text"),
    path(ON_CLAIM + "evidence/", evidence.arriving, name="evidence"),
    path(ON_CLAIM + "documents/", confirming.add_evidence, name="add_document"),
    path("desk/evidence/<int:evidence_id>/file/", confirming.file, name="evidence_file"),
    path(ON_CLAIM + "translation/", confirming.translate, name="translate"),
    path(
        ON_CLAIM + "translation/<int:translation_id>/confirm/",
        confirming.confirm_translation,
        name="confirm_translation",
    ),
    path(
        ON_CLAIM + "translation/<int:translation_id>/remove/", confirming.remove_translation, name="remove_translation"
    ),
    path(ON_CLAIM + "repeat/", confirming.repeat, name="repeat"),
    path(ON_CLAIM + "drafts/", drafts.drafts, name="drafts"),
    path(ON_CLAIM + "drafts/<int:number>/restore/", drafts.restore, name="restore_draft"),
    path(ON_CLAIM + "earlier/search/", earlier.search, name="search_prior"),
    path(ON_CLAIM + "earlier/<int:prior_id>/take/", earlier.take, name="take_prior"),
    path(ON_CLAIM + "earlier/<int:prior_id>/dismiss/", earlier.dismiss, name="dismiss_prior"),
    path(ON_CLAIM + "earlier/<int:prior_id>/restore/", earlier.restore, name="restore_prior"),
    path(ON_CLAIM + "asked/", concerned.asked, name="asked"),
    path(ON_CLAIM + "asked/private/", concerned.private, name="private"),
    re_path(
        r"^desk/claims/(?P<claim_id>[0-9]+)/asked/(?P<kind>asked|answer|not_asked|mistake)/$",
        concerned.log,
        name="log_contact",
    ),
    path(ON_CLAIM + "draft/", check.save, name="draft"),
    path(ON_CLAIM + "submit/", check.submit, name="submit"),
    path(ON_CLAIM + "take-back/", check.take_back, name="take_back"),
    path("editor/", editor.submitted, name="editor"),
    path("editor/agreement/", agreement.agreement, name="agreement"),
    path(ON_CHECK, editor.review, name="review"),
    path(ON_CHECK + "sign/", editor.sign, name="sign"),
    path(ON_CHECK + "return/", editor.send_back, name="return"),
    path(ON_PUBLICATION, corrections.published, name="published"),
    path(ON_PUBLICATION + "reopen/", corrections.reopen, name="reopen"),
    path(ON_PUBLICATION + "stands/", corrections.stands, name="stands"),
    path(ON_PUBLICATION + "withdraw/", corrections.withdraw, name="withdraw"),
]
