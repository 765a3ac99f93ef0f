"""Made-up libraries that look real: titles, names, venues and identifiers, from a seed.

Words follow Zipf's law over a lexicon that grows with the library, a few families write most papers,
some titles hold hyphens, some names accents, an eighth of the records an abstract.
"""

from collections.abc import Iterator
from itertools import product

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from tests.benchmarks.document import Document


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


_COMMON = _words(
    """learning network model analysis system data algorithm theory optimal efficient distributed neural
quantum graph dynamic structure deep method approach adaptive parallel estimation control language
image detection random linear sparse memory stochastic program design inference robust scalable
gradient protein cell signal energy time space logic parameter function complexity bound
approximation matrix kernel convex compression pruning quantization consensus concurrent queue lock
priority scheduling transaction storage cache query index search retrieval semantic translation
speech vision object segmentation tracking motion robot planning policy reward agent game auction
market risk network traffic routing wireless sensor channel coding decoding encryption privacy
security attack verification proof type compiler register hardware circuit processor synthesis
simulation fluid plasma magnetic spin phase transition lattice crystal surface film membrane
receptor gene genome expression mutation evolution population ecology climate ocean soil forest
carbon nitrogen water galaxy stellar orbit gravity black hole particle decay symmetry manifold
homology category sheaf group ring field curve polynomial integer prime spectral operator equation
boundary diffusion wave scattering resonance cortex synapse attention behaviour perception decision
emotion child health cancer tumour therapy vaccine infection immune clinical trial survey history
culture social political economic policy education teacher student university library archive
citation record"""
)
_STEMS = _words(
    """act adapt align amort asym auto bay bench bias bind block bound branch bundle calc calibr cascad
centr chann chron clust cod coher collab combin commun compar compil compos comput conden config
conserv constr contin contract converg convol correl coupl crypt curv cycl decod defin deleg dens
depend deriv detect determin diagon differ diffus dimens discret distill divers dual elast embed
emerg encod entangl entrop epidem equilibr ergod estim evalu excit expans explor exponent factor
feder ferr filter finit flex form fract fragment fus gener geod grad gran harmon hash heur hier hydr
hypoth ident imag imit impl incent increment induc infer inform inhibit initial insul integr intens
interact interpol invari invers ion iso iter jump junct kinet label lamin laten layer leg level lim
linear local logist mag map marg mask match maxim measur mechan merg mesh metab metr micr migrat
minim mit mix mod modul molec monot morph multi mut nest neur nod norm nucle observ occlus ontolog
oper oscill osm overl oxid pack pair partit path pattern perc perfor permut perturb phot phyl
pipelin pixel plast pol pool porous pred prim prob proj prop prun puls quant radiat rank react recon
recov recurr redund refin reg relax repl represent resid respir retin rhythm rob rot sampl satur
scal schedul segment select sens separ sequ shard shift simil skelet smooth sol sort spars spatial
spectr spik splin stabil stat steer stochast strat stream stress struct subset sym synchron synth
tempor tens term therm thresh token topolog torus trac trans tree trunc tub turb uncert unif valid
vari vect veloc vert vibr virt visc volum vort warp weight yield zon"""
)
_BEFORE = _words(
    """anti auto bi bio co cross cyber de dis electro geo hetero homo hyper hypo inter intra macro mega
meta micro mono multi nano neo neuro non over para photo poly post pre proto pseudo re semi sub
super thermo trans ultra un"""
)
_AFTER = _words(
    """able al ance ant ation ative ed ence er ian ible ic icity ification ing ion ious ism ist istic ity
ive ization ized izer less logy ment ness oid or ous tion tive ture ure"""
)
_FAMILIES = _words(
    """Müller Schmidt García Wang Li Zhang Chen Nguyen Kim Tanaka Sato Ivanov Petrov Novák Dvořák Kowalski
Łukasiewicz Håkansson Østergård Jørgensen Andersson Virtanen Rossi Bianchi Silva Santos Fernández
Martínez Dubois Lefèvre O'Brien MacDonald Smith Johnson Williams Brown Jones Miller Davis Wilson
Anderson Taylor Thomas Moore Martin Lee Thompson White Harris Clark Lewis Young King Wright Scott
Green Adams Baker Singh Kumar Patel Sharma Gupta Khan Hussain Ahmed Cohen Levi Mizrahi Papadopoulos
Yılmaz Öztürk Szabó"""
)
_GIVEN = _words(
    """Anna Maria Elena Dan Elias Torsten Alexandra Giorgi Wei Yuki Hiroshi Ming Jürgen Björn Zoë José
André Łucja Søren Ngoc Priya Rahul Fatima Omar Ada Alan Grace Barbara Edsger Leslie Nancy Michael
David Sarah Laura Peter Paul Eva Ivan Olga Sergei Tatiana Pavel Katarína Mateusz Agnieszka Lars
Ingrid Aino Marco Giulia João Inês Carlos Lucía Pierre Amélie Jean-Luc Anne-Marie Noah Miriam Kostas
Eleni Emre Ayşe"""
)
_SYLLABLES = _words(
    """ba be bo bra bren cal car cham dal dan del dor dra el fal fen fis gar gor gra hal ham han hart hol
jan kal kar kel kov kra lam lan lar lev lin lom mar mel mon mor nar nel nor pal par pel per pol ram
ren ros sal san sch sel shi sor stan ster tal tam tor tur val ven vol war wen win yam zan zel"""
)
_ENDINGS = _words("""a berg er ez i in ini kov man mann nen o ov sen ska ski son stein ström ton ura us vić wood""")
_VENUES = """International Conference on Machine Learning|Advances in Neural Information Processing Systems|
Symposium on Principles of Distributed Computing|Proceedings of the National Academy of Sciences|Nature
Communications|Physical Review Letters|Journal of the ACM|IEEE Transactions on Information Theory|Theoretical
Computer Science|The Astrophysical Journal|Journal of Cell Biology|Annals of Mathematics|arXiv""".replace(
    "\n", " "
).split("|")
_TYPES = (
    ("conference", "paper-conference", "conference paper"),
    ("journal_article", "article-journal", "journal article"),
    ("dissertation", "thesis", "thesis"),
    ("preprint", "article", "preprint"),
)
_SMALL = ("for", "with", "of", "in", "via", "and", "under", "from", "on the", "towards")

Places = NDArray[np.int64]


def documents(count: int, seed: int = 1) -> Iterator[Document]:
    """`count` records numbered newest first."""
    rng = np.random.default_rng(seed)
    world = World(rng, count)
    years = -np.sort(-(2025 - np.minimum(rng.geometric(0.09, count), 60)))
    for row in range(count):
        yield world.record(row, int(years[row]))


class World:
    """The words, names and venues that the records of one library draw on."""

    def __init__(self, rng: Generator, count: int) -> None:
        self._rng = rng
        self._words = _lexicon(rng, min(4_000 + count // 2, 60_000))
        self._families = _families(rng, min(300 + count // 3, 60_000))
        self.venues = [*_VENUES, *(_venue(self._words, rng) for _ in range(min(20 + count // 50, 5_000)))]
        self._picks: dict[int, list[int]] = {}

    def record(self, row: int, year: int) -> Document:
        """One record."""
        title = self.title()
        names = [self.name() for _ in range(1 + min(int(self._rng.poisson(2.2)), 12))]
        venue = self.venues[self.pick(len(self.venues))]
        kind = _TYPES[min(int(self._rng.integers(0, 8)), 3) if row % 3 else 1]
        keywords = tuple(self.word() for _ in range(4)) if row % 4 == 0 else ()
        abstract = self.prose(110) if row % 8 == 0 else ""
        return _document(row, year, title, names, venue, kind, keywords, abstract)

    def pick(self, count: int) -> int:
        """A number below `count`, small ones most often."""
        if not self._picks.get(count):
            ranks = np.exp(self._rng.random(4_096) * np.log(count + 1.0)) - 1
            self._picks[count] = np.minimum(ranks.astype(np.int64), count - 1).tolist()
        return self._picks[count].pop()

    def word(self) -> str:
        return self._words[self.pick(len(self._words))]

    def name(self) -> str:
        return f"{self._families[self.pick(len(self._families))]}, {_GIVEN[self.pick(len(_GIVEN))]}"

    def title(self) -> str:
        words = [self.word() for _ in range(3 + min(int(self._rng.poisson(3.0)), 9))]
        style = int(self._rng.integers(0, 10))
        if style == 0:
            head = self.word()[:5].capitalize() + self.word()[:4].upper()
            words = [head + ":", *words]
        if style in (1, 2):
            words[:2] = [f"{words[0]}-{words[1]}"]
        for at in range(2, len(words), 3):
            words[at] = f"{_SMALL[self.pick(len(_SMALL))]} {words[at]}"
        text = " ".join(words)
        return text[:1].upper() + text[1:] if style < 5 else text.title()

    def prose(self, words: int) -> str:
        text = " ".join(self.word() if at % 3 else _SMALL[self.pick(len(_SMALL))] for at in range(words))
        return text.capitalize() + "."


def _document(
    row: int,
    year: int,
    title: str,
    names: list[str],
    venue: str,
    kind: tuple[str, ...],
    keywords: tuple[str, ...],
    abstract: str,
) -> Document:
    family = names[0].partition(",")[0]
    number, key = str(100_000 + row), f"{family.replace(' ', '')}{year}{title.split()[0].strip(':').lower()}"
    doi = f"10.{1000 + row % 97}/{row * 7919 % 9_999_991}.{row}"
    arxiv = (f"{year % 100:02d}{1 + row % 12:02d}.{row % 99_991:05d}",) if row % 3 == 0 and year > 2007 else ()
    fields: dict[str, str | tuple[str, ...]] = {
        "author": tuple(names),
        "person": tuple(names),
        "container": venue,
        "publisher": venue.split()[0],
        "type": kind,
        "doi": doi,
        "arxiv": arxiv,
        "id": number,
        "key": key,
        "keyword": keywords,
        "lang": "eng",
        "source": f"library{row % 5}.bib",
        "has": ("doi", "abstract") if abstract else ("doi",),
        "is": ("oa",) if row % 3 else (),
    }
    facets = {
        "type": kind[-1:],
        "year": (str(year),),
        "person": tuple(dict.fromkeys(names)),
        "container": (venue,),
        "keyword": keywords,
        "open access": ("yes",) if row % 3 else ("no",),
        "source": (f"library{row % 5}.bib",),
    }
    ids = (number, doi, *arxiv, key)
    return Document(
        title, "; ".join(names), venue, year, ids, "", fields, facets, " ".join((*keywords, abstract)).strip()
    )


def _lexicon(rng: Generator, count: int) -> list[str]:
    made = [before + stem + after for before, stem, after in product(("", *_BEFORE), _STEMS, _AFTER)]
    some = rng.choice(len(made), count, replace=False).tolist()
    return list(dict.fromkeys([*_COMMON, *(made[at] for at in some)]))


def _families(rng: Generator, count: int) -> list[str]:
    made = [
        "".join(_SYLLABLES[at] for at in rng.integers(0, len(_SYLLABLES), int(rng.integers(1, 4)))).capitalize()
        + _ENDINGS[int(rng.integers(0, len(_ENDINGS)))]
        for _ in range(count)
    ]
    return list(dict.fromkeys([*_FAMILIES, *made]))


def _venue(words: list[str], rng: Generator) -> str:
    some = [words[int(at)].capitalize() for at in rng.integers(0, min(len(words), 900), 3)]
    kinds = ("Journal of {} {}", "Workshop on {} {} and {}", "{} {} Letters", "Annals of {} {}")
    return kinds[int(rng.integers(0, len(kinds)))].format(*some)
