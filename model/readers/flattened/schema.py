"""What LibreCat puts where: the maps of an export record, their keys, and the shape of each key's value.

The nesting that a flattened record has lost is read back with these tables. They follow LibreCat's own
JSON schema (``config/schemas.yml``) and what its exports show beyond it (ISTA, Bielefeld, Paderborn).
A key that is in no table is not refused: it goes where it sorts.
"""

from collections.abc import Mapping
from enum import IntEnum, auto
from types import MappingProxyType
from typing import NamedTuple


class Kind(IntEnum):
    """What the value of a key can be."""

    TEXT = auto()  # prose: one scalar, blanks allowed
    WORD = auto()  # one scalar without blanks: an identifier, a date, an enumerated value
    FLAG = auto()  # 0 or 1
    TEXTS = auto()  # a list of prose scalars
    WORDS = auto()  # a list of scalars without blanks
    MAP = auto()  # one map
    MAPS = auto()  # a list of maps
    ANY = auto()  # not known


SCALAR_KINDS = frozenset({Kind.TEXT, Kind.WORD, Kind.FLAG})
WORD_KINDS = frozenset({Kind.WORD, Kind.FLAG, Kind.WORDS})
LIST_KINDS = frozenset({Kind.TEXTS, Kind.WORDS})


class Shape(NamedTuple):
    """The kind of a value and, for maps and lists of maps, the name of the map."""

    kind: Kind
    of: str = ""


ANY = Shape(Kind.ANY)

# Keys that every record has (LibreCat's "absolute minimal record", and what the system adds to it), and the one
# that an export ends it with.
REQUIRED = ("_id", "date_created", "date_updated", "status", "title", "type")
LAST_KEY = "year"

# Keys that sort before or at `_id`: with one of these a record starts.
FIRST_KEYS = ("OA_place", "OA_type", "PlanS_conform", "_id")

TOP = "record"


def _shapes(kind: Kind, names: str, of: str = "") -> dict[str, Shape]:
    return {name: Shape(kind, of) for name in names.split()}


_RECORD = (
    _shapes(
        Kind.TEXT,
        """acknowledgement additionalInformation additional_information application_number article_processing_charge
        author_contribution
        copyright data_reuse_license degree_awarded edition email extern_status funding intvolume ipc ipn issue license
        message note oa_version original_title page place plan_s publication publisher publishing_license report_number
        series_title series_volume supplementary_material title volume wos_type""",
    )
    | _shapes(
        Kind.WORD,
        """OA_place OA_type _id _version application_date article_number article_type cc_license
        conference_type date_created date_published date_submitted date_updated day defense_date doi
        file_date_updated isi_id month page_nr pubmedID publication_date publication_status publishing_date
        pubrep_id status type urn user_id year""",
    )
    | _shapes(
        Kind.FLAG,
        """PlanS_conform accept arxiv corr_author creative_commons dfg ec_funded extern first_author fulltext
        funded_apc has_accepted_license has_access_level has_fulltext inspire is_reviewed isi locked new_request oa
        open_data_release pmid pmc popular_science pubfund quality_controlled scopus_import unibi_author""",
    )
    | _shapes(
        Kind.TEXTS,
        """alternative_title applicant corporate_editor jel keyword nasc pacs research_area subject thematic_area""",
    )
    | _shapes(Kind.WORDS, "alternative_id ddc genbank msc")
    | _shapes(
        Kind.MAPS,
        "author editor translator supervisor reviewer contributor conference_editor corr_authors corresponding_author",
        "person",
    )
    | {
        "abstract": Shape(Kind.MAPS, "abstract"),
        "acknowledged_ssus": Shape(Kind.MAPS, "reference"),
        "citation": Shape(Kind.MAP, "citation"),
        "conference": Shape(Kind.MAP, "conference"),
        "creator": Shape(Kind.MAP, "creator"),
        "department": Shape(Kind.MAPS, "department"),
        "external_id": Shape(Kind.MAP, "external_id"),
        "file": Shape(Kind.MAPS, "file"),
        "language": Shape(Kind.MAPS, "language"),
        "main_file_link": Shape(Kind.MAPS, "main_file_link"),
        "original_language": Shape(Kind.MAPS, "language"),
        "project": Shape(Kind.MAPS, "project"),
        "publication_identifier": Shape(Kind.MAP, "publication_identifier"),
        "related_material": Shape(Kind.MAP, "related_material"),
        "research_group": Shape(Kind.MAPS, "project"),
        "submissions": Shape(Kind.MAPS, "submission"),
        "tmp": Shape(Kind.MAP, "licence"),
    }
)

_MAPS = {
    TOP: _RECORD,
    "abstract": _shapes(Kind.TEXT, "text") | _shapes(Kind.WORD, "lang"),
    "citation": _shapes(
        Kind.TEXT,
        """aaai acm acs aip ama angewandte-chemie aps apa apa_indent asa bibtex bio1 chicago cse default dgps
        din1505-2-1 ecoa frontiers gost harvard harvard1 havard ieee ista lncs mla mla8 nature plos rsc short springer
        ufg vancouver wels""",
    ),
    "conference": _shapes(Kind.TEXT, "location name series") | _shapes(Kind.WORD, "end_date start_date url"),
    "creator": _shapes(Kind.TEXT, "full_name login name") | _shapes(Kind.WORD, "id"),
    "department": _shapes(Kind.WORD, "_id")
    | _shapes(Kind.TEXT, "display layer name")
    | {"position": Shape(Kind.TEXT), "tree": Shape(Kind.MAPS, "reference")},
    "external_id": _shapes(
        Kind.WORDS,
        "MathSciNet ahf arxiv bibcode dblp doi ethos eric inspire isi medline oaId opac phillister pmc pmid scoap3 "
        "scopus unknown urn zbmath zdb",
    ),
    "file": _shapes(
        Kind.WORD,
        "access_level checksum content_type creator date_created date_updated embargo embargo_to file_id file_size "
        "open_access rac_email relation request_a_copy success year",
    )
    | _shapes(Kind.TEXT, "description file_name license title"),
    "language": _shapes(Kind.WORD, "iso") | _shapes(Kind.TEXT, "name"),
    "licence": _shapes(Kind.TEXT, "image legal_code_url name short"),
    "link": _shapes(Kind.WORD, "relation url") | _shapes(Kind.TEXT, "description title"),
    "main_file_link": _shapes(Kind.WORD, "open_access url") | _shapes(Kind.TEXT, "description"),
    "person": _shapes(Kind.TEXT, "affiliation first_name full_name last_name role")
    | _shapes(Kind.WORD, "email id orcid"),
    "project": _shapes(Kind.TEXT, "_id acronym call_identifier funder grant_number name")
    | _shapes(Kind.WORD, "end_date start_date url"),
    "publication_identifier": _shapes(Kind.WORDS, "eisbn eissn isbn issn unknown"),
    "record": _RECORD,
    "reference": _shapes(Kind.TEXT, "_id name"),
    "related_material": {"link": Shape(Kind.MAPS, "link"), "record": Shape(Kind.MAPS, "related_record")},
    "related_record": _shapes(Kind.WORD, "id relation status") | _shapes(Kind.TEXT, "description title url"),
    "submission": _shapes(Kind.TEXT, "_id date name status"),
}

MAPS: Mapping[str, Mapping[str, Shape]] = MappingProxyType(_MAPS)

ALL_KEYS = frozenset(key for known in _MAPS.values() for key in known)

# Words that a citation has before a colon: where a tag was replaced by a blank (`doi:<a ...>`), they look like keys.
PROSE_WORDS = frozenset({"doi", "DOI", "In", "in", "url", "URL", "https", "http"})


def shape_of(rule: str, key: str) -> Shape:
    """What the value of `key` in the map called `rule` looks like; `ANY` where neither is known."""
    known = MAPS.get(rule)
    return ANY if known is None else known.get(key, ANY)


def is_known(rule: str, key: str) -> bool:
    """Whether LibreCat has `key` in the map called `rule`."""
    known = MAPS.get(rule)
    return known is not None and key in known
