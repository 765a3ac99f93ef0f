"""What files call languages, and the codes that LibreCat keeps them by: ISO 639-2's, of its two the bibliographic."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from types import MappingProxyType

__all__ = ["code_of", "words_of"]

_LANGUAGES = (
    "eng en english american british ukenglish usenglish canadian australian newzealand",
    "ger deu de german ngerman austrian naustrian nswissgerman deutsch",
    "fre fra fr french francais frenchb français acadian",
    "ita it italian italiano",
    "spa es spanish castilian español",
    "dut nld nl dutch nederlands",
    "rus ru russian русский",
    "por pt portuguese portuges brazilian brazil português",
    "pol pl polish",
    "cze ces cs czech",
    "hun hu hungarian magyar",
    "swe sv swedish",
    "dan da danish",
    "nor no norwegian norsk",
    "nob nb bokmål",
    "nno nn nynorsk",
    "fin fi finnish",
    "lat la latin",
    "gre ell el greek",
    "chi zho zh chinese mandarin 中文",
    "jpn ja japanese 日本語",
    "kor ko korean",
    "ara ar arabic العربية",
    "per fas fa persian farsi",
    "heb he hebrew",
    "tur tr turkish",
    "ukr uk ukrainian українська",
    "bul bg bulgarian",
    "srp sr serbian",
    "hrv hr croatian",
    "slv sl slovenian slovene",
    "slo slk sk slovak",
    "rum ron ro romanian",
    "cat ca catalan",
    "baq eus eu basque",
    "glg gl galician",
    "est et estonian",
    "lav lv latvian",
    "lit lt lithuanian",
    "ice isl is icelandic",
    "gle ga irish",
    "wel cym cy welsh",
    "hin hi hindi",
    "ind id indonesian",
    "may msa ms malay",
    "tha th thai",
    "vie vi vietnamese",
    "afr af afrikaans",
)
_CODES: Mapping[str, str] = MappingProxyType({name: row.split()[0] for row in _LANGUAGES for name in row.split()})
_NAMES: Mapping[str, tuple[str, ...]] = MappingProxyType({row.split()[0]: tuple(row.split()) for row in _LANGUAGES})


def code_of(name: str) -> str:
    """The code of a language by any of its names, a country behind it or not (`en-GB`); an unknown name stays."""
    lower = name.strip().lower()
    found = _CODES.get(lower) or _CODES.get(lower.replace("_", "-").partition("-")[0])
    return found or name.strip()


@lru_cache(maxsize=1024)
def words_of(names: tuple[str, ...]) -> tuple[str, ...]:
    """All by which languages can be looked for: what a file calls them, their codes and their names."""
    return tuple(dict.fromkeys(word for name in names for word in (name, *_known(code_of(name)))))


def _known(code: str) -> Iterable[str]:
    return _NAMES.get(code, (code,))
