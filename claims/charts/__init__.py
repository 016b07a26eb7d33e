"""A series with a claim marked on it, drawn on the server as SVG, with the words that say the same."""

from claims.charts.draw import draw_series
from claims.charts.labels import ChartLabels
from claims.charts.lives import YearsClaimed, YearsTold, draw_lives
from claims.charts.plane import COMPACT, WIDE, ChartSize

__all__ = ["COMPACT", "WIDE", "ChartLabels", "ChartSize", "YearsClaimed", "YearsTold", "draw_lives", "draw_series"]
