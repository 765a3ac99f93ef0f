"""BibLaTeX out of records: dates, eprints and places under the names that biber knows."""

from __future__ import annotations

from collections.abc import Sequence

from model.citations.bibtex import keys, write_entry
from model.citations.latexfields import biblatex_fields, biblatex_type
from model.record import Record

__all__ = ["write"]

_ORDER = {
    name: place
    for place, name in enumerate(
        (
            *("author", "editor", "translator", "title", "shorttitle", "origtitle", "booktitle", "journaltitle"),
            "shortjournal",
            *(
                "series",
                "volume",
                "number",
                "issue",
                "eid",
                "pages",
                "pagetotal",
                "chapter",
                "edition",
                "version",
                "type",
            ),
            *(
                "date",
                "year",
                "eventtitle",
                "eventdate",
                "origdate",
                "venue",
                "publisher",
                "institution",
                "organization",
                "location",
                "isbn",
            ),
            *(
                "issn",
                "doi",
                "eprint",
                "eprinttype",
                "url",
                "urldate",
                "pmid",
                "pmcid",
                "isi",
                "language",
                "keywords",
                "howpublished",
                "note",
            ),
            *("entrysubtype", "abstract"),
        )
    )
}


def write(records: Sequence[Record], *, human_keys: bool = False) -> str:
    """A BibLaTeX file of the records, in their order; no key comes twice. `human_keys` as in `bibtex.write`."""
    named = zip(records, keys(records, human=human_keys), strict=True)
    return "\n".join(write_entry(biblatex_type(record), key, biblatex_fields(record), _ORDER) for record, key in named)
