"""Words for what is asked of a checker before a check is submitted: own evidence, questions, translations."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

QUESTIONS: dict[str, StrPromise] = {
    "starting_year": _("Was the year that it starts from chosen to make the change look large or small?"),
    "nominal_or_real": _("Is it money, and are prices of different years compared as if they were the same?"),
    "total_or_per_head": _("Is it a total where a figure per head, or a share, would say something else?"),
    "cause": _("Does it say or suggest a cause that the figure does not show?"),
}

CATALOGUE: dict[str, StrPromise] = {
    # own evidence
    "evidence_refused": _("The evidence was not added."),
    "evidence_kind": _("This kind of evidence is not known: choose one of the forms on the page."),
    "evidence_title": _("The title is missing: say where it is from."),
    "evidence_day": _("The day is missing: give the day that it bears."),
    "passage_context": _(
        "Say that the passage stands in its context: read what comes before and after it, "
        "and mark every cut with [...]."
    ),
    "phone_words": _("The note is empty: write what was said on the phone."),
    "phone_source": _("The note names nobody: name who said it, or say why you do not."),
    "file_missing": _("No file was chosen: choose one."),
    "file_empty": _("The file is empty: choose another one."),
    "file_large": _("The file has more than %(megabytes)s MB: choose a smaller one, or cut out the pages that matter."),
    "file_type": _(
        "This is no file that the desk takes: bring a PDF, a picture (PNG, JPEG, WebP), a text in UTF-8, or an office "
        "file without macros."
    ),
    # submission
    "nothing_opens": _(
        '"%(rating)s" needs a confirmed piece that a reader can open: a figure, or something with a link. A file or a '
        "phone note does not stand alone."
    ),
    "reference_unknown": _(
        "The reasoning refers to [%(number)s], and no evidence that stands has that number: mend the number."
    ),
    "reference_undecided": _("The reasoning refers to [%(number)s]: confirm or reject it first."),
    "questions_open": _('Answer the four questions before you give "%(rating)s".'),
    "misleads_context": _('You say that it misleads: choose "%(rating)s", or answer otherwise.'),
    "misleads_top": _("You say that it misleads: choose another rating than the best, or answer otherwise."),
    "misleads_sentence": _("You say that it misleads: write the sentence that tells readers how."),
    "quotation_context": _(
        "The claim is quoted: read the quotation in its context, and say that it stands there as you give it."
    ),
    "reading_unconfirmed": _("This queue asks you to confirm how the claim was read before anything else: do it."),
    # translations
    "translation_refused": _("The translation was not kept."),
    "translation_language": _("The language of the original is missing: write its code, as in de or pt-BR."),
    "translation_empty": _("The translation is empty: write it."),
    "translation_by": _("Nobody is named who translated: name the person or the program."),
    "translation_unconfirmed": _("A translation was not confirmed by a person: confirm it, or remove it."),
    # repeats
    "repeat_unknown": _("No claim was found there: give its number, or its address at this desk."),
}
