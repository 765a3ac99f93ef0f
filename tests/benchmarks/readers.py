"""Speed of each reader beside the parser it stands on, and growth of the time on inputs made to be slow."""

from __future__ import annotations

import random
import time
from collections.abc import Callable

import bibtexparser
import yaml

from model.readers import bibtex, librecat, librecat_flat
from model.readers.base import Document, Reading

RECORDS = 2_000
ROUNDS = 3
_WORDS = [
    *("sparse", "networks", "pruning", "training", "graph", "lower", "bounds", "communication", "distributed"),
    *("optimal", "leader", "election", "protocols", "quantum", "memory", "convergence", "scalable", "efficient"),
    *("models", "transfer", "adaptive", "gradient", "methods", "consensus", "in", "of", "for", "the"),
]


def main() -> None:
    rows = [_yaml(), _bibtex(), _flat()]
    print(f"{RECORDS:,} records each, median of {ROUNDS} CPU times\n")
    print("| reader | MB/s | records/s | the parser alone | ours / the parser's |\n|---|---|---|---|---|")
    for name, size, ours, peer, alone in rows:
        ratio = f"{ours / alone:.2f}" if alone else "-"
        print(f"| {name} | {size / ours / 1e6:.1f} | {RECORDS / ours:,.0f} | {peer} | {ratio} |")
    print("\nTime when an input made to be slow grows 2x (about 2 is linear):\n")
    print("| input | growth |\n|---|---|")
    for name, make, read in ADVERSARIES:
        print(f"| {name} | {_growth(make, read):.1f} |")


def cpu(work: Callable[[], object], rounds: int = ROUNDS) -> float:
    """Median CPU seconds of some rounds."""
    times = []
    for _ in range(rounds):
        started = time.process_time()
        work()
        times.append(time.process_time() - started)
    return sorted(times)[len(times) // 2]


def title(dice: random.Random, words: int = 9) -> str:
    return " ".join(dice.choice(_WORDS) for _ in range(words)).capitalize()


def librecat_records(count: int, seed: int = 7) -> list[dict[str, object]]:
    """Records of LibreCat's shape and size, with made-up words."""
    dice = random.Random(seed)
    return [_librecat_record(dice, 1000 + number) for number in range(count)]


def _librecat_record(dice: random.Random, number: int) -> dict[str, object]:
    names = [(f"Family{dice.randrange(900)}", f"Given{dice.randrange(90)}") for _ in range(4)]
    people = [{"first_name": g, "full_name": f"{f}, {g}", "id": f"p-{f}", "last_name": f} for f, g in names]
    heading = title(dice)
    cited = f"{names[0][0]}, et al. (2021). <i>{heading}</i>. Proceedings: of {title(dice, 4)}, pp. 1-9. #{number}"
    return {
        "_id": str(number),
        "abstract": [{"lang": "eng", "text": f"{title(dice, 120)}.\r\n\r\n{title(dice, 60)}: it's 5 < 6."}],
        "article_processing_charge": "No",
        "author": people,
        "citation": dict.fromkeys(("ama", "apa", "chicago", "ieee", "ista", "mla", "short"), cited),
        "conference": {"end_date": "2021-07-01", "location": "Vienna, Austria", "name": title(dice, 4)},
        "date_published": "2021-06-30T00:00:00Z",
        "date_updated": f"2024-01-{1 + number % 28:02d}T10:00:00Z",
        "day": "30",
        "department": [{"_id": "DaAl"}],
        "doi": f"10.5555/{number}",
        "external_id": {"arxiv": [f"2106.{number:05d}"[:10]]},
        "language": [{"iso": "eng"}],
        "oa": 1,
        "page": "1-9",
        "publication": f"Proceedings of {title(dice, 4)}",
        "status": "public",
        "title": heading,
        "type": "conference",
        "volume": str(dice.randrange(60)),
        "year": "2021",
    }


def librecat_yaml(count: int) -> str:
    dumper = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
    return yaml.dump_all(
        librecat_records(count), Dumper=dumper, explicit_start=True, explicit_end=True, allow_unicode=True
    )


def bibtex_text(count: int) -> str:
    dice = random.Random(7)
    return "\n".join(
        f"@inproceedings{{key{number},\n  author = {{Family{dice.randrange(900)}, Given and Other, M{{\\'e}}}},\n"
        f"  title = {{{title(dice)}}},\n  booktitle = {{Proceedings of {title(dice, 4)}}},\n  pages = {{1--9}},\n"
        f"  abstract = {{{title(dice, 80)}}},\n  doi = {{10.5555/{number}}},\n  year = {{2021}},\n}}\n"
        for number in range(count)
    )


Row = tuple[str, int, float, str, float]


def _yaml() -> Row:
    text = librecat_yaml(RECORDS)
    ours = cpu(lambda: librecat.read(Document("x", text)))
    loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
    return "LibreCat YAML", len(text), ours, "PyYAML CBaseLoader", cpu(lambda: list(yaml.load_all(text, loader)))


def _bibtex() -> Row:
    text = bibtex_text(RECORDS)
    ours = cpu(lambda: bibtex.read(Document("x", text)))
    return "BibTeX", len(text), ours, "bibtexparser", cpu(lambda: bibtexparser.parse_string(text))


def _flat() -> Row:
    text = " ".join(librecat_yaml(RECORDS).split("\n"))
    text = " ".join(part for part in text.split(" ") if part)
    return "LibreCat YAML, flattened", len(text), cpu(lambda: librecat_flat.read(Document("x", text)), 1), "-", 0.0


def _growth(make: Callable[[int], str], read: Callable[[Document], Reading]) -> float:
    small, large = make(20_000), make(40_000)
    first = cpu(lambda: read(Document("x", small)))
    return cpu(lambda: read(Document("x", large))) / max(first, 1e-4)


ADVERSARIES: tuple[tuple[str, Callable[[int], str], Callable[[Document], Reading]], ...] = (
    ("BibTeX: only opening braces", lambda n: "@article{a, title = " + "{" * n, bibtex.read),
    ("BibTeX: a quote that never closes", lambda n: '@article{a, title = "' + "x " * n, bibtex.read),
    ("BibTeX: entries that never close", lambda n: "@article{a,\n title={b\n" * (n // 10), bibtex.read),
    ("BibTeX: only at-signs", lambda n: "@" * n, bibtex.read),
    ("BibTeX: backslashes", lambda n: "@article{a, title={" + "\\" * n + "}}", bibtex.read),
    ("YAML: opening brackets", lambda n: "_id: '1'\ntitle: " + "[" * n, librecat.read),
    ("YAML: document marks", lambda n: "_id: '1'\ntitle: t\n" + "---\n" * n, librecat.read),
    ("YAML: one key again and again", lambda n: "_id: '1'\n" + "title: t\n" * n, librecat.read),
    ("flat: keys without values", lambda n: "--- _id: '1' " + "title: " * n, librecat_flat.read),
    ("flat: quotes", lambda n: "--- _id: '1' title: " + "'" * n, librecat_flat.read),
    ("flat: dashes", lambda n: "--- _id: '1' author: " + "- " * n, librecat_flat.read),
)

if __name__ == "__main__":
    main()
