"""What the browser runs is what Python runs: every surface with every optimizer, with noise, schedules and changes as well."""

import numpy as np
import pytest

from components.web import assets
from optimizers import OPTIMIZERS, Change, Run, race, run_program, schedules, surface_program
from optimizers.schedules import SCHEDULES
from surfaces import SURFACES
from tests.surfaces.rounding import rounded_otherwise

STEPS = 200
CLOSE = 1e-9  # relative to a coordinate: sines and powers may round differently
UNSTABLE = 30  # how much farther than its twins a run may deviate: they estimate how chaotic it is
TWINS = np.array([[0, 1, -1, 0, 3], [0, 0, 1, -2, 3], [0, 1, 0, 2, -3]])  # ulps added to a setting, x and y
PLAIN = {"schedule": "constant", "noise": 0.0, "seed": 0}
ADVERSE = {"schedule": "warmup_cosine", "noise": 0.4, "seed": 7, "change": 60}
RUN = """async ([base, surface, optimizers, { schedule, seed, noise, change }, [x, y], steps, settings]) => {
  const { pathOf } = await import(`${base}browser/engine/engine.js`);
  const normals = noise ? new Float64Array(await (await fetch(`${base}normals/${seed}/${steps}.bin`)).arrayBuffer()) : null;
  const paths = {};
  for (const key of optimizers) {
    const program = await import(`${base}program/${surface}/${key}/${schedule}.js`);
    const parameters = new Map(Object.entries({ schedule, steps, x, y, noise, ...settings }));
    if (change && program.settings.own.includes("learning_rate"))
      parameters.set("changes", `${change}:${key}.learning_rate:${parameters.get(`${key}.learning_rate`) / 2}`);
    const race = { surface: await import(`${base}program/${surface}.js`), runs: { [key]: program }, normals };
    const path = pathOf(race, key, parameters);
    paths[key] = [path.x, path.y, path.values, path.rates, path.evaluations].map((row) => [...row]);
  }
  return paths;
}"""


@pytest.fixture(scope="module")
def page(windows, server):
    page = windows(width=400, height=300).new_page()
    page.goto(server.url + assets.base().lstrip("/") + "browser/engine/arithmetic.js")  # of the same origin, and nothing else
    yield page
    page.close()


def settings_of(how):
    records = {**OPTIMIZERS, how["schedule"]: SCHEDULES[how["schedule"]]}
    return {f"{key}.{item.name}": item.default for key, record in records.items() for item in record.hyperparameters}


def in_python(surface, key, how):
    """The run itself."""
    starts = np.array(surface.start)[:, None]
    return path(surface, key, how, starts, OPTIMIZERS[key].complete()).member(0)


def twins_of(surface, key, how):
    """Runs that tell how much of a run hangs on the last digits.

    The first setting and the start of a twin differ in their last digits, and on the way f, its gradient and its Hessian are
    rounded otherwise: where a step asks whether f has fallen, the last digit of f may decide, however alike the starts are.
    """
    settings = OPTIMIZERS[key].complete()
    first = next(iter(settings))
    eps = np.finfo(float).eps
    starts = np.array(surface.start)[:, None] * (1.0 + TWINS[1:] * eps)
    varied = {**settings, first: settings[first] * (1.0 + TWINS[0] * eps)}
    twins = path(rounded_otherwise(surface), key, how, starts, varied)
    return [twins.member(k) for k in range(len(TWINS[0]))]


def path(surface, key, how, starts, settings):
    changed = "change" in how and OPTIMIZERS[key].has_learning_rate
    changes = [Change(how["change"], {"learning_rate": settings["learning_rate"] / 2})] if changed else []
    run = Run(OPTIMIZERS[key], starts, settings, schedules.SCHEDULES[how["schedule"]](), changes)
    return race(surface, [run], STEPS, noise=how["noise"], seed=how["seed"])[0]


def farthest(run, twins):
    """How far the twins get from a run, as a share of its coordinates' size."""
    apart = []
    for twin in twins:
        both = min(len(run.points), len(twin.points))
        apart.append(np.max(np.abs(run.points[:both] - twin.points[:both]) / (1.0 + np.abs(run.points[:both]))))
    return max(apart)


@pytest.mark.parametrize("how", [PLAIN, ADVERSE], ids=["plain", "noisy, scheduled, changed"])
@pytest.mark.parametrize("name", SURFACES)
def test_every_program_gives_the_path_of_python(name, how, page):
    surface = SURFACES[name]
    arguments = [assets.base(), name, list(OPTIMIZERS), how, surface.start, STEPS, settings_of(how)]
    found = page.evaluate(RUN, arguments)
    for key, (*coordinates, values, rates, evaluations) in found.items():
        run = in_python(surface, key, how)
        points = np.array(coordinates).T
        if len(points) > len(run.points):  # Python's path ends where f is not finite, although the point may still be
            assert not np.isfinite(surface.value(*points[len(run.points)])), key
        points = points[: len(run.points)]
        away = np.max(np.abs(points - run.points) / (1.0 + np.abs(run.points)))
        exact = run_program(surface, OPTIMIZERS[key], SCHEDULES[how["schedule"]]).exact
        allowed = 0.0 if exact else CLOSE
        if away > allowed and not exact:  # the twins are run only for the few that need them
            allowed = UNSTABLE * farthest(run, twins_of(surface, key, how))
        assert away <= allowed, (key, away, allowed)
        np.testing.assert_allclose(rates[1 : len(run.points)], run.learning_rates, rtol=0.0 if exact else 1e-14)
        there = surface.value(*points.T)
        np.testing.assert_allclose(
            np.array(values[: len(points)], dtype=float), there, rtol=1e-9, atol=1e-12 * np.abs(there).max(), err_msg=key
        )
        spent = evaluations[: len(points)]
        if not np.array_equal(spent, run.evaluations[: len(spent)]):  # the last digit decides
            twins = twins_of(surface, key, how)
            assert any(not np.array_equal(run.evaluations, twin.evaluations) for twin in twins), key


DERIVATIVES = """async ([base, surface, points]) => {
  const { value, gradient, hessian } = await import(`${base}program/${surface}.js`);
  const [first, second] = [new Float64Array(2), new Float64Array(3)];
  return points.map(([x, y]) => (gradient(x, y, first), hessian(x, y, second), [value(x, y), ...first, ...second]));
}"""


@pytest.mark.parametrize("name", SURFACES)
def test_every_surface_has_its_value_and_its_derivatives(name, page):
    surface, random = SURFACES[name], np.random.default_rng(0)
    points = np.stack([random.uniform(low, high, 200) for low, high in surface.domain], axis=1)
    points[0] = surface.start
    found = np.array(page.evaluate(DERIVATIVES, [assets.base(), name, points.tolist()])).T
    x, y = points.T
    for mine, theirs in zip(found, [surface.value(x, y), *surface.gradient(x, y), *surface.hessian(x, y)], strict=True):
        np.testing.assert_allclose(mine, theirs, rtol=1e-9, atol=1e-12 * np.abs(theirs).max())
    if surface_program(surface).exact:
        np.testing.assert_array_equal(found[0], surface.value(x, y))


KINKED = [name for name, surface in SURFACES.items() if surface.not_differentiable and not np.any(surface.gradient(0.0, 0.0))]


@pytest.mark.parametrize("name", KINKED)
def test_where_f_has_no_gradient_it_is_0_as_in_python(name, page):
    value, *gradient = page.evaluate(DERIVATIVES, [assets.base(), name, [[0.0, 0.0]]])[0][:3]
    assert value == pytest.approx(SURFACES[name].value(0.0, 0.0), abs=1e-15)
    assert gradient == [0.0, 0.0]


def test_a_typed_formula_is_a_program_as_well(page):
    typed = "own.js?formula=x**2%2Bexp(-y**2)&domain=-5,5,-5,5"
    found = page.evaluate(DERIVATIVES.replace("${surface}.js", "${surface}"), [assets.base(), typed, [[1.0, 0.5]]])
    assert found[0][:3] == pytest.approx([1.0 + np.exp(-0.25), 2.0, -np.exp(-0.25)])
