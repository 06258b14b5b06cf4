"""Groups of sliders as data for the browser: which are visible, and which can be shown or hidden in class."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any

from optimizers import Hyperparameter


def slider(name: str, label: str, value: float, low: float, high: float, **more: Any) -> dict[str, Any]:
    """The data of one slider. Further keys: `default`, `about`, `symbol`, and `step` or `logarithmic`, `zero`, `whole`."""
    return {"name": name, "label": label, "value": value, "low": low, "high": high} | {k: v for k, v in more.items() if v}


def slider_of(name: str, item: Hyperparameter, value: float, default: float) -> dict[str, Any]:
    """The slider of a hyperparameter, from its record."""
    return slider(
        name,
        f"{item.title} {item.symbol}",
        value,
        item.low,
        item.high,
        logarithmic=item.scale == "logarithmic",
        step=item.step if item.scale == "linear" else None,
        zero=item.zero,
        default=default,
        about=item.about,
        symbol=item.symbol,
    )


def visible(groups: Iterable[dict[str, Any]], hidden: Collection[str], *, in_class: bool) -> Iterator[dict[str, Any]]:
    """The groups without hidden groups and hidden sliders; in class, none is folded."""
    for group in groups:
        items = [item for item in group["items"] if item["name"] not in hidden]
        if items and group["name"] not in hidden:
            yield {**group, "items": items, "folds": not in_class}


def choices(groups: Iterable[dict[str, Any]], beside: Mapping[str, str], on_page: Mapping[str, str]) -> list[dict[str, Any]]:
    """What can be shown or hidden: the groups beside the stage with their sliders, then the sections of the page."""
    sliders_of = {group["name"]: [[item["name"], item["label"]] for item in group["items"]] for group in groups}
    return [
        *({"name": name, "title": title, "items": sliders_of.get(name, [])} for name, title in beside.items()),
        *({"name": name, "title": title} for name, title in on_page.items()),
    ]
