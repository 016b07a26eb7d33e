"""What people prove themselves by, computed: no table, no request. The libraries behind it (cryptography and what
stands on it, about 13 MB) are loaded by the first who needs them, for most processes of a desk never do."""
