"""Search: what was asked, what can be found, and in which order."""
