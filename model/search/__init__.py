"""Search: what was asked, what can be found, and in which order.

A reader may follow it in this order: `fold` makes texts comparable, and `blanks` knows which have no blanks;
`query` understands what was typed;
`document` is what the search is told of records; `build` turns documents into an `index`, by way of
`lines`, `tokens`, `postings`, `values`, `named` and `sequence`: the `vocabulary`, its `typos`, postings and texts
(both in `arrays`), `identifiers`, `columns` and `facets`; `words` scores all records for one word by `levels`;
`match` combines scores as the query says; `rank` orders the best; `explain`, `highlight` and `suggest` say
why, where and what else; `similar` compares records by `weights`; `storage` keeps an index on disk;
`engine` is the way in.
"""
