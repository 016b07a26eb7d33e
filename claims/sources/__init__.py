"""Reference data in: one file per provider, and the one door to the network."""
