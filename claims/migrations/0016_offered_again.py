"""Next by an index that holds what came back after publication too, in one order with what was never checked."""

from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("claims", "0015_speed")]

    operations = [
        migrations.RemoveIndex(model_name="claim", name="claim_next"),
        migrations.AddIndex(
            model_name="claim",
            index=models.Index(
                fields=["queue", "rank_at", "id"],
                condition=models.Q(state__in=["queued", "reopened"]),
                name="claim_next",
            ),
        ),
    ]
