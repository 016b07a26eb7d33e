"""A file is tried first, which stores none of its rows, and put in as it was tried, whole or not at all."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterator

from django.db import IntegrityError, models, transaction
from django.utils import timezone

from claims.models import BroughtFile, Indicator, Phrase, Series, User
from claims.services.bulk.plan import Outcome, Plan, Planned, rows_of
from claims.services.bulk.sheet import Sheet
from claims.services.bulk.sheets import BY_NAME
from claims.services.refusal import Refused
from claims.services.steps.curated import version_in_force
from claims.services.steps.history import note_history
from claims.sources.sheet_files import BadFile, read_lines
from claims.workflow import NotAllowed, record_event, record_events

LARGEST = 10_000_000  # bytes


def keep_file(user: User, sheet: Sheet, *, name: str, body: bytes) -> BroughtFile:
    """Keep a file to be looked at; the one that this person tried before is forgotten."""
    _curator(user, sheet)
    if len(body) > LARGEST:
        raise Refused("file_too_large", numbers=(("most", str(LARGEST // 1_000_000)),))
    with transaction.atomic():
        BroughtFile.objects.filter(by=user, sheet=sheet.name, put_in_at__isnull=True).delete()
        return BroughtFile.objects.create(
            sheet=sheet.name,
            name=name.replace("\x00", "")[:200],
            by=user,
            body=zlib.compress(body),
            sha256=hashlib.sha256(body).hexdigest(),
        )


def own_file(user: User, sheet: Sheet, file_id: int) -> BroughtFile:
    """The file that a person tries; raises Refused where it was put in or forgotten."""
    _curator(user, sheet)
    file = BroughtFile.objects.filter(pk=file_id, by=user, sheet=sheet.name, put_in_at__isnull=True).first()
    if file is None:
        raise Refused("import_gone")
    return file


def plan_of(file: BroughtFile) -> Plan:
    """What a file would do as the desk stands now; a file that cannot be read is one bad line."""
    try:
        given = read_lines(zlib.decompress(file.body))
        if not given.lines:
            raise BadFile("file_no_lines")
    except BadFile as error:
        line = Planned(error.line, "")
        line.refuse("", error.reason.code, **dict(error.reason.numbers))
        return Plan([line])
    return BY_NAME[file.sheet].plan(given)


def put_in(user: User, sheet: Sheet, file_id: int, *, digest: str) -> Plan:
    """Store what a file says, where it still does what `digest` was shown of; one transaction. Raises Refused and
    stores nothing where a line is bad, or the desk has changed since."""
    try:
        with transaction.atomic():
            BroughtFile.objects.select_for_update().filter(pk=file_id).first()
            file = own_file(user, sheet, file_id)
            plan = plan_of(file)
            if plan.bad:
                raise Refused("import_bad")
            if plan.digest != digest:
                raise Refused("import_moved")
            sheet.save(plan, user)
            _note(user, plan)
            _keep_versions(user, plan)
            _close(user, file, plan)
            return plan
    except IntegrityError as error:
        raise Refused("import_moved") from error


def _note(user: User, plan: Plan) -> None:
    for outcome, verb in ((Outcome.MADE, "add"), (Outcome.CHANGED, "change")):
        rows = [row for row in rows_of(plan.of(outcome)) if isinstance(row, models.Model)]
        if rows:
            record_events(user, f"{rows[0]._meta.model_name}.{verb}", rows)
            note_history(user, rows, "history_file", made=outcome is Outcome.MADE)


def _keep_versions(user: User, plan: Plan) -> None:
    """Of the indicators whose words or bands or series came in."""
    rows = rows_of(plan.stored)
    ids = {row.pk for row in rows if isinstance(row, Indicator)}
    ids |= {row.indicator_id for row in rows if isinstance(row, Phrase | Series)}
    for indicator_id in sorted(ids):
        version_in_force(indicator_id, user)


def _close(user: User, file: BroughtFile, plan: Plan) -> None:
    file.body, file.put_in_at = b"", timezone.now()
    file.made, file.changed, file.left = (plan.counts[each] for each in (Outcome.MADE, Outcome.CHANGED, Outcome.LEFT))
    file.save()
    record_event(user, "import.put_in", file, {"sha256": file.sha256, "made": file.made, "changed": file.changed})


def rows_out(user: User, sheet: Sheet) -> Iterator[list[str]]:
    """The rows of a table as texts, in the order of the sheet's heads."""
    if not user.has_perm(f"claims.view_{sheet.name}"):
        raise NotAllowed
    return sheet.lines()


def _curator(user: User, sheet: Sheet) -> None:
    """Bringing in may make rows and change them."""
    if not all(user.has_perm(f"claims.{verb}_{sheet.name}") for verb in ("add", "change")):
        raise NotAllowed
