"""The pages, one a file; a module's name is the page's key, its record says where it lies."""

from components.ui.page import Page
from surfaces._discover import discover

PAGES: dict[str, Page] = dict(sorted(discover(__name__, "PAGE").items(), key=lambda item: item[1].order))
