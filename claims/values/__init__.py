"""The frozen dataclasses that all the rest speak in.

Nothing here imports Django, reads a setting, opens a socket or asks a clock. Offsets are code points in
the text as it was given, numbers are `Decimal`, days are `date`, periods are spans of days (both ends
included), places are ISO 3166 alpha-3 codes ("WLD" for the world).
"""

from claims.values.comparing import (
    AsOf,
    Band,
    Chart,
    Compared,
    OtherReading,
    ReadingKind,
    Relation,
    SeriesInfo,
    Statement,
    Summary,
)
from claims.values.earlier import (
    FactCheck,
)
from claims.values.proposals import (
    Judged,
    ModelConfig,
    Offer,
    Proposed,
)
from claims.values.reasons import (
    Reason,
)
from claims.values.reference import (
    Connector,
    Observed,
    Query,
    Request,
    Response,
    SourceConfig,
    SourceError,
    SourceReading,
)
from claims.values.text import (
    AsideSentence,
    Attribution,
    ClaimantKind,
    Comparator,
    ExtractedClaim,
    Extraction,
    IndicatorCandidate,
    IndicatorEntry,
    Lexicon,
    Move,
    Period,
    Person,
    PersonMeasure,
    PlaceMention,
    PlaceName,
    PlaceNameKind,
    PlaceRole,
    PlaceSource,
    Quantity,
    QuantityKind,
    SaidOnSource,
)

__all__ = [
    "AsOf",
    "AsideSentence",
    "Attribution",
    "Band",
    "Chart",
    "ClaimantKind",
    "Comparator",
    "Compared",
    "Connector",
    "ExtractedClaim",
    "Extraction",
    "FactCheck",
    "IndicatorCandidate",
    "IndicatorEntry",
    "Judged",
    "Lexicon",
    "ModelConfig",
    "Move",
    "Observed",
    "Offer",
    "OtherReading",
    "Period",
    "Person",
    "PersonMeasure",
    "PlaceMention",
    "PlaceName",
    "PlaceNameKind",
    "PlaceRole",
    "PlaceSource",
    "Proposed",
    "Quantity",
    "QuantityKind",
    "Query",
    "ReadingKind",
    "Reason",
    "Relation",
    "Request",
    "Response",
    "SaidOnSource",
    "SeriesInfo",
    "SourceConfig",
    "SourceError",
    "SourceReading",
    "Statement",
    "Summary",
]
