"""Claimants, and outlets, that are one: what refers to the others refers to the one that stays.

A row that was merged is kept with the one that it was merged into: what is only added to, or was signed, may name it.
Its names lead to the one that stays: those of a claimant go over to it, an outlet's are found through the row itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import models, transaction

from claims.models import Claimant, ClaimantTag, ContactEntry, Outlet, User, WikidataSuggestion
from claims.services.refusal import Refused
from claims.services.steps.history import note_history
from claims.workflow import NotAllowed, record_event

AT_MOST = 50
Merged = Claimant | Outlet
STAY = (ContactEntry, WikidataSuggestion)  # only added to; of the name that was searched for
ANY_OF_THEM = {Claimant: ("private_person", "funder"), Outlet: ("ours", "funder")}
ONLY_ONE = {Claimant: "wikidata_id", Outlet: "domain"}


def references_of(rows: Sequence[Merged]) -> dict[str, int]:
    """How many rows of each table would refer to the one that stays, by the tables' names."""
    return {
        str(relation.related_model._meta.verbose_name_plural): number
        for relation in _moved(type(rows[0]))
        if (number := _referring(relation, rows).count())
    }


def merge(user: User, model: type[Claimant] | type[Outlet], *, into: int, ids: Iterable[int]) -> Merged:
    """Merge the rows `ids` into the one that stays; raises Refused where they are not one by their own ids, or were
    merged before."""
    _curator(user, model)
    with transaction.atomic():
        wanted = sorted({into, *ids})
        rows: list[Any] = list(model._default_manager.select_for_update().filter(pk__in=wanted).order_by("pk"))
        stays: Merged | None = next((row for row in rows if row.pk == into), None)
        others = [row for row in rows if row.pk != into]
        if stays is None or not others or len(wanted) > AT_MOST or any(row.merged_into_id for row in rows):
            raise Refused("merge_whom")
        _join(model, stays, others)
        if isinstance(stays, Claimant):
            _join_groups(user, stays, others)
        for relation in _moved(model):
            _referring(relation, others).update(**{relation.field.name: stays})
        model._default_manager.filter(merged_into__in=others).update(merged_into=stays)
        for other in others:
            record_event(user, f"{model._meta.model_name}.merge", other, {"into": stays.pk})
        note_history(user, others, "history_merged_into", row=_named(stays))
        note_history(user, [stays], "history_merged_with", others=", ".join(map(_named, others)))
    return stays


def _join_groups(user: User, stays: Claimant, others: Sequence[Claimant]) -> None:
    """A claimant is in a group once: the one that stays joins those that it was not in, which are told to have
    changed, for they are counted by."""
    for group in ClaimantTag.objects.filter(claimants__in=others).distinct():
        if not group.claimants.filter(pk=stays.pk).exists():
            group.claimants.add(stays)
            record_event(user, "claimanttag.change", group)
        group.claimants.remove(*others)


def _named(row: Merged) -> str:
    return f"{row} ({row.pk})"


def _curator(user: User, model: type[models.Model]) -> None:
    if not all(user.has_perm(f"claims.{verb}_{model._meta.model_name}") for verb in ("change", "delete")):
        raise NotAllowed


def _moved(model: type[models.Model]) -> list[Any]:
    """The relations to a table, but for its own, and for tables whose rows stay."""
    relations: list[Any] = [each for each in model._meta.get_fields(include_hidden=True) if each.one_to_many]
    return [each for each in relations if each.related_model not in (model, *STAY, ClaimantTag.claimants.through)]


def _referring(relation: Any, rows: Sequence[Merged]) -> models.QuerySet[Any]:
    found: models.QuerySet[Any] = relation.related_model._default_manager.filter(**{f"{relation.field.name}__in": rows})
    return found


def _join(model: type[Any], stays: Any, others: Sequence[Any]) -> None:
    """What the others know and the one that stays does not; a caution that holds for one of them holds for it."""
    only = ONLY_ONE[model]
    known = {value for row in (stays, *others) if (value := getattr(row, only))}
    if model is Claimant and len(known) > 1:
        raise Refused("merge_two_ids", numbers=(("ids", ", ".join(sorted(known))),))
    if known and not getattr(stays, only):
        model._default_manager.filter(pk__in=[row.pk for row in others]).update(**{only: ""})
        setattr(stays, only, min(known))
    for name in ANY_OF_THEM[model]:
        setattr(stays, name, any(getattr(row, name) for row in (stays, *others)))
    if model is Claimant:
        stays.kind = stays.kind or next((row.kind for row in others if row.kind), "")
    stays.save()
    model._default_manager.filter(pk__in=[row.pk for row in others]).update(merged_into=stays)
