"""Forms of what is found by its name. Names are compared folded (claims.models.intake.fold), so "The Herald"
and "the  herald" are one; the folded columns stand on no form, and the forms themselves must refuse a second
owner."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from claims.admin.base import CuratedFormSet
from claims.admin.forms import ModelForm
from claims.models import Claimant, ClaimantName, Outlet
from claims.models.intake import fold

LONGEST = 200  # signs of a folded name
TOO_LONG = _("This name is too long: shorten it.")


class OutletForm(ModelForm):
    class Meta:
        model = Outlet
        fields = ("name", "domain", "ours", "funder", "note")

    def clean_name(self) -> str:
        name: str = self.cleaned_data["name"]
        if len(fold(name)) > LONGEST:
            raise ValidationError(TOO_LONG)
        _refuse(self._others().filter(folded=fold(name)), _("Another outlet has this name: change that one."))
        return name

    def clean_domain(self) -> str:
        domain: str = self.cleaned_data["domain"]
        _refuse(self._others().filter(~Q(domain=""), domain=domain), _("Another outlet has this domain."))
        return domain

    def _others(self) -> QuerySet[Outlet]:
        return Outlet.objects.exclude(pk=self.instance.pk)


class ClaimantForm(ModelForm):
    class Meta:
        model = Claimant
        fields = ("name", "kind", "wikidata_id", "private_person", "funder", "note")

    def clean_name(self) -> str:
        name: str = self.cleaned_data["name"]
        _refuse_name(name, self.instance.pk)
        return name

    def clean_wikidata_id(self) -> str:
        number: str = self.cleaned_data["wikidata_id"]
        others = Claimant.objects.exclude(pk=self.instance.pk).filter(~Q(wikidata_id=""), wikidata_id=number)
        _refuse(others, _("Another claimant has this Wikidata id: give that one a further name."))
        return number


class ClaimantNameForm(ModelForm):
    class Meta:
        model = ClaimantName
        fields = ("name",)

    def clean_name(self) -> str:
        name: str = self.cleaned_data["name"]
        _refuse_name(name, self.instance.claimant_id)
        return name


class ClaimantNameFormSet(CuratedFormSet):
    """Refuses a name that stands there twice."""

    def clean(self) -> None:
        super().clean()
        kept = [form for form in self.forms if form not in self.deleted_forms]
        names = [fold(form.cleaned_data["name"]) for form in kept if form.cleaned_data.get("name")]
        if len(set(names)) < len(names):
            raise ValidationError(_("A name is given twice: leave one of them out."))


def add_own_name(claimant: Claimant) -> None:
    """A claimant is found by its names alone: the one that it is shown under is always among them."""
    ClaimantName.objects.get_or_create(
        folded=fold(claimant.name), defaults={"claimant": claimant, "name": claimant.name}
    )


def _refuse_name(name: str, claimant_id: int | None) -> None:
    """`claimant_id` is None for a claimant that is being added."""
    if len(fold(name)) > LONGEST:
        raise ValidationError(TOO_LONG)
    of_others = ClaimantName.objects.filter(~Q(claimant=claimant_id), folded=fold(name))
    _refuse(of_others, _("Another claimant has this name: change that one, or tell the two apart."))


def _refuse(rows: QuerySet[Any], why: Any) -> None:
    if rows.exists():
        raise ValidationError(why)
