"""The curve of a figure: a metric of each run, and the ranges of its axes, by the same rules as on the page."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from components.metrics import METRICS, Iterates, Metric
from components.plots.palette import Style
from components.plots.paper.drawing import Span
from components.plots.paper.seeds import Band
from components.results.ensemble import Ensemble, Quantiles, quantiles
from components.results.experiment import Experiment
from components.results.terrain import Array, Terrain
from components.state.settings import Settings
from optimizers import RunResult

SMALLEST, GREATEST = 1e-16, 1e3  # limits of a logarithmic axis, relative to the first value


@dataclass(frozen=True)
class Line:
    """A run's metric (y) by step or evaluations (x); a stability limit is dotted."""

    style: Style
    x: Array
    y: Array
    dotted: bool = False


@dataclass(frozen=True)
class Curve:
    """The lines, and the axes that they lie on: a logarithmic one has its reach in powers of ten."""

    lines: tuple[Line, ...]
    titles: tuple[str, str]
    reach: tuple[Span, Span]
    logarithmic: bool
    band: Band | None = None


def curve(
    settings: Settings, result: Experiment, terrain: Terrain, looks: Mapping[str, Style], seeds: Ensemble | None = None
) -> Curve:
    """The curve up to the step of the clock; its axes have room for whole runs."""
    metric, surface, results = METRICS[settings.metric], result.surface, result.results
    raised = surface.lowest if metric.above and settings.scale == "linear" else None
    rows = {key: _values(result, metric, run_result) + (raised or 0.0) for key, run_result in results.items()}
    known = [row[~np.isnan(row)] for row in rows.values()]
    positive = not metric.above or surface.lowest is not None or all((row > 0.0).all() for row in known)
    logarithmic = settings.scale == "log" and positive
    counted = {key: _counted(settings, run_result) for key, run_result in results.items()}
    end = settings.steps if settings.per == "steps" else max([1.0, *(row[-1] for row in counted.values() if len(row))])
    limits = {key: row for key, run_result in results.items() if (row := _limit(metric, run_result)) is not None}
    most = max((float(row[np.isfinite(row)].max()) for row in known if np.isfinite(row).any()), default=0.0)
    near = [np.minimum(row, 2.5 * most or 1.0) for row in limits.values()]
    band = _band(settings.metric, seeds, raised or 0.0)
    reached = [*known, *(band or ()), *near]
    up = powers(reached) if logarithmic else span(reached, metric, terrain)
    shown = settings.step + 1
    lines = [Line(looks[key], counted[key][:shown], row[:shown]) for key, row in rows.items()]
    dotted = [Line(looks[key], counted[key][: len(row)][:shown], row[:shown], dotted=True) for key, row in limits.items()]
    across = "step" if settings.per == "steps" else "gradient evaluations"
    upward = metric.above if logarithmic and metric.above and surface.lowest is not None else metric.title or metric.label
    return Curve(
        (*lines, *dotted),
        (across, upward),
        ((0.0, float(end)), up),
        logarithmic,
        band and _seen_band(looks[settings.ensemble], counted[settings.ensemble], band),
    )


def _band(metric: str, seeds: Ensemble | None, raised: float) -> Quantiles | None:
    """The quantiles of the metric over the seeds, if these are shown."""
    return Quantiles(*(row + raised for row in quantiles(seeds.metric(metric)))) if seeds else None


def _seen_band(style: Style, x: Array, found: Quantiles) -> Band:
    """The band, cut off where the run that it belongs to ends."""
    return Band(style, x, Quantiles(*(row[: len(x)] for row in found)))


def _values(result: Experiment, metric: Metric, run_result: RunResult) -> Array:
    path = run_result.trajectory
    with np.errstate(all="ignore"):  # formulas may overflow on a diverging run
        return np.array(np.broadcast_to(metric.formula(Iterates.along(result.surface, path)), len(path.points)), dtype=float)


def _counted(settings: Settings, run_result: RunResult) -> Array:
    path = run_result.trajectory
    return np.arange(len(path.points), dtype=float) if settings.per == "steps" else path.evaluations


def _limit(metric: Metric, run_result: RunResult) -> Array | None:
    """The stability limit of the metric, where theory gives one."""
    known = metric.limit is not None and run_result.run.optimizer.rate_limit is not None
    return np.asarray(metric.limit(run_result.run, run_result.trajectory)) if metric.limit and known else None


def _first(rows: Sequence[Array]) -> float:
    return max((float(row[0]) for row in rows if len(row)), default=0.0)


def powers(rows: Sequence[Array]) -> Span:
    """The range of a logarithmic axis, without round-off and diverging values."""
    positive = np.concatenate([np.empty(0), *(row[(row > 0.0) & np.isfinite(row)] for row in rows)])
    if not len(positive):
        return -1.0, 1.0
    first = max(_first(rows), 1e-30)
    least, most = np.log10([max(positive.min(), first * SMALLEST), min(positive.max(), first * GREATEST)])
    return float(np.floor(2 * least - 0.2) / 2), float(np.ceil(2 * most + 0.2) / 2)


def span(rows: Sequence[Array], metric: Metric, terrain: Terrain) -> Span:
    """The range of a linear axis; values far above the terrain or the start leave it at the top."""
    finite = np.concatenate([np.empty(0), *(row[np.isfinite(row)] for row in rows)])
    low, high = (float(finite.min()), float(finite.max())) if len(finite) else (0.0, 1.0)
    if metric.reach == "terrain":
        bottom, top = (float(reduce(terrain.fine[2])) for reduce in (np.nanmin, np.nanmax))
        low, high = max(low, bottom - 0.05 * (top - bottom)), min(high, top)
    elif metric.reach == "start":
        high = min(high, 4.0 * _first(rows) or high)
    if not low < high:
        low, high = low - 1.0, low + 1.0
    return _outwards(low - 0.04 * (high - low), high + 0.04 * (high - low))


def _outwards(low: float, high: float) -> Span:
    """Rounded to two digits of the size."""
    unit = 10.0 ** np.floor(np.log10(high - low)) / 10.0
    return float(np.floor(low / unit) * unit), float(np.ceil(high / unit) * unit)
