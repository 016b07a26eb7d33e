"""Rows as templates show them: from what queries return to words, figures and links."""
