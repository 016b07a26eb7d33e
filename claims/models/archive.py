"""Copies of pages in a public archive: asked for as work, kept where the address stands."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from claims.models.intake import ArticleAddress
from claims.models.review import Evidence
from claims.models.work import PENDING, WORK_CONSTRAINT, Work


class ArchiveLookup(Work):
    """A question for the capture of an address that is nearest to `day`: of an article, or of a piece of
    evidence. Done without a copy means that the archive has none. `job` is that of the archive that makes one."""

    article_address = models.ForeignKey(ArticleAddress, on_delete=models.CASCADE, null=True, related_name="lookups")
    evidence = models.ForeignKey(Evidence, on_delete=models.CASCADE, null=True, related_name="lookups")
    day = models.DateField(_("day"))
    job = models.CharField(_("job that makes a copy"), max_length=100, blank=True, default="")
    polls = models.PositiveSmallIntegerField(_("times asked after"), default=0)

    class Meta:
        verbose_name = _("lookup of an archived copy")
        verbose_name_plural = _("lookups of archived copies")
        constraints = [
            models.CheckConstraint(condition=WORK_CONSTRAINT, name="archive_lookup_lease_whole"),
            models.CheckConstraint(
                condition=Q(article_address__isnull=False, evidence__isnull=True)
                | Q(article_address__isnull=True, evidence__isnull=False),
                name="archive_lookup_of_one",
            ),
            models.UniqueConstraint(
                fields=["article_address"],
                condition=Q(article_address__isnull=False),
                name="archive_lookup_of_address",
            ),
            models.UniqueConstraint(
                fields=["evidence"], condition=Q(evidence__isnull=False), name="archive_lookup_of_evidence"
            ),
        ]
        indexes = [models.Index(fields=["due_at"], condition=PENDING, name="archive_lookup_due")]

    def __str__(self) -> str:
        return f"#{self.pk}"

    @property
    def address(self) -> str:
        """What is looked for; the constraint of the table says that one of both is there."""
        return self.article_address.address if self.article_address else self.evidence.address  # type: ignore[union-attr]
