"""Times and delays as counts in logarithmic buckets, so that medians come from sums of counts.

A bucket is a twentieth wide: what is read out of it is within 5 percent of the true value.
"""

from __future__ import annotations

import math
from collections.abc import Mapping

WIDTH = math.log(1.05)


def bucket_of(amount: float) -> int:
    """The number of the bucket of an amount; all that is below 1 is in the first."""
    return math.floor(math.log(max(amount, 1.0)) / WIDTH)


def middle_of(bucket: int) -> float:
    """The amount in the middle of a bucket, on the logarithmic scale."""
    return math.exp((bucket + 0.5) * WIDTH)


def percentile(counts: Mapping[int, int], share: float) -> float | None:
    """The amount below which `share` (0..1) of what was counted lies, within 5 percent; None of nothing."""
    wanted, seen = share * sum(counts.values()), 0
    for bucket in sorted(counts):
        seen += counts[bucket]
        if seen >= wanted and counts[bucket]:
            return middle_of(bucket)
    return None
