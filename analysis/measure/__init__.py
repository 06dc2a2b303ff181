"""The measure: how far repression of a target is known to have gone, and how it changed.

Each indicator is one pure function of tables and a `specification.Specification`; definitions are
those of the method, section 4.
"""
