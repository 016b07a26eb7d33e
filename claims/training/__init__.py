"""Training of the weights that extraction ships. A package of its own because it alone needs numpy: what reads
articles runs on the weights' text file and plain Python, and starts without it."""
