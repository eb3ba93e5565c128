"""AdamW (Loshchilov and Hutter, "Decoupled Weight Decay Regularization", 2019) on numpy arrays.

The networks here have a few thousand parameters; a framework of half a gigabyte would be their only
reason to be installed.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt

Parameters = dict[str, npt.NDArray[np.float32]]


class AdamW:
    """Changes parameters in place, step by step."""

    def __init__(self, parameters: Parameters, decay: float) -> None:
        self._parameters = parameters
        self._decay = decay
        self._mean = {name: np.zeros_like(value) for name, value in parameters.items()}
        self._square = {name: np.zeros_like(value) for name, value in parameters.items()}
        self._steps = 0

    def step(self, gradients: Mapping[str, npt.NDArray[np.float32]], rate: float) -> None:
        """Go one step against the gradients (same names and shapes as the parameters)."""
        self._steps += 1
        for name, gradient in gradients.items():
            value, mean, square = self._parameters[name], self._mean[name], self._square[name]
            mean += 0.1 * (gradient - mean)
            square += 0.001 * (gradient**2 - square)
            unbiased = mean / (1 - 0.9**self._steps)
            scale = np.sqrt(square / (1 - 0.999**self._steps)) + 1e-8
            value -= (rate * (unbiased / scale + self._decay * value)).astype(np.float32)
