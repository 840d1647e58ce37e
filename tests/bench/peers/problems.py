"""Problems as lists of numbers, in the order that bench/src/problem.rs states."""

from typing import NamedTuple

import numpy as np


class Network(NamedTuple):
    """A network with data, weights and a direction."""

    sizes: list[int]
    inputs: np.ndarray
    """[N, in]"""
    labels: np.ndarray
    """[N]"""
    theta: np.ndarray
    """[d]"""
    direction: np.ndarray
    """[d]"""

    def parts(self, flat):
        """Weights [out, in] and biases [out], layer after layer, of θ or a vector like it."""
        parts, at = [], 0
        for columns, rows in zip(self.sizes, self.sizes[1:]):
            for shape in ((rows, columns), (rows,)):
                count = int(np.prod(shape))
                parts.append(flat[at : at + count].reshape(shape))
                at += count
        return parts


def network(numbers):
    """From: number of sizes, sizes, N, inputs row by row, N labels, θ, direction."""
    count = int(numbers[0])
    sizes = [int(size) for size in numbers[1 : 1 + count]]
    rows, rest = int(numbers[1 + count]), numbers[2 + count :]
    inputs, labels, rest = np.split(rest, [rows * sizes[0], rows * (sizes[0] + 1)])
    theta, direction = np.split(rest, 2)
    return Network(sizes, inputs.reshape(rows, -1), labels.astype(np.int64), theta, direction)


def matrices(numbers):
    """From: m, k, n, A and B row by row."""
    m, k, n = (int(size) for size in numbers[:3])
    left, right = np.split(numbers[3:], [m * k])
    return left.reshape(m, k), right.reshape(k, n)
