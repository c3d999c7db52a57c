"""Parses StableHLO modules with jaxlib and, where inputs are given, runs them on the CPU.

Reads a JSON list of {"text", "inputs"?} on stdin; an input is {"dtype", "shape", "data"} with base64 data. Writes a JSON list
of {"error"} or {"rules", "outputs"}: Shardy's sharding rule (or null) of every op of main, and base64 results.
"""

import base64
import json
import sys

import jax
import ml_dtypes
import numpy as np
from jax._src.interpreters import mlir
from jax._src.lib import _jax, xla_client as xc
from jax._src.lib.mlir import ir
from jaxlib.mlir.passmanager import PassManager

DTYPES = {"i1": np.bool_, "bf16": ml_dtypes.bfloat16, "f16": np.float16, "f32": np.float32, "f64": np.float64,
          "i8": np.int8, "i32": np.int32, "i64": np.int64, "ui8": np.uint8, "ui32": np.uint32}
jax.config.update("jax_enable_x64", True)
device = jax.devices("cpu")[0]


def run(text, inputs):
    options = xc.CompileOptions()
    executable = device.client.compile_and_load(text, _jax.DeviceList((device,)), options)
    arrays = [np.frombuffer(base64.b64decode(i["data"]), DTYPES[i["dtype"]]).reshape(i["shape"]) for i in inputs]
    results = executable.execute_sharded([jax.device_put(array, device) for array in arrays])
    outputs = [shards[0] for shards in results.disassemble_into_single_device_arrays()]
    return [base64.b64encode(np.asarray(output).tobytes()).decode() for output in outputs]


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
        return {"rules": rules, "outputs": run(case["text"], case["inputs"]) if "inputs" in case else []}
    except Exception as error:  # The test shows what went wrong.
        return {"error": str(error)[:2000]}


json.dump([check(case) for case in json.load(sys.stdin)], sys.stdout)
