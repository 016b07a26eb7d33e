"""Words for what curators bring in and change."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

NO_SUCH = _("Nothing at the desk is called %(name)s.")
YES_OR_NO = _("Write yes or no.")

CATALOGUE: dict[str, StrPromise] = {
    "file_empty": _("The file is empty: its first line has to name the columns."),
    "file_heading": _("The first line has to name every column, and each of them once."),
    "file_no_csv": _("From here on this is no CSV: %(why)s."),
    "file_not_utf8": _("This line is not in UTF-8: save the file as CSV in UTF-8, or as .xlsx."),
    "file_binary": _("This line holds bytes that no text has: save the file as CSV in UTF-8, or as .xlsx."),
    "file_old_workbook": _("This is an old or locked workbook: save it as .xlsx, or as CSV in UTF-8."),
    "file_too_long": _("The file has more than %(most)s lines: give it in parts."),
    "file_too_large": _("The file is larger than %(most)s MB: give it in parts."),
    "file_workbook": _("%(why)s"),
    "file_no_lines": _("The file has columns and no line."),
    "line_too_long": _("The line has cells beyond the %(columns)s columns that the first line names."),
    "line_twice": _("Line %(first)s is of the same row: leave one of them out."),
    "cell_unread": _("%(why)s"),
    "cell_needed": _("This cell has to be filled in."),
    "cell_refused": _("%(why)s"),
    "cell_shared": _("%(other)s has this already, and no two rows may share it."),
    "cell_shared_in_file": _("Line %(first)s gives the same, and no two rows may share it."),
    "column_missing": _("The column is missing. Columns are %(columns)s."),
    "column_unknown": _("No column is called so. Columns are %(columns)s."),
    "name_of_other": _("This is another name of %(other)s: give that row, or tell the two apart."),
    "rating_used": _("The version in force was used: this makes the next one of %(scale)s."),
    "no_such_scale": _("The desk has no scale called %(name)s: bring in the scales first."),
    "name_too_long": _("This name is too long: shorten it."),
    "figures_left_out": _("%(table)s has %(rows)s rows that the file leaves out: they will count no more."),
    "view_name": _("Give the view a name."),
    "view_too_many": _("This view cannot be kept: its filters are too long, or you keep fifty here already."),
    "merge_whom": _("These cannot be merged: choose two or more that are listed, and the one that stays."),
    "merge_two_ids": _("They have different Wikidata ids (%(ids)s), so they are not one: mend the ids first."),
    "id_of_other": _("%(other)s has this Wikidata id already: merge the two, or mend the id."),
    "id_known": _("This claimant has a Wikidata id already."),
    "import_moved": _("Since this was tried, rows of the desk have changed. Look at it again; nothing was stored."),
    "import_bad": _("Nothing was stored: lines of the file are wrong."),
    "history_aside": _("Put aside: %(dismissal)s."),
    "history_queued": _("Queued again."),
    "history_on": _("Switched on."),
    "history_off": _("Switched off."),
    "history_wikidata": _("Wikidata id: %(id)s."),
    "history_merged_into": _("Merged into %(row)s."),
    "history_merged_with": _("Merged with %(others)s."),
    "history_file": _("From a file."),
    "import_gone": _("The file was put in already, or another one was tried since: choose it again."),
}


def dismissal_words(code: str) -> str:
    """Why a claim was put aside; a code that is no more stays as it is."""
    from claims.models import DismissReason  # noqa: PLC0415 - words are read where no table is

    return str(dict(DismissReason.choices).get(code, code))
