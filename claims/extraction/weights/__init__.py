"""Weights that were trained, each beside the card that says on what."""
