"""A bibliography without a terminal: files are read, merged into works, searched, related and cited.

The way through: `readers` turn files into `Record`s, `merge` groups records into `Work`s and says why,
`relations` and `people` connect them, `search` finds them, `citations` lets them out again, and
`library.Library` is the one value that holds the result.
"""
