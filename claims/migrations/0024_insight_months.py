from datetime import timedelta

from django.db import migrations, models
from django.db.models import Max, Min, Sum
from django.db.models.functions import TruncMonth

BATCH = 2000


def months_of_days(apps, editor):
    """What days were counted already make the months. Measures that are new are counted when workers next turn to the
    days, which are marked for it."""
    tallies, dirty = apps.get_model("claims", "Tally").objects, apps.get_model("claims", "DirtyDay").objects
    tallies.filter(dimension="person", measure__in=["checked", "to_check", "to_publish"]).delete()
    of_days = tallies.filter(grain="day").order_by()
    keys = ("measure", "dimension", "key", "value")
    rows = of_days.annotate(month=TruncMonth("day")).values("month", *keys).annotate(total=Sum("number"))
    batch = []
    for row in rows.iterator(chunk_size=BATCH):
        named = {name: row[name] for name in keys}
        batch.append(tallies.model(grain="month", day=row["month"], number=row["total"], **named))
        if len(batch) == BATCH:
            tallies.bulk_create(batch)
            batch = []
    tallies.bulk_create(batch)
    span = of_days.aggregate(first=Min("day"), last=Max("day"))
    if span["first"]:
        days = [span["first"] + timedelta(days=each) for each in range((span["last"] - span["first"]).days + 1)]
        dirty.bulk_create([dirty.model(day=day) for day in days], batch_size=BATCH)


def no_months(apps, editor):
    apps.get_model("claims", "Tally").objects.filter(grain="month").delete()


class Migration(migrations.Migration):
    dependencies = [("claims", "0023_insight")]

    operations = [
        migrations.AlterField(
            model_name="tally",
            name="grain",
            field=models.CharField(choices=[("day", "day"), ("week", "week"), ("month", "month")], max_length=5),
        ),
        migrations.RemoveConstraint(model_name="tally", name="tally_once"),
        migrations.RunPython(months_of_days, no_months),
        migrations.AddConstraint(
            model_name="tally",
            constraint=models.UniqueConstraint(
                fields=("grain", "day", "dimension", "measure", "key", "value"), name="tally_once"
            ),
        ),
        migrations.AddIndex(
            model_name="tally",
            index=models.Index(
                fields=["dimension", "grain", "measure", "day", "key", "value", "number"], name="tally_summed"
            ),
        ),
        migrations.AddIndex(
            model_name="opinionpair", index=models.Index(fields=["at", "id"], name="opinion_pair_at")
        ),
    ]
