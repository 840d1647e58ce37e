"""The NumPy side of the bench: what a careful person writes by hand, in one thread. NumPy's tanh,
exp and products use the longest vectors that the processor has, with fused multiply-add."""

import numpy as np

import problems
from serve import serve

TYPES = {"f32": np.float32, "f64": np.float64}


class Network:
    """A network with tanh and cross-entropy at one θ: back-propagation and Pearlmutter's R-operator
    as crate/src/objective/network/ states them, in buffers that stay. Lists go by layer."""

    def __init__(self, numbers, precision):
        problem = problems.network(numbers)
        dtype, rows = TYPES[precision], len(problem.labels)
        self.rows = (np.arange(rows), problem.labels)
        theta = problem.parts(problem.theta.astype(dtype))
        direction = problem.parts(problem.direction.astype(dtype))
        self.layers = list(zip(theta[::2], theta[1::2]))
        self.moves = list(zip(direction[::2], direction[1::2]))
        self.found = [np.empty_like(part) for part in theta]

        def blocks():
            return [np.empty((rows, width), dtype) for width in problem.sizes[1:]]

        self.value, self.slope, self.delta = blocks(), blocks(), blocks()
        self.moved, self.moving = blocks(), blocks()
        self.below = [problem.inputs.astype(dtype)] + self.value[:-1]
        self.share = np.empty_like(self.delta[-1])
        self.loss = None
        self.gradient()
        # tanh″ is −2 tanh·tanh′, and Δ holds tanh′ already.
        self.curvature = [-2 * a * delta for a, delta in zip(self.value, self.delta)]

    def gradient(self):
        for (weights, bias), below, z, slope in zip(
            self.layers, self.below, self.value, self.slope
        ):
            np.matmul(below, weights.T, out=z)
            z += bias
            if z is not self.value[-1]:
                np.tanh(z, out=z)
                np.multiply(z, z, out=slope)
                np.subtract(1, slope, out=slope)
        count = len(z)
        z -= z.max(axis=1, keepdims=True)
        np.exp(z, out=self.share)
        sums = self.share.sum(axis=1, keepdims=True)
        self.loss = (np.log(sums).sum() - z[self.rows].sum()) / count
        self.share /= sums
        np.copyto(self.delta[-1], self.share)
        self.delta[-1][self.rows] -= 1
        self.delta[-1] /= count
        for layer in reversed(range(len(self.layers))):
            delta = self.delta[layer]
            np.matmul(delta.T, self.below[layer], out=self.found[2 * layer])
            delta.sum(axis=0, out=self.found[2 * layer + 1])
            if layer > 0:
                np.matmul(delta, self.layers[layer][0], out=self.delta[layer - 1])
                self.delta[layer - 1] *= self.slope[layer - 1]

    def hvp(self):
        """At the point of the last gradient."""
        for layer, ((weights, _), (move, bias)) in enumerate(zip(self.layers, self.moves)):
            moved = self.moved[layer]
            np.matmul(self.below[layer], move.T, out=moved)
            moved += bias
            if layer > 0:
                moved += self.moving[layer - 1] @ weights.T
            if moved is not self.moved[-1]:
                np.multiply(self.slope[layer], moved, out=self.moving[layer])
        share = self.share
        moved -= (share * moved).sum(axis=1, keepdims=True)
        np.multiply(share, moved, out=self.moving[-1])
        self.moving[-1] /= len(share)
        for layer in reversed(range(len(self.layers))):
            moving, into = self.moving[layer], self.found[2 * layer]
            np.matmul(moving.T, self.below[layer], out=into)
            moving.sum(axis=0, out=self.found[2 * layer + 1])
            if layer > 0:
                delta, below = self.delta[layer], self.moving[layer - 1]
                into += delta.T @ below
                np.matmul(moving, self.layers[layer][0], out=below)
                below += delta @ self.moves[layer][0]
                below *= self.slope[layer - 1]
                below += self.curvature[layer - 1] * self.moved[layer - 1]

    def result(self):
        return np.concatenate([part.ravel() for part in self.found]).astype(float).tolist()


class Product:
    """C ← A·B."""

    def __init__(self, numbers, precision):
        self.left, self.right = (
            part.astype(TYPES[precision]) for part in problems.matrices(numbers)
        )
        self.found = np.empty((len(self.left), self.right.shape[1]), TYPES[precision])

    def product(self):
        np.matmul(self.left, self.right, out=self.found)

    def result(self):
        return self.found.ravel().astype(float).tolist()


KINDS = {"network": Network, "product": Product}

if __name__ == "__main__":
    serve(
        lambda kind, precision, numbers: KINDS[kind](numbers, precision),
        f"NumPy {np.__version__}",
    )
