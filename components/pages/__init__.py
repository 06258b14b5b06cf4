"""The pages, one per file. The module's name is the page's key."""

from components.ui.page import Page
from surfaces._discover import discover

PAGES: dict[str, Page] = dict(sorted(discover(__name__, "PAGE").items(), key=lambda item: item[1].order))
