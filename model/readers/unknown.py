"""What a record should have and does not, in words for a notice."""

from __future__ import annotations

from collections.abc import Container

__all__ = ["missing"]


def missing(fields: Container[str]) -> str:
    """`title`, `year` or `title and no year`; empty when both are known."""
    return " and no ".join(name for name, field in (("title", "title"), ("year", "issued")) if field not in fields)
