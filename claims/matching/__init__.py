"""A claim set beside claims that were checked earlier: likely repeats. Pure: no Django, no network, no clock."""
