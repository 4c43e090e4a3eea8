"""Which alerts are due to whom, and the digest as a value that every channel can put into words."""
