"""Write the learning rates of PyTorch's schedulers, for `tests/optimizers/test_schedules.py`.

    pip install torch==2.13.0 && python tests/reference/make_torch_schedules.py

One JSON file a schedule: `cases`, each with our hyperparameters, the rate that is set, the steps, and PyTorch's rates.
"""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import torch
from torch.optim import lr_scheduler as schedulers

HERE = Path(__file__).parent / "schedules"
RATE = 0.8


def rates(make: Callable[[torch.optim.Optimizer], Any], steps: int) -> list[float]:
    optimizer = torch.optim.SGD([torch.nn.Parameter(torch.zeros(1, dtype=torch.float64))], lr=RATE)
    scheduler = make(optimizer)
    seen = []
    for step in range(steps):
        seen.append(float(optimizer.param_groups[0]["lr"]))
        optimizer.step()
        if step + 1 < steps:
            scheduler.step()
    return seen


def cases() -> dict[str, list[tuple[dict[str, float], int, Callable[[torch.optim.Optimizer], Any]]]]:
    def one_cycle(peak_at: float, divisor: float, final_divisor: float, steps: int):
        return lambda optimizer: schedulers.OneCycleLR(
            optimizer,
            max_lr=RATE,
            total_steps=steps,
            pct_start=peak_at,
            div_factor=divisor,
            final_div_factor=final_divisor,
            cycle_momentum=False,
        )

    return {
        "constant": [({}, 20, lambda o: schedulers.LambdaLR(o, lambda t: 1.0))],
        "inverse_time": [
            ({"decay": k}, 60, lambda o, k=k: schedulers.LambdaLR(o, lambda t: 1 / (1 + k * t))) for k in (0.01, 0.5)
        ],
        "exponential": [({"factor": q}, 60, lambda o, q=q: schedulers.ExponentialLR(o, q)) for q in (0.9, 0.97, 1.0)],
        "step_decay": [
            ({"factor": q, "every": n}, 60, lambda o, q=q, n=n: schedulers.StepLR(o, n, q)) for q, n in ((0.3, 17), (0.5, 1))
        ],
        "cosine": [
            ({"final": r}, n, lambda o, r=r, n=n: schedulers.CosineAnnealingLR(o, n, eta_min=r * RATE))
            for r, n in ((0.0, 60), (0.1, 37), (0.2, 1))
        ],
        "one_cycle": [
            ({"peak_at": p, "divisor": d, "final_divisor": e}, n, one_cycle(p, d, e, n))
            for p, d, e, n in (
                (0.3, 25.0, 1e4, 60),
                (0.5, 4.0, 10.0, 37),
                (0.3, 25.0, 1e4, 1),
                (0.2, 9.0, 1e2, 4),
                (0.4, 3.0, 7.0, 5),
            )
        ],
    }


def main() -> None:
    HERE.mkdir(exist_ok=True)
    for key, entries in cases().items():
        written = [
            {"hyperparameters": settings, "learning_rate": RATE, "steps": steps, "rates": rates(make, steps)}
            for settings, steps, make in entries
        ]
        (HERE / f"{key}.json").write_text(json.dumps({"torch": torch.__version__, "cases": written}) + "\n")


if __name__ == "__main__":
    main()
