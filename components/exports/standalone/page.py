"""An experiment as one HTML file that needs neither server nor network: stage, clock and sliders, driven by compiled programs.

It opens with the runs as Python computed them. Other settings are computed by the programs in the file.
"""

import base64
import hashlib
import json
from collections.abc import Iterator
from functools import lru_cache
from html import escape
from typing import Any
from urllib.parse import parse_qsl, urlencode

import numpy as np

from components.exports.standalone import files
from components.metrics import METRICS, metrics_program
from components.results.experiment import Experiment, experiment
from components.results.shared import Progress, no_progress
from components.state.choices import FORMULA, Choices
from components.state.parameters import MAX_STEPS, SHOWING
from components.state.sections import SIDEBAR
from components.state.settings import Settings
from components.web import assets, programs, terrain
from components.web.compressed import packed
from components.web.experiment_sliders import visible_groups
from components.web.scene import scene
from optimizers import flat, standard_normals

THEMES = ("light", "dark")
FIXED = "seed"  # only the noise of one seed is in the file
NEEDS = "This page needs JavaScript and a browser from 2023 or later."
ENTRY = f'import "{files.BASE}{files.ENTRY}";'


def page(settings: Settings, title: str, link: str, progress: Progress = no_progress) -> bytes:
    """The file. `link` leads to the same experiment on the server. TooLongError where the race takes too long."""
    if settings.classroom == "1":
        settings = settings.usual(*SHOWING)  # sections are hidden only in class
    result = experiment(settings, progress)
    choices = settings.choices
    surface = Choices(surface=choices.surface, window=choices.window, formula=choices.formula, domain=choices.domain)
    brought = [
        files.file("experiment.json", _json(_saved(result, settings)).encode()),
        *(_terrain(surface, theme) for theme in THEMES),
        _noise(settings.seed),
        files.packed_file("plotly.min.js", packed(assets.FILES["plotly.min.js"])),
    ]
    imports = _json({"imports": {**files.modules(), **dict(_programs(settings))}})
    return _document(title, link, imports, "\n".join(brought)).encode()


def _document(title: str, link: str, imports: str, brought: str) -> str:
    here = f'<a href="{escape(link)}">Open in Descent Lab</a>' if link else "Made with Descent Lab"
    return f"""<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{escape(_policy(imports))}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>{escape(title)} – Descent Lab</title>
{files.font()}
{files.styles()}
<script type="importmap">{imports}</script>
</head>
<body class="standalone">
<header><h1>{escape(title)}</h1><button type="button" class="as-saved" hidden>As saved</button></header>
<p class="waiting" role="status">{NEEDS}</p>
<main>
<div class="stage-host"><div class="stage"></div></div>
<aside class="sliders-host" aria-label="Settings"><div class="sliders"></div></aside>
</main>
<footer>{here}. Drawn with plotly.js (MIT license).</footer>
{brought}
<script type="module">{ENTRY}</script>
</body>
</html>
"""


def _policy(imports: str) -> str:
    """The Content-Security-Policy: the page runs only its own scripts, and makes no requests."""
    own = " ".join(f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'" for text in (imports, ENTRY))
    return (
        f"default-src 'none'; script-src {own} data: blob:; style-src 'unsafe-inline'; img-src data: blob:; font-src data:; "
        "form-action 'none'; base-uri 'none'"
    )


def _saved(result: Experiment, settings: Settings) -> dict[str, Any]:
    """The initial data of `exports/standalone/experiment.js`."""
    surface = result.surface
    shown = scene(result, settings, metrics=METRICS)
    own = {
        "assets": files.BASE,
        "terrain": f"{files.BASE}terrain/{{theme}}.json",
        "address": _address(shown["address"]),
        "worksheets": "",  # everything else that needs a server
        "widen": "",
        "standalone": True,
    }
    rest: dict[str, Any] = {
        "sections": [],
        "frames": None,
        "beside": False,
        "questions": None,
        "visit": 1,
    }
    low, high = surface.heights
    return {
        "scene": shown | own | rest,
        "groups": list(visible_groups(settings, without=(FIXED,))) if settings.shows(SIDEBAR) else [],
        "judged": {"lowest": surface.lowest, "heights": [low, high], "flat": flat(surface)},
    }


def _address(query: str) -> str:
    """The settings by name; a typed formula is in the programs."""
    return urlencode([(name, "" if name in FORMULA else text) for name, text in parse_qsl(query, keep_blank_values=True)])


def _programs(settings: Settings) -> Iterator[tuple[str, str]]:
    """The modules of the engine, by the addresses that `browser/engine/fetched_programs.js` requests."""
    key, choices = settings.surface, settings.choices
    typed = f"?{urlencode(dict.fromkeys(FORMULA, ''))}" if key == programs.OWN else ""
    for name, text in programs.texts(choices):
        address, data = files.module(name, text)
        yield address + (typed if name.startswith("program/") else ""), data
    yield files.module("metrics.js", metrics_program(METRICS).module(f"./{programs.ARITHMETIC}"))


@lru_cache(maxsize=32)  # about 210 kB each
def _terrain(choices: Choices, theme: str) -> str:
    return files.file(f"terrain/{theme}.json", terrain.terrain_json(choices, theme).encode())


@lru_cache(maxsize=16)  # about 100 kB each
def _noise(seed: int) -> str:
    drawn = np.concatenate([row.ravel() for row in standard_normals(seed, MAX_STEPS)])
    return files.file(f"normals/{seed}.bin", drawn.astype("<f8").tobytes())


def _json(content: Any) -> str:
    """JSON that cannot close an element of the document, whatever it contains."""
    return json.dumps(content, allow_nan=False, separators=(",", ":")).replace("<", "\\u003c")
