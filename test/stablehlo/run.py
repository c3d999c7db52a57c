"""Parses StableHLO modules with jaxlib and, where inputs are given, runs them on CPU devices, one per replica.

Reads a JSON list of {"text", "partitions"?, "replicas"?, "inputs"?} on stdin; an input is {"dtype", "shape", "data"} with base64
data for every replica. With partitions, XLA's Shardy partitioner compiles the module for as many devices. Writes a JSON list
of {"error"} or {"rules", "outputs"}: Shardy's sharding rule (or null) of every op of main, and for every output the base64
data of every replica.
"""

import base64
import json
import os
import sys

os.environ["XLA_FLAGS"] = "--xla_force_host_platform_device_count=8"

import jax
import ml_dtypes
import numpy as np
from jax._src.interpreters import mlir
from jax._src.lib import _jax, xla_client as xc
from jax._src.lib.mlir import ir
from jax.sharding import Mesh, NamedSharding, PartitionSpec
from jaxlib.mlir.passmanager import PassManager

DTYPES = {"i1": np.bool_, "bf16": ml_dtypes.bfloat16, "f16": np.float16, "f32": np.float32, "f64": np.float64,
          "i8": np.int8, "i32": np.int32, "i64": np.int64, "ui8": np.uint8, "ui32": np.uint32}
jax.config.update("jax_enable_x64", True)
devices = jax.devices("cpu")


def distribute(dtype, shape, data):
    """One array with a shard per replica; JAX does not mind replicas of a scalar that differ."""
    mesh = Mesh(np.array(devices[: len(data)]), ("replica",))
    shards = [np.frombuffer(base64.b64decode(shard), DTYPES[dtype]).reshape(shape) for shard in data]
    arrays = [jax.device_put(shard, device) for shard, device in zip(shards, devices)]
    spec = PartitionSpec("replica") if shape else PartitionSpec()
    whole = (shape[0] * len(data), *shape[1:]) if shape else ()
    return jax.make_array_from_single_device_arrays(whole, NamedSharding(mesh, spec), arrays)


def compile_module(text, replicas, partitions):
    options = xc.CompileOptions()
    build = options.executable_build_options
    options.num_replicas = build.num_replicas = replicas
    options.num_partitions = build.num_partitions = partitions
    build.use_spmd_partitioning = build.use_shardy_partitioner = partitions > 1
    count = replicas * partitions
    build.device_assignment = xc.DeviceAssignment.create(np.arange(count).reshape(replicas, partitions))
    return devices[0].client.compile_and_load(text, _jax.DeviceList(tuple(devices[:count])), options)


def run(text, inputs, replicas):
    results = compile_module(text, replicas, 1).execute_sharded([distribute(**argument) for argument in inputs])
    encode = lambda shard: base64.b64encode(np.asarray(shard).tobytes()).decode()
    return [[encode(shard) for shard in shards] for shards in results.disassemble_into_single_device_arrays()]


def sharding_rules(module):
    PassManager.parse("builtin.module(func.func(sdy-populate-op-sharding-rules))").run(module.operation)
    main = next(op for op in module.body.operations if op.operation.name == "func.func")
    ops = [op.operation for op in main.regions[0].blocks[0].operations][:-1]
    return [str(op.attributes["sdy.sharding_rule"]) if "sdy.sharding_rule" in op.attributes else None for op in ops]


def check(case):
    try:
        with mlir.make_ir_context():
            module = ir.Module.parse(case["text"])
            module.operation.verify()
            rules = sharding_rules(module)
        if "partitions" in case:
            compile_module(case["text"], 1, case["partitions"])
        return {"rules": rules, "outputs": run(case["text"], case["inputs"], case["replicas"]) if "inputs" in case else []}
    except Exception as error:  # The test shows what went wrong.
        return {"error": str(error)[:2000]}


json.dump([check(case) for case in json.load(sys.stdin)], sys.stdout)
