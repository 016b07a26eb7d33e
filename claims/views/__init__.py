"""Pages: authorise, form, one use case, render or redirect."""
