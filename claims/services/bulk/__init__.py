"""Curated rows as files: brought in from CSV and XLSX after a dry run, taken away as both.

The code is the desk's own. django-import-export (BSD, kept well) was looked at: it opens workbooks with no guard
against bombs, asks the database once per row for what is there, knows one table per file where claimants come with
their names and ratings in versions of their scale, writes no audit event, and its pages style inline, which the
content policy refuses.

A table joins by its `Sheet`, in the list at the end of `sheets`:

    Sheet(model=Rule, key=("slug",), columns=("slug", "name", "position", "queue.slug"))

and by naming `BulkAdmin` among the bases of its admin page.
"""
