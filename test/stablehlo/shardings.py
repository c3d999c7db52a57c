"""Runs train steps of jax_steps.py under shardings that alpa export wrote, and alone.

Reads [{"name": step, "python": text of --to jax-shardings}] from stdin; writes, for each, the largest relative difference of a result
from that of one device, the number of devices that hold the first argument, and the shard shapes of all arguments, or {"error"}.
"""

import json
import os
import sys

os.environ["XLA_FLAGS"] = os.environ.get("XLA_FLAGS", "") + " --xla_force_host_platform_device_count=8"

import jax
import numpy as np

import jax_steps


def check(case):
    try:
        step, args = getattr(jax_steps, case["name"])()
        names = {}
        exec(case["python"], names)
        shardings, in_specs, out_specs = names["shardings"], names["in_specs"], names["out_specs"]
        wanted = jax.jit(step)(*args)
        inputs = shardings(args, in_specs)
        sharded = jax.jit(step, in_shardings=inputs, out_shardings=shardings(jax.eval_shape(step, *args), out_specs))
        found = sharded(*args)
        placed = jax.device_put(args, inputs)
        differences = [
            float(np.max(np.abs(np.asarray(a, np.float64) - np.asarray(b, np.float64))) / max(0.02, float(np.max(np.abs(np.asarray(b, np.float64))))))
            for a, b in zip(jax.tree.leaves(found), jax.tree.leaves(wanted))
        ]
        shards = [list(leaf.addressable_shards[0].data.shape) for leaf in jax.tree.leaves(placed)]
        return {"worst": max(differences), "shards": shards, "devices": len(names["mesh"].devices.flatten())}
    except Exception as error:  # The test shows what went wrong.
        return {"error": str(error)[:2000]}


json.dump([check(case) for case in json.load(sys.stdin)], sys.stdout)
