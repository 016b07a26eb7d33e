"""What people type, field by field. A form says what is wrong with the shape of it; services say the rest."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import forms
from django.forms.utils import flatatt
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from claims.form_drawing import options
from claims.models import Check, Claimant, Decision, DismissReason
from claims.services.desk import SkipReason
from claims.services.steps.mends import LONGEST_NAME, LONGEST_PERSON
from claims.values import Attribution, Comparator
from claims.wording.places import places_by_name

FILE_LIMIT = 5_000_000
MOST_FILES = 50


class DayInput(forms.DateInput):
    """A day in the browser's own field; it wants and gives ISO days whatever the reader's language."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class LongSelect(forms.Select):
    """A select of hundreds of options, which are written once and not at each page."""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        own = flatatt(self.build_attrs(self.attrs, {**(attrs or {}), "name": name}))
        return format_html("<select{}>{}</select>", own, options(self.choices, "" if value is None else str(value)))


def _day(label: Any, help_text: Any = "", *, required: bool = False) -> forms.DateField:
    return forms.DateField(
        label=label,
        required=required,
        help_text=help_text,
        widget=DayInput(),
        error_messages={"invalid": _("This is not a day. Write it as 2018-06-11 (year, month, day).")},
    )


# --- intake ---------------------------------------------------------------------------------------------


class DeskForm(forms.Form):
    """A form of the desk: labels stand above their fields and need no colon. `ids` tells its fields apart from
    fields of the same name in other forms of the page. What is typed runs in the direction of its own script."""

    ids = "id_%s"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", "auto_id": self.ids, **kwargs})
        for field in self.fields.values():
            if type(field.widget) in (forms.TextInput, forms.Textarea):
                field.widget.attrs.setdefault("dir", "auto")


class IntakeForm(DeskForm):
    """What the three ways of taking in an article share; `main` are the fields that stand first."""

    main: tuple[str, ...] = ()

    outlet = forms.CharField(label=_("Outlet"), max_length=200, required=False, help_text=_("Who published it."))
    published_on = _day(
        _("Published on"),
        _("Without a day the desk cannot say what was known when it was said."),
    )

    def main_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in self.main]

    def other_fields(self) -> list[forms.BoundField]:
        return [field for field in self if field.name not in self.main]


class PasteForm(IntakeForm):
    main = ("text", "address")

    text = forms.CharField(
        label=_("Text of the article"),
        strip=False,
        widget=forms.Textarea(attrs={"rows": 12}),
        error_messages={"required": _("The text is empty. Paste the words of the article here.")},
    )
    title = forms.CharField(label=_("Title"), max_length=500, required=False)
    author = forms.CharField(label=_("Author"), max_length=300, required=False)
    address = forms.URLField(
        label=_("Where it stands"),
        max_length=2000,
        required=False,
        assume_scheme="https",
        help_text=_("Its address, kept as given and not fetched."),
    )


class ManyFiles(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """One file or many; each is cleaned as one is."""

    widget = ManyFiles

    def clean(self, data: Any, initial: Any = None) -> Any:
        given = data if isinstance(data, list | tuple) else [data]
        if len(given) > MOST_FILES:
            raise forms.ValidationError(_("More than 50 files: send them in parts."))
        return [super(FilesField, self).clean(each, initial) for each in given or [None]]


class FileForm(IntakeForm):
    main = ("file",)

    file = FilesField(
        label=_("Files"),
        allow_empty_file=True,
        help_text=_(
            "Plain text, saved pages (.html), reports (.pdf), transcripts (.srt, .vtt, or lines such as NAME: words), "
            "up to 5 MB each; many at once are fine."
        ),
        error_messages={"required": _("No file was chosen.")},
    )
    title = forms.CharField(label=_("Title"), max_length=500, required=False, help_text=_("For a single file."))

    def clean_file(self) -> Any:
        for file in self.cleaned_data["file"]:
            if file.size > FILE_LIMIT:
                raise forms.ValidationError(
                    _("%(name)s has more than 5 MB. Save the text of the article alone and send that."),
                    params={"name": file.name},
                )
        return self.cleaned_data["file"]


class AddressForm(IntakeForm):
    main = ("address",)

    address = forms.CharField(
        label=_("Address"),
        max_length=2000,
        widget=forms.URLInput(attrs={"placeholder": "https://"}),
        help_text=_("The page is fetched once and kept; its main text is read."),
        error_messages={"required": _("No address was given. Paste the address of the article.")},
    )


# --- the claim ------------------------------------------------------------------------------------------


class SkipForm(DeskForm):
    ids = "skip_%s"

    reason = forms.ChoiceField(label=_("Why"), choices=SkipReason.choices)


class DismissForm(DeskForm):
    ids = "dismiss_%s"

    reason = forms.ChoiceField(label=_("Why it is put aside"), choices=DismissReason.choices)
    repeat_of = forms.IntegerField(
        label=_("Number of the claim that it repeats"),
        required=False,
        min_value=1,
        help_text=_("Only for a repeat: the number in the other claim's address."),
    )


class MendForm(DeskForm):
    """How the claim is to be read. Only what was changed reaches the service."""

    claimant = forms.CharField(
        label=_("Who says it"),
        required=False,
        max_length=LONGEST_NAME,
        help_text=_("Left empty: the outlet itself."),
    )
    claimant_kind = forms.ChoiceField(label=_("That is"), required=False)
    attribution = forms.ChoiceField(
        label=_("How it is said"),
        required=False,
        choices=[
            (Attribution.NONE, _("not attributed")),
            (Attribution.REPORTED, _("reported")),
            (Attribution.QUOTED, _("quoted word for word")),
        ],
    )
    person = forms.CharField(
        label=_("Person"),
        required=False,
        max_length=LONGEST_PERSON,
        help_text=_("Of whom the number tells an age or years in office."),
    )
    person_entity = forms.CharField(
        label=_("Wikidata id"),
        required=False,
        max_length=20,
        help_text=_("As in Q7747; left empty: searched by the name."),
    )
    person_office = forms.CharField(
        label=_("Office"), required=False, max_length=LONGEST_NAME, help_text=_("As in president of Freedonia.")
    )
    place = forms.ChoiceField(label=_("Place"), required=False, widget=LongSelect)
    counterpart = forms.ChoiceField(
        label=_("Other side"),
        required=False,
        widget=LongSelect,
        help_text=_("For trade and the like: the partner."),
    )
    indicator = forms.ChoiceField(label=_("Measure"), required=False, widget=LongSelect)
    comparator = forms.ChoiceField(
        label=_("Worded as"),
        required=False,
        choices=[
            ("", _("no number stated")),
            (Comparator.EQUAL, _("exactly the number")),
            (Comparator.ABOUT, _("about")),
            (Comparator.NEARLY, _("nearly")),
            (Comparator.MORE_THAN, _("more than")),
            (Comparator.LESS_THAN, _("less than")),
            (Comparator.AT_LEAST, _("at least")),
            (Comparator.UP_TO, _("up to")),
            (Comparator.BETWEEN, _("between")),
        ],
    )
    low = forms.DecimalField(label=_("Number, or low end"), required=False)
    high = forms.DecimalField(label=_("High end"), required=False)
    unit = forms.CharField(label=_("Unit"), required=False, max_length=40)
    said_on = _day(_("Said on"))
    period_start = _day(_("Period from"))
    period_end = _day(_("Period to"))

    def __init__(self, *args: Any, measures: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._offer("indicator", _("none that the desk knows"), measures)
        self._offer("claimant_kind", _("not known"), Claimant.Kind.choices)
        places = places_by_name()
        self._offer("place", _("none"), places)
        self._offer("counterpart", _("none"), places)

    def _offer(self, name: str, nothing: Any, options: Iterable[tuple[Any, Any]]) -> None:
        """Fill a select; a value in force that the options do not have is kept as one of them."""
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        choices = [("", nothing), *options]
        now = self.initial.get(name, "")
        known = {value for value, _label in choices}
        field.choices = choices if now in known else [*choices, (now, now)]

    def changes(self) -> Mapping[str, str]:
        """The changed fields as texts; an emptied one is ''. A field that was not sent was not changed."""
        sent = [name for name in self.changed_data if self.add_prefix(name) in self.data]
        return {name: "" if (value := self.cleaned_data[name]) is None else str(value) for name in sent}


class SplitForm(DeskForm):
    """Which number of a sentence the second claim is about, by its position in the reading."""

    prefix = "split"

    number = forms.TypedChoiceField(label=_("The other claim is about"), coerce=int)

    def __init__(self, *args: Any, numbers: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["number"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [*enumerate(numbers)] or [(0, _("something else"))]
        field.initial = min(1, max(len(numbers) - 1, 0))


class PullInForm(DeskForm):
    """A span of a text in code points, as "120-184"."""

    at = forms.RegexField(r"^[0-9]{1,9}-[0-9]{1,9}$")

    def span(self) -> tuple[int, int]:
        start, _dash, end = self.cleaned_data["at"].partition("-")
        return int(start), int(end)


class NewTextForm(DeskForm):
    text = forms.CharField(
        label=_("The whole text as it stands now"),
        strip=False,
        widget=forms.Textarea(attrs={"rows": 8}),
        error_messages={"required": _("The text is empty. Paste the words of the article here.")},
    )


class DecisionForm(DeskForm):
    """What was decided on one piece of evidence; one per piece, told apart by its prefix."""

    decided = forms.ChoiceField(
        label=_("Decision"),
        choices=[(Decision.Verdict.CONFIRMED, _("Confirm")), (Decision.Verdict.REJECTED, _("Reject"))],
        required=False,
        widget=forms.RadioSelect,
    )
    stance = forms.ChoiceField(label=_("It"), choices=[("", _("which way?")), *Decision.Stance.choices], required=False)
    note = forms.CharField(label=_("Note"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 1}))

    def __init__(self, *args: Any, number: int = 0, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.number = number


class DraftForm(DeskForm):
    """A check as it is written. `typed_on` is the number of the saved draft that it was typed on."""

    typed_on = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0)
    rating = forms.IntegerField(label=_("Rating"), required=False)
    attribution_rating = forms.IntegerField(label=_("Who said it"), required=False)
    wording = forms.CharField(
        label=_("The claim as readers see it"),
        required=False,
        max_length=1000,
        help_text=_("One sentence. Up to 75 characters is good, 150 is the most."),
    )
    summary = forms.CharField(
        label=_("Summary"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Two or three sentences that stand under the rating."),
    )
    reasoning = forms.CharField(
        label=_("Reasoning"),
        required=False,
        max_length=50_000,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 10, "class": "reasoning"}),
        help_text=_("Markdown: **bold**, lists, > quotations, links. Refer to evidence by its number: [1]."),
    )
    harm = forms.ChoiceField(
        label=_("A public answer"), required=False, choices=Check.Harm.choices, widget=forms.RadioSelect
    )
    harm_note = forms.CharField(
        label=_("Why (not published)"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 2})
    )


class SearchForm(DeskForm):
    q = forms.CharField(label=_("Search"), required=False, max_length=200, widget=forms.SearchInput)
    after = forms.CharField(required=False, max_length=100, widget=forms.HiddenInput)
