"""How much a match is worth: how it matched, and where."""

from model.search.index import PEOPLE, PLACE, SUBJECT, TITLE, WEAK

# exact word > start of a word > inside a word > typo > letters in order;
# title and people > container, year and identifiers > abstract, keywords and citations
EXACT = {TITLE: 24, PEOPLE: 24, PLACE: 18, SUBJECT: 12, WEAK: 11}
PREFIX = {TITLE: 20, PEOPLE: 20, PLACE: 15, SUBJECT: 10, WEAK: 9}
INSIDE = {TITLE: 14, PEOPLE: 14, PLACE: 8, SUBJECT: 6, WEAK: 5}
ONE_TYPO = {TITLE: 13, PEOPLE: 13, PLACE: 7, SUBJECT: 4, WEAK: 3}
TWO_TYPOS = {TITLE: 9, PEOPLE: 9, PLACE: 5, SUBJECT: 3, WEAK: 2}
IN_ORDER = {TITLE: 4, PEOPLE: 4, PLACE: 3, SUBJECT: 1, WEAK: 1}

SAME_IDENTIFIER = 30
START_OF_IDENTIFIER = 16
PART_OF_IDENTIFIER = 7
FIELD = 20  # a condition on one field
FIELD_INSIDE = 12
FIELD_TYPO = 8
EITHER_WAY = 1  # a condition that says nothing about how well a record matches
MOST = 255  # scores are bytes
