"""What a page is: its title, where it lies in the address, its place in the navigation, and what it shows."""

from collections.abc import Callable, Collection
from dataclasses import dataclass

from components.state.settings import Settings
from components.web.preview import Preview, Shown


@dataclass(frozen=True, kw_only=True)
class Page:
    """One page of the app. `path` is what stands behind the root in its address; the one whose path is empty comes first.

    preview  the preview of a link to it and its title in the browser, if not just its title
    opening  the settings with which it opens, from those read from an address with these names
    linked   the preview of a link to it, by its query, if it has settings of its own; raises RefusedError if that is unreadable
    early    the beginning of its document's head and body, by its query, if it has no stage with these settings
    """

    title: str
    path: str
    order: float
    show: Callable[[], None]
    preview: Callable[[Settings], Preview] | None = None
    opening: Callable[[Settings, Collection[str]], Settings] = lambda settings, _: settings
    linked: Callable[[str], Shown] | None = None
    early: Callable[[str], tuple[str, str]] = lambda query: ("", "")

    def previewed(self, settings: Settings) -> Preview:
        """The preview of a link to this page with these settings."""
        return self.preview(settings) if self.preview else Preview(self.title, settings, staged=False)
