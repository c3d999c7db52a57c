"""Prints, as one line of JSON, the versions of this Python, the devices that JAX finds, and a sum over two of them."""

import json
import os
import platform
import sys

_SUM = """
module @sum {
  func.func public @main(%x: tensor<4xf32>) -> (tensor<4xf32>) {
    %sum = "stablehlo.all_reduce"(%x) ({
    ^bb0(%a: tensor<f32>, %b: tensor<f32>):
      %c = stablehlo.add %a, %b : tensor<f32>
      stablehlo.return %c : tensor<f32>
    }) {replica_groups = dense<[[GROUP]]> : tensor<1xCOUNTxi64>,
        channel_handle = #stablehlo.channel_handle<handle = 1, type = 1>,
        use_global_device_ids} : (tensor<4xf32>) -> tensor<4xf32>
    return %sum : tensor<4xf32>
  }
}
"""


def all_reduce(devices):
    """Adds up a vector over devices with a module, as the runner does."""
    import jax
    import numpy as np
    from jax.sharding import Mesh, PartitionSpec

    from .hlo import hlo, shard_map

    count = len(devices)
    text = _SUM.replace("GROUP", ", ".join(map(str, range(count)))).replace("COUNT", str(count))
    spec = PartitionSpec("d")

    def local(x):
        return hlo.bind(x, text=text, outs=(((4,), np.dtype("float32")),))

    mapped = shard_map(local, Mesh(np.array(devices), ("d",)), (spec,), [spec])
    values = np.arange(4 * count, dtype=np.float32)
    (result,) = jax.jit(mapped)(values)
    expected = np.tile(values.reshape(count, 4).sum(0), count)
    if not np.array_equal(np.asarray(result), expected):
        raise RuntimeError(f"the sum over {count} devices is {np.asarray(result).tolist()}, not {expected.tolist()}")


def examine():
    """The facts about this Python; `error` has the reason of what failed."""
    facts = {"python": platform.python_version(), "executable": sys.executable}
    try:
        import jax
        import jaxlib
        import numpy
    except ImportError as error:
        return {**facts, "missing": error.name or str(error)}
    facts.update(jax=jax.__version__, jaxlib=jaxlib.__version__, numpy=numpy.__version__)
    try:
        devices = jax.devices()
        kinds = [device.device_kind for device in devices]
        facts.update(platform=jax.default_backend(), devices=len(devices), kind=kinds[0])
        all_reduce(devices[:2])
        facts["reducedOver"] = min(2, len(devices))
    except Exception as error:  # reported to the caller
        facts["error"] = f"{type(error).__name__}: {str(error).strip().splitlines()[0]}"
    return facts


if __name__ == "__main__":
    out = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)  # what libraries print goes to stderr
    out.write(json.dumps(examine()) + "\n")
    out.flush()
