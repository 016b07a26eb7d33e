"""From a text to claims: sentences, quantities, places, indicators, periods, attribution, check-worthiness.

Pure: no Django, no network, no clock, no setting. The words of the language stand in `words`.
"""
