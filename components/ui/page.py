"""What a page is: its title, where it lies in the address, its place in the navigation, and what it shows."""

from collections.abc import Callable, Collection
from dataclasses import dataclass

from components.state.settings import Settings
from components.web.preview import Preview, Shown


@dataclass(frozen=True, kw_only=True)
class Page:
    """One page of the app. `path` is what stands behind the root in its address; the one whose path is empty comes first.

    preview  what a link to it shows, and its title in the browser, if not just its title
    opening  the settings with which it opens, of those that were read from an address with these names
    linked   what a link to it shows, by its query, if its settings are its own; RefusedError where that cannot be read
    early    what head and body of its document begin with, by its query, if it has no stage of these settings
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
        """What a link to this page with these settings shows."""
        return self.preview(settings) if self.preview else Preview(self.title, settings, staged=False)
