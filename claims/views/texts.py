"""Having a text read for claims, whoever it was taken in by."""

from __future__ import annotations

from claims.models import ArticleVersion
from claims.services.extract import ORDINARY_LENGTH, extract_version
from claims.tasks import ring_lookups, ring_model, ring_texts


def read_text(version_id: int) -> None:
    """Read a text of ordinary length at once; a longer one waits for a worker, who is rung for."""
    length = ArticleVersion.objects.values_list("length", flat=True).get(pk=version_id)
    if length > ORDINARY_LENGTH:
        ring_texts([version_id])
    else:
        ring_lookups(extract_version(version_id))
        ring_model([version_id])
