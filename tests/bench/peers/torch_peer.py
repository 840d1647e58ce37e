"""The PyTorch side of the bench: eager, on the CPU, in one thread; and PyHessian."""

import time

import torch
from torch.nn.functional import cross_entropy, linear

import problems
from serve import serve

DEPTH = 20
STEP_SIZE = 0.5
TYPES = {"f32": torch.float32, "f64": torch.float64}


class Network:
    """A network with tanh and cross-entropy at one θ, and one that steps away from it."""

    def __init__(self, numbers, precision):
        self.problem = problems.network(numbers)
        self.dtype = TYPES[precision]
        self.inputs = torch.tensor(self.problem.inputs, dtype=self.dtype)
        self.labels = torch.tensor(self.problem.labels)
        self.parameters = [part.requires_grad_() for part in self.parts(self.problem.theta)]
        self.direction = self.parts(self.problem.direction)
        self.stepping = [part.detach().clone().requires_grad_() for part in self.parameters]
        self.graph = None
        self.found = None

    def parts(self, flat):
        return [torch.tensor(part, dtype=self.dtype) for part in self.problem.parts(flat)]

    def loss(self, parameters):
        z = self.inputs
        for layer in range(0, len(parameters), 2):
            z = linear(z if layer == 0 else torch.tanh(z), *parameters[layer : layer + 2])
        return cross_entropy(z, self.labels)

    def gradient(self):
        self.found = torch.autograd.grad(self.loss(self.parameters), self.parameters)

    def step(self):
        gradients = torch.autograd.grad(self.loss(self.stepping), self.stepping)
        with torch.no_grad():
            for part, gradient in zip(self.stepping, gradients):
                part.sub_(gradient, alpha=STEP_SIZE)
        self.found = self.stepping

    def differentiable(self):
        """The gradient with its graph, for products."""
        loss = self.loss(self.parameters)
        return torch.autograd.grad(loss, self.parameters, create_graph=True)

    def times(self, gradients, vector):
        return torch.autograd.grad(
            gradients, self.parameters, grad_outputs=vector, retain_graph=True
        )

    def hvp(self):
        """From a graph that is kept, as the engine keeps its gradient's numbers."""
        if self.graph is None:
            self.graph = self.differentiable()
        self.found = self.times(self.graph, self.direction)

    def lanczos(self):
        """As many steps as the engine's, with full reorthogonalization (twice, as there)."""
        gradients = self.differentiable()
        start = torch.tensor(self.problem.direction, dtype=self.dtype)
        basis = torch.zeros((DEPTH, len(start)), dtype=self.dtype)
        basis[0] = start / start.norm()
        matrix = torch.zeros((DEPTH, DEPTH), dtype=self.dtype)
        shapes = [part.shape for part in self.parameters]
        counts = [part.numel() for part in self.parameters]
        for step in range(DEPTH):
            vector = [
                part.reshape(shape)
                for part, shape in zip(basis[step].split(counts), shapes)
            ]
            product = self.times(gradients, vector)
            work = torch.cat([part.reshape(-1) for part in product])
            for _ in range(2):
                along = basis[: step + 1] @ work
                work = work - basis[: step + 1].T @ along
                matrix[step, step] += along[step]
            if step + 1 < DEPTH:
                outside = work.norm()
                matrix[step, step + 1] = matrix[step + 1, step] = outside
                basis[step + 1] = work / outside
        self.found = [torch.linalg.eigvalsh(matrix)]

    def pyhessian(self):
        """The same by PyHessian: its spectral density from one probe of as many steps."""
        from pyhessian import hessian

        layers = []
        for at in range(0, len(self.parameters), 2):
            weights, bias = self.parameters[at : at + 2]
            layer = torch.nn.Linear(weights.shape[1], weights.shape[0], dtype=self.dtype)
            with torch.no_grad():
                layer.weight.copy_(weights)
                layer.bias.copy_(bias)
            layers += [layer, torch.nn.Tanh()]
        model = torch.nn.Sequential(*layers[:-1])
        # It draws numbers 0 and 1 and makes ∓1 of them: gets those of the engine's probe.
        probe = iter(self.parts((self.problem.direction + 1) / 2))
        draw, torch.randint_like = torch.randint_like, lambda *_, **__: next(probe)
        began = time.perf_counter()
        data = (self.inputs, self.labels)
        found = hessian(model, torch.nn.CrossEntropyLoss(), data=data, cuda=False)
        nodes, _ = found.density(iter=DEPTH, n_v=1)
        elapsed = time.perf_counter() - began
        torch.randint_like = draw
        self.found = [torch.tensor(sorted(nodes[0]), dtype=self.dtype)]
        return elapsed

    def result(self):
        return torch.cat([part.detach().reshape(-1) for part in self.found]).double().tolist()


class Product:
    """C ← A·B."""

    def __init__(self, numbers, precision):
        self.left, self.right = (
            torch.tensor(part, dtype=TYPES[precision]) for part in problems.matrices(numbers)
        )
        self.found = None

    def product(self):
        self.found = torch.mm(self.left, self.right)

    def result(self):
        return self.found.double().reshape(-1).tolist()


# Steps open a network of their own, which begins at θ₀.
KINDS = {"network": Network, "steps": Network, "product": Product}


def eig(matrix, eigenvectors):
    """What PyTorch had under this name when PyHessian was written."""
    values, vectors = torch.linalg.eigh(matrix)
    assert eigenvectors
    return torch.stack([values, torch.zeros_like(values)], dim=1), vectors


if __name__ == "__main__":
    torch.set_num_threads(1)
    # PyHessian asks for buffers without saying of what.
    torch.set_default_dtype(torch.float64)
    torch.eig = eig
    serve(
        lambda kind, precision, numbers: KINDS[kind](numbers, precision),
        f"PyTorch {torch.__version__} ({torch.backends.cpu.get_cpu_capability()})",
    )
