"""Which connector a source's rows name."""

from __future__ import annotations

from collections.abc import Mapping

from claims.sources.comtrade import Comtrade
from claims.sources.dbnomics import DBnomics
from claims.sources.eurostat import Eurostat
from claims.sources.faostat import Faostat
from claims.sources.faostat_api import FaostatApi
from claims.sources.imf import Imf
from claims.sources.owid import Owid
from claims.sources.tables import Tables
from claims.sources.un_sdg import UnSdg
from claims.sources.who import Who
from claims.sources.wikidata import Wikidata
from claims.sources.world_bank import WorldBank
from claims.sources.world_bank_archive import WorldBankArchive
from claims.values import Connector, SourceError

CONNECTORS: Mapping[str, Connector] = {
    each.slug: each
    for each in (
        *(WorldBank(), WorldBankArchive(), Faostat(), FaostatApi(), Tables()),
        *(Imf(), Comtrade(), Owid(), Who(), UnSdg(), Eurostat(), DBnomics(), Wikidata()),
    )
}


SERVE_GROUPS = frozenset({"world_bank", "world_bank_archive", "faostat", "tables"})
"""Those that give every place of a group, or a whole table of places, in few requests."""


def connector(slug: str) -> Connector:
    """Raises SourceError where no connector has that name."""
    try:
        return CONNECTORS[slug]
    except KeyError as error:
        raise SourceError("no_connector", permanent=True, numbers=(("connector", slug),)) from error
