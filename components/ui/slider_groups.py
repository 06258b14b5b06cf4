"""Groups of sliders and sections of a page: which of them are visible, and which a class can choose."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any


def visible(groups: Iterable[dict[str, Any]], hidden: Collection[str], *, in_class: bool) -> Iterator[dict[str, Any]]:
    """The groups without hidden ones and without hidden sliders; in class none of them is folded."""
    for group in groups:
        items = [item for item in group["items"] if item["name"] not in hidden]
        if items and group["name"] not in hidden:
            yield {**group, "items": items, "folds": not in_class}


def choices(groups: Iterable[dict[str, Any]], beside: Mapping[str, str], on_page: Mapping[str, str]) -> list[dict[str, Any]]:
    """What can be shown and hidden: the parts beside the stage with their sliders, then the sections of the page, by title."""
    sliders_of = {group["name"]: [[item["name"], item["label"]] for item in group["items"]] for group in groups}
    return [
        *({"name": name, "title": title, "items": sliders_of.get(name, [])} for name, title in beside.items()),
        *({"name": name, "title": title} for name, title in on_page.items()),
    ]
