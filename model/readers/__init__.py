"""Readers: one module a format, chosen by what a file holds, never by its name."""
