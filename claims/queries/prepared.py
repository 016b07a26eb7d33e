"""Reads whose statement is built once and asked many times: building one takes the ORM longer than the database
takes to answer it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import Model, QuerySet
from django.db.models.expressions import RawSQL

Row = TypeVar("Row", bound=Model)


@dataclass(frozen=True, slots=True)
class Given:
    """Stands among the parameters of a statement for a value that is given when it is asked."""

    name: str


def given(name: str) -> RawSQL:
    return RawSQL("%s", (Given(name),))


def filled(parameters: Sequence[Any], values: Mapping[str, Any]) -> tuple[Any, ...]:
    """The parameters of a statement with what was given in place."""
    return tuple(values[each.name] if isinstance(each, Given) else each for each in parameters)


class Prepared(Generic[Row]):
    """A query that is made with `given` in place of what changes from one asking to the next."""

    def __init__(self, query: Callable[[], QuerySet[Row]]) -> None:
        self._query = query
        self._built: dict[str, tuple[QuerySet[Row], str, tuple[Any, ...]]] = {}

    def __call__(self, **values: Any) -> list[Row]:
        """The rows as they are now."""
        query, sql, parameters = self._statement()
        return list(query.model._base_manager.raw(sql, filled(parameters, values)))

    def _statement(self) -> tuple[QuerySet[Row], str, tuple[Any, ...]]:
        """In the words of the database."""
        connection = connections[DEFAULT_DB_ALIAS]
        if connection.vendor not in self._built:
            query = self._query()
            self._built[connection.vendor] = (query, *query.query.get_compiler(connection=connection).as_sql())
        return self._built[connection.vendor]
