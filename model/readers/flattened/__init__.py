"""LibreCat YAML that lost its line breaks and indentation, read back exactly.

Text copied from a web page or a chat often arrives as one line: every line break and its indentation became a
blank, HTML tags may be gone. `recover` gives each record what PyYAML would give for the undamaged one. How:

1. `split` cuts the text hard where records begin;
2. `tokens` finds keys, dashes and scalars, quotes respected;
3. `grammar` finds the cheapest reading of them as nested maps and lists, with LibreCat's own `schema`;
4. `tree` carries that reading out, and `rebuild` writes the tree as proper YAML and lets PyYAML read it.
"""

from model.readers.flattened.detect import looks_flattened
from model.readers.flattened.recover import Recovered, Recovery, recover

__all__ = ["Recovered", "Recovery", "looks_flattened", "recover"]
