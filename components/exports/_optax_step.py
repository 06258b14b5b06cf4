"""A step with Optax, as text, of a run on a surface and of the training of a network."""

STEP = """
    @jax.jit
    def step({arguments}):
        def gradient_at(params):
            return {gradient}

        def value_at(params):
            return {value}

        gradient = gradient_at(point)
        if "ready" in adapters:
            state = adapters["ready"](state, gradient, **hyperparameters)
        available = {
            "value": {value_at_point},
            "grad": gradient,
            "value_fn": value_at,
            "grad_fn": lambda params, _: gradient_at(params),
        }
        extra_args = {name: available[name] for name in adapters.get("asks", ())}
        update, state = create(**hyperparameters).update(gradient, state, point, **extra_args)
        return optax.apply_updates(point, update), state
"""


def optax_step(arguments: str, gradient: str, value: str, value_at_point: str) -> str:
    """The function `step(point, state, …)`, from expressions of gradient and value at `params`, and of the value at `point`."""
    step = STEP.replace("{arguments}", arguments).replace("{gradient}", gradient)
    return step.replace("{value}", value).replace("{value_at_point}", value_at_point)
