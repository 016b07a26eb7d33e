"""Next by an index that holds what came back after publication too, in one order with what was never checked; and
claims that go on with one of two checks."""

from __future__ import annotations

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("claims", "0017_notices")]

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
        migrations.CreateModel(
            name="SingleCheck",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("verdicts", models.PositiveSmallIntegerField(default=0)),
                ("reason", models.CharField(max_length=600, verbose_name="reason")),
                ("at", models.DateTimeField(auto_now_add=True)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "claim",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="single_checks", to="claims.claim"
                    ),
                ),
            ],
            options={
                "verbose_name": "claim that goes on with one check",
                "verbose_name_plural": "claims that go on with one check",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True), name="single_check_has_reason"
                    )
                ],
            },
        ),
    ]
