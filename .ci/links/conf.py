"""What `make links` asks: each address of the lists of references and of ETHICS.md, once.

The cards link to the same addresses, with the words to find there; so no notebook need be run.
"""

extensions = ["myst_parser", "sphinxcontrib.bibtex"]
root_doc = "references"
include_patterns = ["references.md", "ethics.md"]
bibtex_bibfiles = ["../../data/sources.bib", "../../data/literature.bib"]
myst_enable_extensions = ["colon_fence"]
suppress_warnings = ["toc", "myst", "ref"]  # the rest of the book is not here

linkcheck_anchors = False
linkcheck_timeout = 20  # seconds
linkcheck_report_timeouts_as_broken = False
