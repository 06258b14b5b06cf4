"""The record of a page: its title, its path, its place in the navigation, and what it shows."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field

from components.state.settings import Settings
from components.web.preview import Preview, Shown


@dataclass(frozen=True, kw_only=True)
class Page:
    """One page of the app. `path` is relative to the root; the home page has an empty path.

    preview  the preview of a link to it, and its title in the browser; by default just the title
    welcome  the settings of a visit without a query, as in an address
    opening  the settings with which it opens, given those of an address and the names in it
    linked   the preview of a link for a query, if the page has settings of its own; raises RefusedError for an invalid query
    early    the beginning of its document's head and body for a query, if it has settings of its own
    """

    title: str
    path: str
    order: float
    show: Callable[[], None]
    preview: Callable[[Settings], Preview] | None = None
    welcome: Mapping[str, str] = field(default_factory=dict)
    opening: Callable[[Settings, Collection[str]], Settings] = lambda settings, _: settings
    linked: Callable[[str], Shown] | None = None
    early: Callable[[str], tuple[str, str]] = lambda query: ("", "")

    def previewed(self, settings: Settings) -> Preview:
        """The preview of a link to this page with these settings."""
        return self.preview(settings) if self.preview else Preview(self.title, settings, staged=False)
