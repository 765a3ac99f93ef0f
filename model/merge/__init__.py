"""Merging: which records are the same work, which source wins a field, and where each value came from."""

from model.merge.overrides import FILE_NAME, Overrides, load_overrides, overrides_from
from model.merge.precedence import resolve
from model.merge.provenance import Other, Provenance, conflicts, has_conflict, provenance
from model.merge.works import Hint, Join, KeptApart, Merged, Work, merge

__all__ = [
    "FILE_NAME",
    "Hint",
    "Join",
    "KeptApart",
    "Merged",
    "Other",
    "Overrides",
    "Provenance",
    "Work",
    "conflicts",
    "has_conflict",
    "load_overrides",
    "merge",
    "overrides_from",
    "provenance",
    "resolve",
]
