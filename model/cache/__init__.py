"""A library on disk: read once, opened at once ever after, decoded only as far as somebody looks.

`Cache.open` gives the library that was kept for some files, if nothing has changed; `Cache.keep` writes one. Nothing
here is trusted: what is damaged, foreign or of another version is left aside and the files are read again.
"""

from model.cache.cache import Cache, Entry, Request, default_folder, open_kept

__all__ = ["Cache", "Entry", "Request", "default_folder", "open_kept"]
