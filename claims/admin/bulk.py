"""Pages on which curators bring rows in from a file and take them away as one."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from claims.admin.base import ShownAdmin, user_of
from claims.admin.lists import ListAdmin
from claims.models import BroughtFile, User
from claims.services.bulk.bringing import LARGEST, keep_file, own_file, plan_of, put_in, rows_out
from claims.services.bulk.plan import Outcome, Plan, Planned
from claims.services.bulk.sheet import Sheet
from claims.services.bulk.sheets import BY_NAME
from claims.services.refusal import Refused
from claims.sources.sheet_files import write_csv, write_workbook
from claims.sources.tables import CSV, XLSX
from claims.wording import sentence

MOST_SHOWN = 200  # lines of each kind; the counts are of all


class FileForm(forms.Form):
    file = forms.FileField(label=_("File, CSV or XLSX"), help_text=_("At most 10 MB and 50,000 lines."))

    def clean_file(self) -> UploadedFile[Any]:
        file: UploadedFile[Any] = self.cleaned_data["file"]
        if (file.size or 0) > LARGEST:
            raise forms.ValidationError(_("The file is larger than 10 MB: give it in parts."))
        return file


class BulkAdmin(ListAdmin):
    """The admin page of a table that has a sheet (claims.services.bulk.sheets)."""

    def get_urls(self) -> list[URLPattern]:
        name, wrap = self.model._meta.model_name, self.admin_site.admin_view
        own = [
            path("file/", wrap(self.bring), name=f"claims_{name}_bring"),
            path("file/<int:file_id>/", wrap(self.tried), name=f"claims_{name}_tried"),
            path("file/rows.<str:kind>", wrap(self.take), name=f"claims_{name}_take"),
        ]
        return [*own, *super().get_urls()]

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        bulk = {"bring": self._address("bring") if self._may_bring(request) else ""}
        return super().changelist_view(request, {**(extra_context or {}), "bulk": bulk})

    def bring(self, request: HttpRequest) -> HttpResponseBase:
        """Choose a file; it is kept and looked at, and nothing of it is stored in the table."""
        if not self._may_bring(request):
            raise PermissionDenied
        form = FileForm(request.POST or None, request.FILES or None, label_suffix="")
        if form.is_valid():
            given = form.cleaned_data["file"]
            file = keep_file(user_of(request), self.sheet, name=given.name or "", body=given.read())
            return HttpResponseRedirect(self._address("tried", file.pk))
        context = {"form": form, "heads": self.sheet.heads, "required": self.sheet.required}
        return self._page(request, "bring.html", _("Bring in from a file"), context)

    def tried(self, request: HttpRequest, file_id: int) -> HttpResponseBase:
        """What the file would do; a POST puts it in as it was shown."""
        if not self._may_bring(request):
            raise PermissionDenied
        user = user_of(request)
        try:
            if request.method == "POST":
                return self._put_in(request, user, file_id)
            file = own_file(user, self.sheet, file_id)
        except Refused as refusal:
            messages.error(request, sentence(refusal.reason))
            where = "bring" if refusal.code == "import_gone" else "tried"
            return HttpResponseRedirect(self._address(where, *([file_id] if where == "tried" else [])))
        plan = plan_of(file)
        return self._page(request, "tried.html", _("What the file would do"), {"file": file, **_told(plan)})

    def _put_in(self, request: HttpRequest, user: User, file_id: int) -> HttpResponse:
        plan = put_in(user, self.sheet, file_id, digest=request.POST.get("digest", ""))
        words = _("Put in: %(made)d made, %(changed)d changed, %(left)d left as they were.")
        told = {each.value: plan.counts[each] for each in Outcome}
        messages.success(request, words % told)
        return HttpResponseRedirect(self._address("changelist"))

    def take(self, request: HttpRequest, kind: str) -> HttpResponseBase:
        """All rows of the table, as CSV or XLSX."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        if f".{kind}" not in (CSV.suffix, XLSX.suffix):
            raise Http404
        rows = rows_out(user_of(request), self.sheet)
        heads = list(self.sheet.heads)
        file = f"{self.sheet.name}-{timezone.localdate().isoformat()}.{kind}"
        headers = {"Content-Disposition": f'attachment; filename="{file}"'}
        if f".{kind}" == CSV.suffix:
            return StreamingHttpResponse(write_csv(heads, rows), content_type=CSV.content_type, headers=headers)
        return HttpResponse(write_workbook(heads, rows), content_type=XLSX.content_type, headers=headers)

    @property
    def sheet(self) -> Sheet:
        return BY_NAME[self.model._meta.model_name or ""]

    def _may_bring(self, request: HttpRequest) -> bool:
        """By the rights alone: a table whose rows are added elsewhere can be brought in all the same."""
        name = self.sheet.name
        return request.user.has_perm(f"claims.add_{name}") and request.user.has_perm(f"claims.change_{name}")

    def _address(self, page: str, *args: int) -> str:
        return reverse(f"admin:claims_{self.model._meta.model_name}_{page}", args=args)

    def _page(self, request: HttpRequest, template: str, title: Any, context: dict[str, Any]) -> TemplateResponse:
        shared = {**self.admin_site.each_context(request), "title": title, "opts": self.model._meta}
        return TemplateResponse(request, f"admin/claims/bulk/{template}", {**shared, **context})


def _told(plan: Plan) -> dict[str, Any]:
    kinds = ((Outcome.BAD, _("wrong")), (Outcome.MADE, _("made")), (Outcome.CHANGED, _("changed")))
    return {
        "plan": plan,
        "notes": [sentence(note) for note in plan.notes],
        "left": plan.counts[Outcome.LEFT],
        "kinds": [
            {
                "name": name,
                "count": plan.counts[kind],
                "bad": kind is Outcome.BAD,
                "lines": [_line(each) for each in plan.of(kind)[:MOST_SHOWN]],
                "more": max(0, plan.counts[kind] - MOST_SHOWN),
            }
            for kind, name in kinds
        ],
    }


def _line(planned: Planned) -> dict[str, Any]:
    return {
        "number": planned.line,
        "title": planned.title,
        "problems": [{"column": each.column, "why": sentence(each.reason)} for each in planned.problems],
        "changes": planned.changes if not planned.new else [],
    }


@admin.register(BroughtFile)
class BroughtFileAdmin(ShownAdmin):
    """What came in by files: whose, when, and how many rows."""

    list_display = ("name", "sheet", "by", "at", "put_in_at", "made", "changed", "left")
    list_filter = ("sheet",)
    list_select_related = ("by",)
    search_fields = ("name", "sha256")
    ordering = ("-pk",)
    exclude = ("body",)

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).defer("body")
