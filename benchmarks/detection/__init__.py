"""Detection's labelled sets: which there are, which part stays unread, and the ranker's training."""
