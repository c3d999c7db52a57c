"""Train steps in real JAX, written out as StableHLO with their inputs and with what JAX itself computes from them.

usage: jax_steps.py FOLDER [--batch N] [NAME ...]

For every step, all compressed by gzip: NAME.mlir.gz (what `as_text()` prints), NAME.debug.mlir.gz (with locations),
NAME.generic.mlir.gz (generic form) and NAME.json.gz: {"inputs": [...], "outputs": [...]} in the order of the module's arguments and
results, each {"dtype", "shape", "data"} with base64 data. Every step has a small batch of its own, or N examples. Steps whose library is not installed are named and left out.
"""

import argparse
import base64
import gzip
import json
import os
import sys

os.environ.setdefault("JAX_PLATFORMS", "cpu")
# Numbers are rounded to bf16 where the module says so, instead of where XLA finds it cheap.
os.environ["XLA_FLAGS"] = os.environ.get("XLA_FLAGS", "") + " --xla_allow_excess_precision=false"

import jax
import jax.numpy as jnp
import numpy as np

SPELLING = {"bool": "i1", "bfloat16": "bf16", "float16": "f16", "float32": "f32", "float64": "f64", "int8": "i8", "int16": "i16",
            "int32": "i32", "int64": "i64", "uint8": "ui8", "uint16": "ui16", "uint32": "ui32", "uint64": "ui64"}
key = jax.random.key


def normal(seed, *shape, dtype=jnp.float32, scale=0.3):
    return (scale * jax.random.normal(key(seed), shape)).astype(dtype)


def sgd(params, grads, rate=0.1):
    return jax.tree.map(lambda p, g: (p - rate * g).astype(p.dtype), params, grads)


def cross_entropy(logits, labels):
    logits = logits.astype(jnp.float32)
    picked = jnp.take_along_axis(logits, labels[..., None], axis=-1)[..., 0]
    return jnp.mean(jax.nn.logsumexp(logits, axis=-1) - picked)


def rms_norm(x, weight):
    return x * jax.lax.rsqrt(jnp.mean(x * x, axis=-1, keepdims=True) + 1e-6) * weight


def layer_norm(x, weight, bias):
    mean = x.mean(-1, keepdims=True)
    return (x - mean) * jax.lax.rsqrt(((x - mean) ** 2).mean(-1, keepdims=True) + 1e-5) * weight + bias


def mlp(batch=8):
    params = [(normal(0, 16, 32), jnp.zeros(32)), (normal(1, 32, 4), jnp.zeros(4))]

    def loss_of(params, x, y):
        for weight, bias in params[:-1]:
            x = jax.nn.relu(x @ weight + bias)
        weight, bias = params[-1]
        return cross_entropy(x @ weight + bias, y)

    def step(params, x, y):
        loss, grads = jax.value_and_grad(loss_of)(params, x, y)
        return sgd(params, grads), loss

    return step, (params, normal(2, batch, 16), jnp.arange(batch, dtype=jnp.int32) % 4)


def mlp_bf16(batch=16, width=64):
    """Parameters, activations and gradients in bf16."""
    dims = [16, width, width, 8]
    params = [(normal(i, a, b, dtype=jnp.bfloat16), jnp.zeros(b, jnp.bfloat16)) for i, (a, b) in enumerate(zip(dims, dims[1:]))]

    def loss_of(params, x, y):
        for weight, bias in params[:-1]:
            x = jax.nn.relu(x @ weight + bias)
        weight, bias = params[-1]
        return cross_entropy(x @ weight + bias, y)

    def step(params, x, y):
        loss, grads = jax.value_and_grad(loss_of)(params, x, y)
        return sgd(params, grads), loss

    return step, (params, normal(9, batch, 16, dtype=jnp.bfloat16, scale=1.0), jnp.arange(batch, dtype=jnp.int32) % 8)


def gpt(dtype=jnp.bfloat16, layers=3, width=8, heads=2, vocab=16, batch=2, length=8):
    """Plain JAX: scan over stacked layers, remat in each, bf16 activations over f32 parameters, Adam."""
    def stack(seed, *shape):
        return normal(seed, layers, *shape)

    params = {
        "embed": normal(0, vocab, width), "position": normal(1, length, width),
        "blocks": {"ln1": jnp.ones((layers, width)), "b1": jnp.zeros((layers, width)), "qkv": stack(2, width, 3 * width),
                   "out": stack(3, width, width), "ln2": jnp.ones((layers, width)), "b2": jnp.zeros((layers, width)),
                   "up": stack(4, width, 4 * width), "down": stack(5, 4 * width, width)},
        "ln": jnp.ones(width), "b": jnp.zeros(width),
    }

    @jax.checkpoint
    def block(x, p):
        p = jax.tree.map(lambda leaf: leaf.astype(dtype), p)
        h = layer_norm(x, p["ln1"], p["b1"])
        q, k, v = jnp.split((h @ p["qkv"]).reshape(batch, length, heads, -1), 3, axis=-1)
        scores = jnp.einsum("bqhd,bkhd->bhqk", q, k) / np.sqrt(q.shape[-1]).astype(dtype)
        mask = jnp.tril(jnp.ones((length, length), bool))
        probs = jax.nn.softmax(jnp.where(mask, scores.astype(jnp.float32), -1e30), axis=-1).astype(dtype)
        x = x + jnp.einsum("bhqk,bkhd->bqhd", probs, v).reshape(batch, length, width) @ p["out"]
        h = layer_norm(x, p["ln2"], p["b2"])
        return x + jax.nn.gelu(h @ p["up"]) @ p["down"], None

    def loss_of(params, tokens):
        x = (params["embed"][tokens] + params["position"]).astype(dtype)
        x, _ = jax.lax.scan(block, x, params["blocks"])
        logits = layer_norm(x.astype(jnp.float32), params["ln"], params["b"]) @ params["embed"].T
        return cross_entropy(logits[:, :-1], tokens[:, 1:])

    def step(state, tokens):
        params, mean, variance, count = state
        loss, grads = jax.value_and_grad(loss_of)(params, tokens)
        count = count + 1
        mean = jax.tree.map(lambda m, g: 0.9 * m + 0.1 * g, mean, grads)
        variance = jax.tree.map(lambda v, g: 0.99 * v + 0.01 * g * g, variance, grads)
        scale = jnp.sqrt(1 - 0.99**count) / (1 - 0.9**count)
        params = jax.tree.map(lambda p, m, v: p - 1e-3 * scale * m / (jnp.sqrt(v) + 1e-8), params, mean, variance)
        return (params, mean, variance, count), loss

    # Second moments start at a value, so that what Adam divides by is not rounding noise.
    variance = jax.tree.map(lambda p: jnp.full(p.shape, 1e-2), params)
    state = (params, jax.tree.map(jnp.zeros_like, params), variance, jnp.float32(0))
    return step, (state, jax.random.randint(key(9), (batch, length), 0, vocab))


def gpt_f32(batch=2):
    return gpt(dtype=jnp.float32, layers=2, batch=batch)


def convnet(batch=4):
    """Two convolutions with batch normalization in training mode, max pooling, momentum."""
    params = {"c1": normal(0, 3, 3, 3, 8), "g1": jnp.ones(8), "b1": jnp.zeros(8), "c2": normal(1, 3, 3, 8, 8),
              "g2": jnp.ones(8), "b2": jnp.zeros(8), "w": normal(2, 8, 5)}
    running = {"m1": jnp.zeros(8), "v1": jnp.ones(8), "m2": jnp.zeros(8), "v2": jnp.ones(8)}

    def norm(x, gamma, beta):
        mean, var = x.mean((0, 1, 2)), x.var((0, 1, 2))
        return (x - mean) * jax.lax.rsqrt(var + 1e-5) * gamma + beta, mean, var

    def conv(x, kernel, stride=1):
        return jax.lax.conv_general_dilated(x, kernel, (stride, stride), "SAME", dimension_numbers=("NHWC", "HWIO", "NHWC"))

    def loss_of(params, running, x, y):
        x, m1, v1 = norm(conv(x, params["c1"]), params["g1"], params["b1"])
        x = jax.nn.relu(x)
        x = jax.lax.reduce_window(x, -jnp.inf, jax.lax.max, (1, 3, 3, 1), (1, 2, 2, 1), "SAME")
        x, m2, v2 = norm(conv(x, params["c2"], 2), params["g2"], params["b2"])
        logits = jax.nn.relu(x).mean((1, 2)) @ params["w"]
        new = {"m1": m1, "v1": v1, "m2": m2, "v2": v2}
        running = jax.tree.map(lambda old, now: 0.9 * old + 0.1 * now, running, new)
        return cross_entropy(logits, y), (running, jnp.mean(jnp.argmax(logits, -1) == y))

    def step(params, momentum, running, x, y):
        (loss, (running, accuracy)), grads = jax.value_and_grad(loss_of, has_aux=True)(params, running, x, y)
        momentum = jax.tree.map(lambda m, g: 0.9 * m + g, momentum, grads)
        return sgd(params, momentum), momentum, running, loss, accuracy

    return step, (params, jax.tree.map(jnp.zeros_like, params), running, normal(3, batch, 12, 12, 3, scale=1.0), jnp.arange(batch) % 5)


def llama(layers=2, width=16, heads=4, kv_heads=2, hidden=24, vocab=30, batch=2, length=8):
    """RoPE, grouped-query attention, SwiGLU, layers as a Python loop, global-norm clipping."""
    size = width // heads
    layer = lambda s: {"n1": jnp.ones(width), "q": normal(s, width, heads * size), "k": normal(s + 1, width, kv_heads * size),
                       "v": normal(s + 2, width, kv_heads * size), "o": normal(s + 3, heads * size, width), "n2": jnp.ones(width),
                       "gate": normal(s + 4, width, hidden), "up": normal(s + 5, width, hidden), "down": normal(s + 6, hidden, width)}
    params = {"embed": normal(0, vocab, width), "layers": [layer(10 * i + 1) for i in range(layers)], "norm": jnp.ones(width),
              "head": normal(99, width, vocab)}

    def rope(x):
        angle = jnp.arange(length)[:, None] / 10000 ** (jnp.arange(0, size, 2) / size)
        sin, cos = jnp.sin(angle)[:, None], jnp.cos(angle)[:, None]
        a, b = x[..., : size // 2], x[..., size // 2 :]
        return jnp.concatenate([a * cos - b * sin, b * cos + a * sin], -1)

    def block(x, p):
        h = rms_norm(x, p["n1"])
        q = rope((h @ p["q"]).reshape(batch, length, heads, size)).reshape(batch, length, kv_heads, heads // kv_heads, size)
        k = rope((h @ p["k"]).reshape(batch, length, kv_heads, size))
        v = (h @ p["v"]).reshape(batch, length, kv_heads, size)
        scores = jnp.einsum("bqngd,bknd->bngqk", q, k) / np.sqrt(size)
        scores = jnp.where(jnp.arange(length)[:, None] >= jnp.arange(length), scores, -jnp.inf)
        mixed = jnp.einsum("bngqk,bknd->bqngd", jax.nn.softmax(scores, -1), v)
        x = x + mixed.reshape(batch, length, -1) @ p["o"]
        h = rms_norm(x, p["n2"])
        return x + (jax.nn.silu(h @ p["gate"]) * (h @ p["up"])) @ p["down"]

    def loss_of(params, tokens):
        x = params["embed"][tokens]
        for p in params["layers"]:
            x = jax.checkpoint(block)(x, p)
        return cross_entropy((rms_norm(x, params["norm"]) @ params["head"])[:, :-1], tokens[:, 1:])

    def step(params, tokens):
        loss, grads = jax.value_and_grad(loss_of)(params, tokens)
        size = jnp.sqrt(sum(jnp.sum(g * g) for g in jax.tree.leaves(grads)))
        return sgd(params, jax.tree.map(lambda g: g * jnp.minimum(1, 1 / size), grads)), loss, size

    return step, (params, jax.random.randint(key(9), (batch, length), 0, vocab))


def complex_attention(width=16, heads=2, length=8, batch=4):
    """Rotary positions by complex products, a Fourier-like mixing by complex weights, division and absolute values."""
    size = width // heads
    params = {"q": normal(0, width, width), "k": normal(1, width, width), "mix": normal(2, length, length), "turn": normal(3, length, length)}

    def rotate(x):
        angle = jnp.arange(length)[:, None] / 100 ** (jnp.arange(size // 2) / (size // 2))
        turned = jax.lax.complex(x[..., : size // 2], x[..., size // 2 :]) * jnp.exp(1j * angle)[:, None]
        return jnp.concatenate([turned.real, turned.imag], -1)

    def loss_of(params, x, y):
        q = rotate((x @ params["q"]).reshape(batch, length, heads, size))
        k = rotate((x @ params["k"]).reshape(batch, length, heads, size))
        scores = jnp.einsum("bqhd,bkhd->bhqk", q, k) / np.sqrt(size)
        mixed = jnp.einsum("bhqk,bkhd->bqhd", jax.nn.softmax(scores, -1), k).reshape(batch, length, width)
        weights = jax.lax.complex(params["mix"], params["turn"])
        wave = jnp.einsum("lm,bmd->bld", weights, mixed) / (2 + jnp.conj(weights).sum())
        return jnp.mean((jnp.abs(wave) - y) ** 2)

    def step(params, x, y):
        loss, grads = jax.value_and_grad(loss_of)(params, x, y)
        return sgd(params, grads), loss

    return step, (params, normal(4, batch, length, width, scale=1.0), normal(5, batch, length, width))


def moe(width=16, hidden=24, experts=4, batch=24):
    """Top-2 routing with a capacity, dispatch by one-hot einsum, and a load-balancing loss."""
    capacity = 2 * batch // 3
    params = {"gate": normal(0, width, experts), "up": normal(1, experts, width, hidden), "down": normal(2, experts, hidden, width),
              "out": normal(3, width, 5)}

    def loss_of(params, x, y):
        gates = jax.nn.softmax(x @ params["gate"])
        top, chosen = jax.lax.top_k(gates, 2)
        top = top / top.sum(-1, keepdims=True)
        hot = jax.nn.one_hot(chosen, experts)
        place = (jnp.cumsum(hot.reshape(-1, experts), axis=0).reshape(hot.shape) - 1) * hot
        kept = hot * (place < capacity)
        slot = jax.nn.one_hot(place.sum(-1).astype(jnp.int32), capacity)
        dispatch = jnp.einsum("tke,tkc->tec", kept, slot)
        combine = jnp.einsum("tk,tke,tkc->tec", top, kept, slot)
        inside = jax.nn.gelu(jnp.einsum("tec,td,edh->ech", dispatch, x, params["up"]), approximate=False)
        mixed = jnp.einsum("tec,ech,ehd->td", combine, inside, params["down"])
        balance = experts * jnp.sum(gates.mean(0) * kept.sum(1).mean(0))
        return cross_entropy((x + mixed) @ params["out"], y) + 0.01 * balance

    def step(params, x, y):
        loss, grads = jax.value_and_grad(loss_of)(params, x, y)
        return sgd(params, grads), loss

    return step, (params, normal(4, batch, width, scale=1.0), jnp.arange(batch) % 5)


def lstm(width=8, length=6, batch=4):
    params = {"x": normal(0, 3, 4 * width), "h": normal(1, width, 4 * width), "b": jnp.zeros(4 * width), "out": normal(2, width, 1)}

    def loss_of(params, x, y):
        def cell(carry, x):
            h, c = carry
            i, f, g, o = jnp.split(x @ params["x"] + h @ params["h"] + params["b"], 4, -1)
            c = jax.nn.sigmoid(f) * c + jax.nn.sigmoid(i) * jnp.tanh(g)
            h = jax.nn.sigmoid(o) * jnp.tanh(c)
            return (h, c), h

        zeros = jnp.zeros((batch, width))
        _, hs = jax.lax.scan(cell, (zeros, zeros), x.swapaxes(0, 1))
        return jnp.mean((hs @ params["out"] - y.swapaxes(0, 1)) ** 2)

    def step(params, x, y):
        loss, grads = jax.value_and_grad(loss_of)(params, x, y)
        return sgd(params, grads), loss

    return step, (params, normal(3, batch, length, 3, scale=1.0), normal(4, batch, length, 1))


def dropout_mlp(batch=8):
    """A random key as an argument, split in the step: threefry, uniform and normal numbers."""
    params = [normal(0, 16, 32), normal(1, 32, 4)]

    def loss_of(params, rng, x, y):
        drop, noise = jax.random.split(rng)
        x = x + 0.1 * jax.random.normal(noise, x.shape)
        h = jax.nn.relu(x @ params[0])
        h = jnp.where(jax.random.bernoulli(drop, 0.9, h.shape), h / 0.9, 0)
        return cross_entropy(h @ params[1], y)

    def step(params, rng, x, y):
        rng, now = jax.random.split(rng)
        loss, grads = jax.value_and_grad(loss_of)(params, now, x, y)
        return sgd(params, grads), rng, loss

    return step, (params, jax.random.PRNGKey(7), normal(2, batch, 16), jnp.arange(batch) % 4)


def nnx_gpt(batch=2):
    """Flax NNX GPT with dropout and optax.adamw, its state passed as a flat list of arrays."""
    import optax
    from flax import nnx

    width, length, vocab = 16, 8, 32

    class Block(nnx.Module):
        def __init__(self, rngs):
            self.norm1, self.norm2 = nnx.LayerNorm(width, rngs=rngs), nnx.LayerNorm(width, rngs=rngs)
            self.attention = nnx.MultiHeadAttention(2, width, decode=False, dropout_rate=0.1, rngs=rngs)
            self.up, self.down = nnx.Linear(width, 4 * width, rngs=rngs), nnx.Linear(4 * width, width, rngs=rngs)
            self.drop = nnx.Dropout(0.1, rngs=rngs)

        def __call__(self, x):
            x = x + self.attention(self.norm1(x), mask=nnx.make_causal_mask(x[..., 0]), deterministic=False)
            return x + self.drop(self.down(nnx.gelu(self.up(self.norm2(x)))), deterministic=False)

    class Gpt(nnx.Module):
        def __init__(self, rngs):
            self.embed = nnx.Embed(vocab, width, rngs=rngs)
            self.blocks = nnx.List([Block(rngs) for _ in range(2)])
            self.norm = nnx.LayerNorm(width, rngs=rngs)

        def __call__(self, tokens):
            x = self.embed(tokens)
            for block in self.blocks:
                x = block(x)
            return self.embed.attend(self.norm(x))

    model = Gpt(nnx.Rngs(0))
    optimizer = nnx.Optimizer(model, optax.adamw(1e-2, eps=1e-3), wrt=nnx.Param)
    graph, state = nnx.split((model, optimizer))
    leaves, tree = jax.tree.flatten(state)

    def step(leaves, tokens):
        model, optimizer = nnx.merge(graph, jax.tree.unflatten(tree, leaves))
        loss, grads = nnx.value_and_grad(lambda m: cross_entropy(m(tokens)[:, :-1], tokens[:, 1:]))(model)
        optimizer.update(model, grads)
        return jax.tree.leaves(nnx.state((model, optimizer))), loss

    return step, (leaves, jax.random.randint(key(9), (batch, length), 0, vocab))


def equinox_mlp(batch=10):
    """Equinox MLP under vmap, optax.adam."""
    import equinox as eqx
    import optax

    model = eqx.nn.MLP(6, 3, 16, 2, key=key(0))
    params, static = eqx.partition(model, eqx.is_array)
    optimizer = optax.adam(1e-2, eps=1e-3)

    def step(params, state, x, y):
        loss_of = lambda p: jnp.mean((jax.vmap(eqx.combine(p, static))(x) - y) ** 2)
        loss, grads = jax.value_and_grad(loss_of)(params)
        updates, state = optimizer.update(grads, state, params)
        return eqx.apply_updates(params, updates), state, loss

    return step, (params, optimizer.init(params), normal(1, batch, 6), normal(2, batch, 3))


STEPS = [mlp, mlp_bf16, gpt, gpt_f32, convnet, llama, complex_attention, moe, lstm, dropout_mlp, nnx_gpt, equinox_mlp]


def encode(array):
    if jnp.issubdtype(array.dtype, jax.dtypes.prng_key):
        array = jax.random.key_data(array)
    array = np.asarray(array)
    data = base64.b64encode(np.ascontiguousarray(array).tobytes()).decode()
    return {"dtype": SPELLING[array.dtype.name], "shape": list(array.shape), "data": data}


def write(folder, name, text):
    with open(os.path.join(folder, f"{name}.gz"), "wb") as file:
        # Without a time, so that the same text gives the same bytes.
        file.write(gzip.compress(text.encode(), mtime=0))


def main(folder, names, sizes):
    os.makedirs(folder, exist_ok=True)
    for make in STEPS:
        if names and make.__name__ not in names:
            continue
        try:
            step, args = make(**sizes)
        except ImportError as error:
            print(f"left out {make.__name__}: {error}")
            continue
        lowered = jax.jit(step, keep_unused=True).lower(*args)
        module = lowered.compiler_ir("stablehlo").operation
        texts = {"mlir": lowered.as_text(), "debug.mlir": lowered.as_text(debug_info=True),
                 "generic.mlir": module.get_asm(print_generic_op_form=True)}
        for ending, text in texts.items():
            write(folder, f"{make.__name__}.{ending}", text)
        outputs = lowered.compile()(*args)
        data = {"inputs": [encode(leaf) for leaf in jax.tree.leaves(args)],
                "outputs": [encode(leaf) for leaf in jax.tree.leaves(outputs)]}
        write(folder, f"{make.__name__}.json", json.dumps(data))
        print(f"wrote {make.__name__}: {len(texts['mlir'])} characters")


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("folder")
    parser.add_argument("names", nargs="*")
    parser.add_argument("--batch", type=int)
    given = parser.parse_intermixed_args()
    main(given.folder, given.names, {} if given.batch is None else {"batch": given.batch})
