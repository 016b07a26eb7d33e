from django.db import migrations

from claims.matching.terms import terms_of
from claims.packs import place_titles

BATCH = 500


def read_anew(apps, editor):
    """Claims and earlier fact-checks in Spanish were kept with terms that were read as English."""
    titles = place_titles()
    claims = apps.get_model("claims", "Claim").objects.filter(article__language__startswith="es").order_by("pk")
    rows = claims.values_list("pk", "article__language", "sentence", "place", "counterpart")
    texts = (
        (pk, language, " ".join([sentence, *(titles.get(code, "") for code in places)]))
        for pk, language, sentence, *places in rows.iterator(chunk_size=BATCH)
    )
    _keep(apps.get_model("claims", "ClaimTerm"), "claim_id", texts)
    priors = apps.get_model("claims", "PriorCheck").objects.filter(language__startswith="es").order_by("pk")
    read = priors.values_list("pk", "language", "claim").iterator(chunk_size=BATCH)
    _keep(apps.get_model("claims", "PriorTerm"), "prior_id", read)


def _keep(model, column, texts):
    batch = {}
    for pk, language, text in texts:
        batch[pk] = terms_of(text, language)
        if len(batch) == BATCH:
            _replace(model, column, batch)
            batch = {}
    _replace(model, column, batch)


def _replace(model, column, batch):
    model.objects.filter(**{f"{column}__in": list(batch)}).delete()
    model.objects.bulk_create([model(**{column: pk, "term": term}) for pk, terms in batch.items() for term in sorted(terms)])


class Migration(migrations.Migration):
    dependencies = [("claims", "0025_tags_and_groups")]

    operations = [migrations.RunPython(read_anew, migrations.RunPython.noop)]
