"""What TeX commands stand for in Unicode: symbols, accents, alphabets, kinds of command."""

# fmt: off
ACCENTS = {
    "`": "\u0300", "'": "\u0301", "^": "\u0302", "~": "\u0303", '"': "\u0308", "=": "\u0304", ".": "\u0307",
    "u": "\u0306", "v": "\u030c", "H": "\u030b", "r": "\u030a", "c": "\u0327", "k": "\u0328", "d": "\u0323",
    "b": "\u0331", "h": "\u0309", "f": "\u0311", "G": "\u030f", "C": "\u030f", "t": "\u0361",
    "textcommabelow": "\u0326", "textogonekcentered": "\u0328",
}
"""Accent command of text -> combining character."""

MATH_ACCENTS = {
    "hat": "\u0302", "widehat": "\u0302", "tilde": "\u0303", "widetilde": "\u0303", "bar": "\u0304",
    "overline": "\u0305", "underline": "\u0332", "vec": "\u20d7", "dot": "\u0307", "ddot": "\u0308",
    "check": "\u030c", "breve": "\u0306", "acute": "\u0301", "grave": "\u0300", "mathring": "\u030a",
}

SPACING_ACCENTS = {"^": "^", "~": "~", "`": "`", "'": "´", '"': '"', "=": "¯", ".": "˙"}
"""What an accent over nothing shows, as in ``\\~{}``."""

LETTERS = {
    "aa": "å", "AA": "Å", "ae": "æ", "AE": "Æ", "oe": "œ", "OE": "Œ", "o": "ø", "O": "Ø", "l": "ł", "L": "Ł",
    "ss": "ß", "SS": "ẞ", "i": "ı", "j": "ȷ", "dh": "ð", "DH": "Ð", "th": "þ", "TH": "Þ", "dj": "đ", "DJ": "Đ",
    "ng": "ŋ", "NG": "Ŋ", "ij": "ĳ", "IJ": "Ĳ", "textschwa": "ə", "textmu": "µ", "micro": "µ",
}

PUNCTUATION = {
    "textendash": "–", "textemdash": "—", "textquotesingle": "'", "textquotedbl": '"', "textquoteleft": "‘",
    "textquoteright": "’", "textquotedblleft": "“", "textquotedblright": "”", "quotedblbase": "„",
    "quotesinglbase": "‚", "guillemotleft": "«", "guillemotright": "»", "guillemetleft": "«",
    "guillemetright": "»", "guilsinglleft": "‹", "guilsinglright": "›", "flqq": "«", "frqq": "»", "glqq": "„",
    "grqq": "“", "glq": "‚", "grq": "‘", "lq": "‘", "rq": "’", "textexclamdown": "¡", "textquestiondown": "¿",
    "textasciitilde": "~", "textasciicircum": "^", "textasciigrave": "`", "textasciiacute": "´",
    "textasciidieresis": "¨", "textasciimacron": "¯", "textasciicaron": "ˇ", "textasciibreve": "˘",
    "textbackslash": "\\", "textbar": "|", "textless": "<", "textgreater": ">", "textbraceleft": "{",
    "textbraceright": "}", "textdollar": "$", "textunderscore": "_", "textperiodcentered": "·",
    "textasteriskcentered": "∗", "textnumbersign": "#", "textpercent": "%", "textampersand": "&",
    "textdegree": "°", "degree": "°", "textcelsius": "℃", "textperthousand": "‰", "textohm": "Ω", "slash": "/",
    "textpm": "±", "texttimes": "×", "textdiv": "÷", "textfractionsolidus": "⁄", "textminus": "−",
    "textonehalf": "½", "textonequarter": "¼", "textthreequarters": "¾", "textonesuperior": "¹",
    "texttwosuperior": "²", "textthreesuperior": "³", "textordfeminine": "ª", "textordmasculine": "º",
    "pounds": "£", "textsterling": "£", "euro": "€", "texteuro": "€", "EUR": "€", "textyen": "¥", "textcent": "¢",
    "textnumero": "№", "textvisiblespace": "␣", "textlnot": "¬", "textbrokenbar": "¦", "nobreakdash": "",
    "textcurrency": "¤", "textwon": "₩", "textestimated": "℮", "textthinspace": "\u2009", "thinspace": "\u2009",
    "quad": " ", "qquad": " ", "enspace": " ", "enskip": " ", "space": " ", "newline": " ", "linebreak": " ",
    "par": "\n", "nobreakspace": "\u00a0", "hyp": "-", "mathdollar": "$", "lbrace": "{", "rbrace": "}",
    "textlangle": "⟨", "textrangle": "⟩", "colon": ":", "lbrack": "[", "rbrack": "]",
}

WORDS = {
    "LaTeX": "LaTeX", "TeX": "TeX", "BibTeX": "BibTeX", "LaTeXe": "LaTeX2ε", "XeTeX": "XeTeX", "XeLaTeX": "XeLaTeX",
    "LuaTeX": "LuaTeX", "LuaLaTeX": "LuaLaTeX", "pdfTeX": "pdfTeX", "pdfLaTeX": "pdfLaTeX", "ConTeXt": "ConTeXt",
    "MF": "METAFONT", "MP": "MetaPost", "AmS": "AMS", "TeXLive": "TeX Live", "BibLaTeX": "BibLaTeX",
    "S": "§", "textsection": "§", "P": "¶", "textparagraph": "¶", "ldots": "…", "dots": "…", "textellipsis": "…",
    "copyright": "©", "textcopyright": "©", "textregistered": "®", "texttrademark": "™", "dag": "†", "ddag": "‡",
    "textdagger": "†", "textdaggerdbl": "‡", "textbullet": "•", "textservicemark": "℠", "textcopyleft": "🄯",
}
"""Signs that stand as words: unlike TeX, the blank that an author left behind them is kept."""

ORDINARY = {
    "alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "epsilon": "ϵ", "varepsilon": "ε", "zeta": "ζ",
    "eta": "η", "theta": "θ", "vartheta": "ϑ", "iota": "ι", "kappa": "κ", "varkappa": "ϰ", "lambda": "λ",
    "mu": "μ", "nu": "ν", "xi": "ξ", "omicron": "ο", "pi": "π", "varpi": "ϖ", "rho": "ρ", "varrho": "ϱ",
    "sigma": "σ", "varsigma": "ς", "tau": "τ", "upsilon": "υ", "phi": "ϕ", "varphi": "φ", "chi": "χ",
    "psi": "ψ", "omega": "ω", "Gamma": "Γ", "Delta": "Δ", "Theta": "Θ", "Lambda": "Λ", "Xi": "Ξ", "Pi": "Π",
    "Sigma": "Σ", "Upsilon": "Υ", "Phi": "Φ", "Psi": "Ψ", "Omega": "Ω", "digamma": "ϝ",
    "textalpha": "α", "textbeta": "β", "textgamma": "γ", "textdelta": "δ", "textepsilon": "ε", "textlambda": "λ",
    "textpi": "π", "textsigma": "σ", "textomega": "ω", "textOmega": "Ω", "textDelta": "Δ", "textkappa": "κ",
    "upalpha": "α", "upbeta": "β", "upgamma": "γ", "updelta": "δ", "upmu": "μ", "upsigma": "σ", "uppi": "π",
    "ell": "ℓ", "hbar": "ℏ", "hslash": "ℏ", "imath": "ı", "jmath": "ȷ", "wp": "℘", "Re": "ℜ", "Im": "ℑ",
    "aleph": "ℵ", "beth": "ℶ", "partial": "∂", "nabla": "∇", "infty": "∞", "emptyset": "∅", "varnothing": "∅",
    "forall": "∀", "exists": "∃", "nexists": "∄", "neg": "¬", "lnot": "¬", "top": "⊤", "bot": "⊥", "prime": "′",
    "angle": "∠", "triangle": "△", "square": "□", "Box": "□", "blacksquare": "■", "diamond": "⋄", "Diamond": "◇",
    "sharp": "♯", "flat": "♭", "natural": "♮", "checkmark": "✓", "complement": "∁", "eth": "ð", "degree": "°",
    "sum": "∑", "prod": "∏", "coprod": "∐", "int": "∫", "iint": "∬", "iiint": "∭", "oint": "∮",
    "bigcup": "⋃", "bigcap": "⋂", "bigoplus": "⨁", "bigotimes": "⨂", "bigvee": "⋁", "bigwedge": "⋀",
    "biguplus": "⨄", "bigsqcup": "⨆", "bigodot": "⨀", "backslash": "\\", "surd": "√", "qed": "∎", "Bbbk": "𝕜",
    "clubsuit": "♣", "diamondsuit": "♦", "heartsuit": "♥", "spadesuit": "♠", "AC": "∿", "male": "♂", "female": "♀",
    "R": "ℝ", "N": "ℕ", "Z": "ℤ", "Q": "ℚ", "lbrace": "{", "rbrace": "}", "vert": "|", "lvert": "|", "rvert": "|",
    "Vert": "‖", "lVert": "‖", "rVert": "‖", "langle": "⟨", "rangle": "⟩", "lfloor": "⌊", "rfloor": "⌋",
    "lceil": "⌈", "rceil": "⌉", "ulcorner": "⌜", "urcorner": "⌝", "llbracket": "⟦", "rrbracket": "⟧",
    "mathsection": "§", "yen": "¥", "sun": "☉", "odot": "⊙", "bigstar": "★", "lozenge": "◊", "maltese": "✠",
}
"""Signs that join what is beside them: a blank behind the command only ends its name."""

OPERATORS = {
    "leq": "≤", "le": "≤", "geq": "≥", "ge": "≥", "neq": "≠", "ne": "≠", "ll": "≪", "gg": "≫", "leqslant": "⩽",
    "geqslant": "⩾", "lesssim": "≲", "gtrsim": "≳", "lll": "⋘", "ggg": "⋙", "equiv": "≡", "approx": "≈",
    "approxeq": "≊", "sim": "∼", "simeq": "≃", "cong": "≅", "propto": "∝", "asymp": "≍", "doteq": "≐",
    "triangleq": "≜", "coloneqq": "≔", "eqqcolon": "≕", "prec": "≺", "succ": "≻", "preceq": "⪯", "succeq": "⪰",
    "subset": "⊂", "supset": "⊃", "subseteq": "⊆", "supseteq": "⊇", "subsetneq": "⊊", "supsetneq": "⊋",
    "nsubseteq": "⊈", "sqsubseteq": "⊑", "sqsupseteq": "⊒", "sqsubset": "⊏", "in": "∈", "notin": "∉", "ni": "∋",
    "mid": "∣", "nmid": "∤", "parallel": "∥", "perp": "⊥", "vdash": "⊢", "dashv": "⊣", "models": "⊨",
    "vDash": "⊨", "Vdash": "⊩", "bowtie": "⋈", "smile": "⌣", "frown": "⌢", "lt": "<", "gt": ">", "less": "<",
    "to": "→", "rightarrow": "→", "longrightarrow": "⟶", "leftarrow": "←", "gets": "←", "longleftarrow": "⟵",
    "leftrightarrow": "↔", "longleftrightarrow": "⟷", "Rightarrow": "⇒", "implies": "⟹", "Longrightarrow": "⟹",
    "Leftarrow": "⇐", "impliedby": "⟸", "Leftrightarrow": "⇔", "iff": "⟺", "Longleftrightarrow": "⟺",
    "mapsto": "↦", "longmapsto": "⟼", "hookrightarrow": "↪", "hookleftarrow": "↩", "uparrow": "↑",
    "downarrow": "↓", "updownarrow": "↕", "Uparrow": "⇑", "Downarrow": "⇓", "nearrow": "↗", "searrow": "↘",
    "swarrow": "↙", "nwarrow": "↖", "rightharpoonup": "⇀", "rightleftharpoons": "⇌", "leftrightarrows": "⇆",
    "rightsquigarrow": "⇝", "leadsto": "⇝", "twoheadrightarrow": "↠", "rightrightarrows": "⇉",
    "textrightarrow": "→", "textleftarrow": "←", "textuparrow": "↑", "textdownarrow": "↓",
    "pm": "±", "mp": "∓", "times": "×", "div": "÷", "cdot": "·", "cdotp": "·", "ast": "∗", "star": "⋆",
    "circ": "∘", "bullet": "•", "oplus": "⊕", "ominus": "⊖", "otimes": "⊗", "oslash": "⊘", "cup": "∪",
    "cap": "∩", "uplus": "⊎", "sqcup": "⊔", "sqcap": "⊓", "vee": "∨", "lor": "∨", "wedge": "∧", "land": "∧",
    "setminus": "∖", "smallsetminus": "∖", "wr": "≀", "amalg": "⨿", "dagger": "†", "ddagger": "‡", "ltimes": "⋉",
    "rtimes": "⋊", "boxtimes": "⊠", "boxplus": "⊞", "cdots": "⋯", "vdots": "⋮", "ddots": "⋱", "lhd": "⊲",
    "rhd": "⊳", "trianglelefteq": "⊴", "triangleleft": "◁", "triangleright": "▷", "therefore": "∴",
    "because": "∵", "dotsc": "…", "dotsb": "⋯", "dotso": "…", "vartriangle": "△", "bigtriangleup": "△",
    "bigtriangledown": "▽", "bigcirc": "◯", "intercal": "⊺", "barwedge": "⊼", "veebar": "⊻",
}
"""Relations, arrows and binary signs: a blank behind the command is kept if there is one before it."""

_FUNCTION_NAMES = (
    "arccos arcsin arctan arg cos cosh cot coth csc deg det dim exp gcd hom inf ker lg lim liminf limsup ln log"
    " max min Pr sec sin sinh sup tan tanh argmin argmax polylog poly diag rank sgn tr Tr lcm mod bmod"
)
FUNCTIONS = frozenset(_FUNCTION_NAMES.split())
"""Names set as words in math."""

_SILENT_NAMES = (
    "left right middle big Big bigg Bigg bigl bigr Bigl Bigr biggl biggr Biggl Biggr bigm displaystyle textstyle"
    " scriptstyle scriptscriptstyle limits nolimits nonumber protect relax xspace noindent indent nobreak"
    " allowbreak break ignorespaces unskip leavevmode null strut mathstrut sloppy rm sf tt normalfont rmfamily"
    " sffamily ttfamily mdseries upshape tiny scriptsize footnotesize small normalsize large Large LARGE huge"
    " Huge centering raggedright selectfont boldmath unboldmath cal mit frenchspacing nonfrenchspacing"
    " hfill hfil hfilneg smallskip medskip bigskip negthinspace"
    " mathsurround endgraf"
)
SILENT = frozenset(_SILENT_NAMES.split())
"""Commands that only set type: nothing of them is text."""

DROPPED = {
    "noopsort": 1, "SortNoop": 1, "sortnoop": 1, "NOOP": 1, "noop": 1, "printfirst": 1, "textcolor": 1,
    "colorbox": 1, "foreignlanguage": 1, "textlang": 1, "bibinfo": 1, "raisebox": 1, "parbox": 1, "hspace": 1,
    "vspace": 1, "phantom": 1, "vphantom": 1, "hphantom": 1, "label": 1, "color": 1, "fontsize": 2, "href": 1,
    "texorpdfstring": 1, "scalebox": 1, "rotatebox": 1, "fontfamily": 1, "fontseries": 1, "fontshape": 1,
    "selectlanguage": 1, "resizebox": 2, "setlength": 2, "addtolength": 2, "usefont": 4, "bibfield": 1,
}
"""Commands with settings before their text (or without text): how many arguments are no text."""

STYLES = {
    "emph": "i", "textit": "i", "textsl": "i", "textbf": "b", "textsc": "sc", "textcaps": "sc",
    "bibemph": "i", "bibtitlefont": "i", "defn": "i", "mkbibemph": "i", "mkbibitalic": "i", "mkbibbold": "b",
    "species": "i", "italic": "i", "bold": "b", "strong": "b",
}
"""Command with an argument -> style of canonical text."""

SWITCHES = {
    "it": "i", "em": "i", "sl": "i", "itshape": "i", "slshape": "i", "bf": "b", "bfseries": "b", "sc": "sc",
    "scshape": "sc",
}
"""Command that holds to the end of its group -> style of canonical text."""

VERBATIM = frozenset(("url", "path", "nolinkurl", "doi", "burl", "detokenize"))

CLOSING = frozenset(("rangle", "rfloor", "rceil", "rvert", "rVert", "rbrace", "rrbracket"))
"""Brackets that stand close to what is before them."""

ONE_ARGUMENT = frozenset((
    "textsuperscript", "sp", "textsuper", "textsubscript", "sb", "textinferior", "mathbb", "mathds", "Bbb", "mathbbm",
    "sqrt", "not", "pmod", "ce", "enquote", "mkbibquote", "xrightarrow",
))
TWO_ARGUMENTS = frozenset((
    "frac", "dfrac", "tfrac", "cfrac", "nicefrac", "sfrac", "binom", "dbinom", "tbinom", "overset", "underset",
    "stackrel",
))
ALPHABETS = frozenset((
    "mathrm", "mathbf", "mathit", "mathcal", "mathfrak", "mathscr", "mathsf", "mathtt", "bm", "boldsymbol",
    "operatorname", "mathop", "mathbin", "mathrel", "underbrace", "overbrace",
))
"""Commands of formulas that keep their argument as it is."""

DOUBLE_STRUCK = dict(zip("CHNPQRZ", "ℂℍℕℙℚℝℤ", strict=True)) | {"1": "𝟙", "k": "𝕜"}
DOUBLE_STRUCK |= {c: chr(0x1D538 + ord(c) - 65) for c in "ABDEFGIJKLMOSTUVWXY"}
# fmt: on

SYMBOLS = LETTERS | PUNCTUATION | WORDS | ORDINARY | OPERATORS | {name: name for name in FUNCTIONS} | {"bmod": "mod"}
"""Every command without arguments -> what it shows."""
