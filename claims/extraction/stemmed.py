"""Lists of English words by their stems, as the measure finder looks them up."""

from __future__ import annotations

from functools import cache

from claims.extraction.lexemes import stem_of
from claims.extraction.words import en_attribution, en_forms

SKIPPED = frozenset(map(stem_of, en_forms.SKIPPED)) | en_forms.SKIPPED
NEUTRAL = frozenset(map(stem_of, en_forms.NEUTRAL)) | en_forms.NEUTRAL
OTHER_PACE = frozenset(map(stem_of, en_forms.OTHER_PACE))
TIME = frozenset(map(stem_of, en_forms.TIME_WORDS)) | en_forms.TIME_WORDS
CHANGES = frozenset(map(stem_of, en_forms.CHANGE_VERBS))
NARROW = frozenset(map(stem_of, en_forms.MADE_NARROW))
VERBS = frozenset(map(stem_of, en_attribution.SAYING | en_attribution.FINDING | en_forms.OTHER_VERBS))


@cache
def same_whole(denominator: str) -> frozenset[str]:
    """Stems of the words for the whole that a share is of."""
    return frozenset(map(stem_of, en_forms.SAME_WHOLE.get(denominator, frozenset())))
