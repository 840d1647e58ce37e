"""Writes activations.txt and losses.txt beside this file: numbers of 1,500 digits, rounded to f64.

Knows nothing of the engine's formulas: it evaluates the definitions, and derivatives of activations
by the rules of differentiation on triples f, f′, f″. Needs Python and mpmath: `python3 make.py`.
"""

from pathlib import Path
from random import Random
from struct import pack, unpack

from mpmath import exp, log, mp, mpf, pi, sqrt

mp.dps = 1500


class Jet:
    """f, f′ and f″ at a point."""

    def __init__(self, *orders):
        self.orders = [*orders, 0, 0][:3]

    def __add__(self, other):
        return Jet(*(a + b for a, b in zip(self.orders, jet(other).orders)))

    def __mul__(self, other):
        (a, a1, a2), (b, b1, b2) = self.orders, jet(other).orders
        return Jet(a * b, a1 * b + a * b1, a2 * b + 2 * a1 * b1 + a * b2)

    __radd__, __rmul__ = __add__, __mul__

    def of(self, value, first, second):
        """φ(f), given φ, φ′ and φ″ at f."""
        _, a1, a2 = self.orders
        return Jet(value, first * a1, second * a1 * a1 + first * a2)


def jet(number):
    return number if isinstance(number, Jet) else Jet(number)


def inverse(f):
    a = f.orders[0]
    return f.of(1 / a, -1 / a**2, 2 / a**3)


def root(f):
    a = sqrt(f.orders[0])
    return f.of(a, 1 / (2 * a), -1 / (4 * a**3))


def power(f):
    a = exp(f.orders[0])
    return f.of(a, a, a)


def logarithm(f):
    a = f.orders[0]
    return f.of(log(a), 1 / a, -1 / a**2)


def tanh(x):
    return 1 + -2 * inverse(1 + power(2 * x))


ACTIVATIONS = {
    "isru": lambda x: x * inverse(root(1 + x * x)),
    "tanh": tanh,
    "sigmoid": lambda x: inverse(1 + power(-1 * x)),
    "softplus": lambda x: logarithm(1 + power(x)),
    "silu": lambda x: x * inverse(1 + power(-1 * x)),
    "gelu": lambda x: mpf(1) / 2 * x * (1 + tanh(sqrt(2 / pi) * (x + mpf("0.044715") * x * x * x))),
    "relu": lambda x: x if x.orders[0] > 0 else jet(mpf(0)),
    "identity": lambda x: x,
}


def single(x):
    """The nearest f32."""
    return unpack("<f", pack("<f", x))[0]


def points():
    """Numbers of all sizes, most of which are f32s too, so that both precisions see them."""
    random = Random(1)
    sizes = [0.0, 2.0**-149, 1e-40, 2.0**-126, 1e-30, 1e-15, 1e-8, 1e-4, 1e-3, 0.01, 0.03]
    sizes += [0.1 * i * (1 + 0.05 * random.random()) for i in range(1, 20)]
    sizes += [2 + 0.7 * i * (1 + 0.05 * random.random()) for i in range(14)]
    sizes += [13, 17, 20, 30, 37, 45, 60, 80, 88, 100, 103, 200, 354, 372, 500, 700, 709, 740, 745]
    sizes += [800, 1e3, 1e5, 1e7, 1e10, 1e15, 1e19, 1e25, 3.4e38]
    # Near to where a derivative of silu or gelu changes its sign.
    sizes += [0.7524614, 1.2784645, 1.4142135, 2.3993573]
    doubles = [5e-324, 1e-310, 2.2250738585072014e-308, 1e-100, 1e-17, 0.7, 3.3, 745.1]
    doubles += [1e60, 1e100, 1e154, 1e155, 1e200, 1.7976931348623157e308]
    sizes = sorted([*map(single, sizes), *doubles])
    return [-size for size in reversed(sizes)] + sizes[1:]


def activations():
    for name, function in ACTIVATIONS.items():
        for x in points():
            yield name, x, *map(float, function(Jet(mpf(x), mpf(1))).orders)


def losses():
    """A line for a row of outputs z with targets y and a direction r: ℓ, ∂ℓ/∂z and ∂²ℓ/∂z²·r."""
    random = Random(2)
    for spread in [1e-30, 1e-6, 0.1, 1, 3, 10, 30, 80, 300, 700, 1e4, 1e30]:
        for _ in range(3):
            z, r = ([single(random.gauss(0, s)) for _ in range(4)] for s in (spread, 1))
            for label in {z.index(max(z)), z.index(min(z)), random.randrange(4)}:
                y = [float(i == label) for i in range(4)]
                yield "ce", *z, *y, *r, *cross_entropy(z, y, r)
            y = [single(random.gauss(0, 1)) for _ in range(4)]
            yield "mse", *z, *y, *r, *half_square(z, y, r)


def cross_entropy(z, y, r):
    z, y, r = ([mpf(x) for x in row] for row in (z, y, r))
    total = sum(map(exp, z))
    p = [exp(x) / total for x in z]
    value = sum(a * (log(total) - b) for a, b in zip(y, z))
    mean = sum(a * b for a, b in zip(p, r))
    return [value, *(a - b for a, b in zip(p, y)), *(a * (b - mean) for a, b in zip(p, r))]


def half_square(z, y, r):
    rest = [mpf(a) - mpf(b) for a, b in zip(z, y)]
    return [sum(a * a for a in rest) / 2, *rest, *r]


def write(file, about, lines):
    text = [f"# {about}", "# Written by make.py."]
    text += [" ".join([name, *(repr(float(x)) for x in numbers)]) for name, *numbers in lines]
    (Path(__file__).parent / file).write_text("\n".join(text) + "\n")


write("activations.txt", "name, x, σ(x), σ′(x), σ″(x)", activations())
write("losses.txt", "name, four outputs z, targets y, direction r, ℓ, ∂ℓ/∂z, ∂²ℓ/∂z²·r", losses())
