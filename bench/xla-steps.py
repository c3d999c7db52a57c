"""Times a program step by step: the engine's explicit form, and XLA's own partition of the same plan.

usage: xla-steps.py FOLDER STEPS; xla-steps.ts writes the folder; prints one line of JSON
"""

import json
import os
import statistics
import sys
import time

folder, steps = sys.argv[1], int(sys.argv[2])
with open(os.path.join(folder, "facts.json")) as file:
    facts = json.load(file)
devices = facts["devices"]
os.environ["XLA_FLAGS"] = f"{os.environ.get('XLA_FLAGS', '')} --xla_force_host_platform_device_count={devices}"
os.environ["NPROC"] = "16"

import jax
import jax.numpy as jnp
import numpy as np
from jax.extend.core import Primitive
from jax.extend.mlir import ir
from jax.interpreters import mlir
from jax.sharding import Mesh, NamedSharding, PartitionSpec

from alpa_xla.hlo import _lower as lower_hlo
from alpa_xla.runner import Runner, dtype_of
from alpa_xla.tensors import open_tensors


sharded = Primitive("sharded_module")
sharded.multiple_results = True
sharded.def_abstract_eval(lambda *operands, outs, **_: [jax.core.ShapedArray(shape, dtype) for shape, dtype in outs])


def _lower(ctx, *operands, text, outs):
    """Adds the module's mesh, which its shardings name, and its function."""
    into = ctx.module_context.module
    for op in ir.Module.parse(text, into.context).body.operations:
        if op.operation.name == "sdy.mesh":
            op.operation.clone(ip=ir.InsertionPoint.at_block_begin(into.body))
    return lower_hlo(ctx, *operands, text=text, outs=outs)


mlir.register_lowering(sharded, _lower)


def read(name):
    with open(os.path.join(folder, name)) as file:
        return file.read()


def explicit(program, values):
    """The runner's step, its loss, compile seconds, and the bytes of arguments and temporaries of a device."""
    texts = [read(module["file"]) for module in program["modules"]]
    begin = time.perf_counter()
    runner = Runner(program, texts)
    seconds = time.perf_counter() - begin
    for port, value in zip(program["inputs"], values):
        for at in port["places"]:
            mesh = runner.meshes[at["mesh"]]
            for array, starts in zip(at["arrays"], at["starts"]):
                part, dtype = mesh.types[array]
                boxes = [tuple(slice(b, b + n) for b, n in zip(starts[r], part)) for r in mesh.ranks]
                mesh.arrays[array] = mesh.join(array, [np.asarray(value[box], dtype) for box in boxes])
    return runner, seconds, max(runner.memory(n)["peakBytes"] for n in runner.meshes)


def partitioned(values):
    """The same for XLA's own partition."""
    text = facts["text"].replace("@mesh", "@plan_mesh")  # JAX has a @mesh of its own
    shape = [size for _, size in facts["axes"]]
    mesh = Mesh(np.array(jax.devices()[:devices]).reshape(shape), [name for name, _ in facts["axes"]])
    sharding = lambda dims: NamedSharding(mesh, PartitionSpec(*[tuple(axes) or None for axes in dims]))
    ins, outs = ([sharding(dims) for dims in facts[key]] for key in ("inputs", "outputs"))
    types = tuple((tuple(t["shape"]), dtype_of(t["dtype"])) for t in facts["outputTypes"])
    step = jax.jit(
        lambda *operands: sharded.bind(*operands, text=text, outs=types),
        in_shardings=ins,
        out_shardings=outs,
        donate_argnums=[i for i in facts["stateOf"] if i >= 0],
        keep_unused=True,
    )
    specs = [jax.ShapeDtypeStruct(v.shape, v.dtype, sharding=s) for v, s in zip(values, ins)]
    begin = time.perf_counter()
    compiled = step.lower(*specs).compile()
    seconds = time.perf_counter() - begin
    arrays = [jax.device_put(v, s) for v, s in zip(values, ins)]

    def run():
        results = jax.block_until_ready(compiled(*arrays))
        for result, input in zip(results, facts["stateOf"]):
            if input >= 0:
                arrays[input] = result
        return results

    stats = compiled.memory_analysis()
    size = stats.argument_size_in_bytes + stats.output_size_in_bytes - stats.alias_size_in_bytes
    return run, seconds, size + stats.temp_size_in_bytes


program = json.loads(read("program.json"))
jax.config.update("jax_enable_x64", True)
tensors = open_tensors(os.path.join(folder, "inputs.safetensors"))
values = [np.asarray(tensors[port["name"]]) for port in program["inputs"]]
loss = facts["loss"]
runner, compile_seconds, peak = explicit(program, values)
measured = {"compileSeconds": compile_seconds, "peakBytes": peak}
own = None
if "text" in facts:
    own, measured["ownCompileSeconds"], measured["ownPeakBytes"] = partitioned(values)
seconds, own_seconds, differences = [], [], []
for step in range(steps):
    begin = time.perf_counter()
    runner.step()
    seconds.append(time.perf_counter() - begin)
    if own is None:
        continue
    begin = time.perf_counter()
    results = own()
    own_seconds.append(time.perf_counter() - begin)
    place = program["outputs"][loss]["place"]
    expected = float(np.asarray(results[loss]).reshape(()))
    got = float(np.asarray(runner.meshes[place["mesh"]].shards(place["arrays"][0])[0]).reshape(()))
    differences.append(abs(got / expected - 1))
measured["seconds"] = statistics.median(seconds[1:])
if own is not None:
    measured.update(ownSeconds=statistics.median(own_seconds[1:]), difference=max(differences))
print(json.dumps(measured))
