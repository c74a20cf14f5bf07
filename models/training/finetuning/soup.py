"""A uniform soup: the same training several times over in other orders, and the mean of the weights.

After Wortsman et al., Model soups: averaging weights of multiple fine-tuned models improves accuracy without increasing
inference time (2022). All runs begin at the same weights, heads included: otherwise their mean answers nothing.
"""

from dataclasses import replace

from . import loop


def train(count, network, sources, plan, saving, **how):
    """As loop.train, `count` times. The first run writes where `saving` says, the others to its folder 2, 3 and so on."""
    beginning = {name: value.clone() for name, value in network.state_dict().items()}
    mean, steps, seconds = None, 0, 0.0
    for number in range(count):
        folder = saving.folder / str(number + 1) if number else saving.folder
        folder.mkdir(exist_ok=True)
        network.load_state_dict(beginning)
        if count > 1:
            print(f"run {number + 1} of {count}", flush=True)
        of_one = loop.train(network, sources, replace(plan, seed=plan.seed + number), replace(saving, folder=folder), **how)
        steps, seconds = steps + of_one[0], seconds + of_one[1]
        weights = network.state_dict()
        mean = {
            name: (mean[name] if mean else 0) + value / count if value.is_floating_point() else value.clone()
            for name, value in weights.items()
        }  # fmt: skip
    network.load_state_dict(mean)
    return steps, seconds
