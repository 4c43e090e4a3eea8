"""The program: configuration, the service that wires the rooms, the command line and the web pages.

Nothing imports it; it composes what crawler and alerts offer.
"""

from importlib.metadata import version

__version__ = version("roundwatch")
