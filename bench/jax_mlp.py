"""The MLP of examples/mlp.ts in JAX on N host devices, batch split, parameters replicated.

usage: jax_mlp.py BATCH sgd|adam DEVICES   (XLA_FLAGS sets the number of host devices); prints median milliseconds a step
"""
import sys
import time

import jax
import jax.numpy as jnp
import numpy as np
from jax.sharding import Mesh, NamedSharding, PartitionSpec as P

batch, optimizer, devices = int(sys.argv[1]), sys.argv[2], int(sys.argv[3])
widths = [784] + [2048] * 8 + [10]
rng = np.random.default_rng(0)
params = [
    (rng.normal(0, (2 / n) ** 0.5, (n, m)).astype(np.float32), np.zeros(m, np.float32))
    for n, m in zip(widths, widths[1:])
]
mesh = Mesh(np.array(jax.devices()[:devices]), ("data",))
whole, split = NamedSharding(mesh, P()), NamedSharding(mesh, P("data"))


def loss(params, x, y):
    for i, (w, b) in enumerate(params):
        x = x @ w + b
        if i < len(params) - 1:
            x = jax.nn.relu(x)
    return -jnp.mean(jnp.take_along_axis(jax.nn.log_softmax(x), y[:, None], 1))


def step(params, m, v, x, y):
    value, grads = jax.value_and_grad(loss)(params, x, y)
    if optimizer == "sgd":
        return jax.tree.map(lambda p, g: p - 0.01 * g, params, grads), m, v, value
    m = jax.tree.map(lambda a, g: 0.9 * a + 0.1 * g, m, grads)
    v = jax.tree.map(lambda a, g: 0.999 * a + 0.001 * g * g, v, grads)
    return jax.tree.map(lambda p, a, b: p - 1e-4 * a / (jnp.sqrt(b) + 1e-8), params, m, v), m, v, value


zeros = jax.tree.map(np.zeros_like, params) if optimizer == "adam" else 0
state = [jax.device_put(params, whole), jax.device_put(zeros, whole), jax.device_put(zeros, whole)]
x = jax.device_put(rng.normal(size=(batch, 784)).astype(np.float32), split)
y = jax.device_put(rng.integers(0, 10, batch).astype(np.int32), split)
run = jax.jit(step, donate_argnums=(0, 1, 2))
times = []
for i in range(18):
    begin = time.perf_counter()
    *state, value = run(*state, x, y)
    jax.block_until_ready((state, value))
    if i >= 3:
        times.append(time.perf_counter() - begin)
print(1e3 * sorted(times)[len(times) // 2])
