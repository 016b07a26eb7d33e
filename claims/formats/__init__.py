"""How days, times and numbers are written in each language of the desk."""
