"""A claim and the observations of a series: what comparing them says. Pure; all of it in Decimal."""
