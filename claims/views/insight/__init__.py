"""Insight: what comes in, what is done of it and how fast, read from tallies alone.

A package in place of one file, for its length.
"""
