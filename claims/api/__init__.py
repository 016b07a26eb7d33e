"""What programs say to the desk, in JSON."""
