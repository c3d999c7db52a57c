"""Executes the actions of a program.json on the devices of this process, one thread per mesh.

Every array of a mesh is one jax.Array: the parts of the devices, one after another along dim 0.
"""

import threading
import time
import warnings
from concurrent.futures import ThreadPoolExecutor

import jax
import jax.numpy as jnp
import numpy as np
from jax.sharding import Mesh, NamedSharding, PartitionSpec

from .hlo import hlo, shard_map

warnings.filterwarnings("ignore", message="Some donated buffers were not usable")

_names = {"f64": "float64", "f32": "float32", "f16": "float16", "bf16": "bfloat16", "i1": "bool"}


def dtype_of(name):
    """The numpy dtype of a StableHLO element type."""
    return np.dtype(jnp.dtype(_names.get(name) or name.replace("ui", "uint").replace("i", "int", name[0] == "i")))


class Mailbox:
    """Messages between the meshes of this process. A failure wakes all that wait."""

    def __init__(self):
        self._messages = {}
        self._failed = False
        self._changed = threading.Condition()

    def put(self, key, value):
        with self._changed:
            self._messages[key] = value
            self._changed.notify_all()

    def take(self, key):
        with self._changed:
            self._changed.wait_for(lambda: key in self._messages or self._failed)
            if self._failed:
                raise RuntimeError("another mesh failed")
            return self._messages.pop(key)

    def fail(self):
        with self._changed:
            self._failed = True
            self._changed.notify_all()


class MeshRunner:
    """The arrays of one mesh, and its actions."""

    def __init__(self, program, number, devices):
        entry = program["meshes"][number]
        self.actions = entry["actions"]
        self.types = [(tuple(a["type"]["shape"]), dtype_of(a["type"]["dtype"])) for a in entry["arrays"]]
        self.devices = [devices[d] for d in entry["devices"]]
        self.mesh = Mesh(np.array(self.devices), ("d",))
        self.sharding = NamedSharding(self.mesh, PartitionSpec("d"))
        self.transfers = program["transfers"]
        self.arrays = {}
        self.wait_seconds = 0.0
        self.events = []

    def global_shape(self, shape):
        count = len(self.devices)
        return (count * shape[0], *shape[1:]) if shape else (count,)

    def compile(self, module, text):
        """The executable of a module on this mesh."""
        ins = [(tuple(t["shape"]), dtype_of(t["dtype"])) for t in module["inputs"]]
        outs = tuple((tuple(t["shape"]), dtype_of(t["dtype"])) for t in module["outputs"])

        def local(*operands):
            own = [jnp.reshape(x, shape) for x, (shape, _) in zip(operands, ins)]
            results = hlo.bind(*own, text=text, outs=outs)
            return [jnp.reshape(x, shape or (1,)) for x, (shape, _) in zip(results, outs)]

        spec = PartitionSpec("d")
        mapped = shard_map(local, self.mesh, tuple(spec for _ in ins), [spec for _ in outs])
        step = jax.jit(mapped, donate_argnums=tuple(module["donated"]), keep_unused=True)
        specs = [jax.ShapeDtypeStruct(self.global_shape(s), d, sharding=self.sharding) for s, d in ins]
        return step.lower(*specs).compile()

    def join(self, array, shards):
        shape, _ = self.types[array]
        parts = [jax.device_put(x.reshape(shape or (1,)), d) for x, d in zip(shards, self.devices)]
        return jax.make_array_from_single_device_arrays(self.global_shape(shape), self.sharding, parts)

    def shards(self, array):
        """Each device's part, by rank."""
        rank = {device: i for i, device in enumerate(self.devices)}
        parts = [None] * len(self.devices)
        for shard in self.arrays[array].addressable_shards:
            parts[rank[shard.device]] = shard.data
        return parts

    def send(self, action, mailbox):
        shape, _ = self.types[action["array"]]
        parts = [np.asarray(x).reshape(shape) for x in self.shards(action["array"])]
        boxes = []
        for piece in self.transfers[action["transfer"]]["pieces"]:
            at = tuple(slice(s, s + n) for s, n in zip(piece["sendStart"], piece["size"]))
            boxes.append(np.array(parts[piece["from"]][at], copy=True))
        mailbox.put((action["transfer"], action["message"]), boxes)

    def receive(self, action, mailbox):
        begin = time.perf_counter()
        boxes = mailbox.take((action["transfer"], action["message"]))
        self.wait_seconds += time.perf_counter() - begin
        shape, dtype = self.types[action["array"]]
        parts = [np.empty(shape, dtype) for _ in self.devices]
        for piece, box in zip(self.transfers[action["transfer"]]["pieces"], boxes):
            at = tuple(slice(s, s + n) for s, n in zip(piece["recvStart"], piece["size"]))
            parts[piece["to"]][at] = box
        self.arrays[action["array"]] = self.join(action["array"], parts)

    def run(self, executables, modules, mailbox, timeline):
        self.events = []
        for action in self.actions:
            kind = action["kind"]
            if kind == "call":
                begin = time.time()
                results = executables[action["module"]](*[self.arrays[a] for a in action["inputs"]])
                for position in modules[action["module"]]["donated"]:
                    self.arrays.pop(action["inputs"][position], None)
                self.arrays.update(zip(action["outputs"], results))
                if timeline:
                    jax.block_until_ready(results)
                    self.events.append([action["instruction"], action["microbatch"], begin, time.time()])
            elif kind == "send":
                self.send(action, mailbox)
            elif kind == "recv":
                self.receive(action, mailbox)
            else:
                for array in action["arrays"]:
                    del self.arrays[array]
        jax.block_until_ready(list(self.arrays.values()))


class Runner:
    """All meshes of a program. Every device of the program must be one of this process."""

    def __init__(self, program, texts):
        if program.get("format") != "alpa-xla" or program.get("version") != 1:
            raise ValueError(f"program.json has version {program.get('version')}; this runner reads version 1")
        jax.config.update("jax_enable_x64", True)
        devices = jax.devices()
        wanted = 1 + max(d for mesh in program["meshes"] for d in mesh["devices"])
        if wanted > len(devices):
            raise ValueError(f"the program is for {wanted} devices, and JAX has {len(devices)}")
        self.program = program
        self.meshes = [MeshRunner(program, number, devices) for number in range(len(program["meshes"]))]
        with ThreadPoolExecutor(4) as pool:
            compiled = [
                {
                    k: pool.submit(mesh.compile, program["modules"][k], texts[k])
                    for k in sorted({a["module"] for a in mesh.actions if a["kind"] == "call"})
                }
                for mesh in self.meshes
            ]
            self.executables = [{k: each.result() for k, each in own.items()} for own in compiled]

    def step(self, timeline=False):
        """Runs one step and returns when all devices have finished it."""
        mailbox = Mailbox()
        errors = []

        def work(number):
            try:
                self.meshes[number].run(self.executables[number], self.program["modules"], mailbox, timeline)
            except BaseException as error:  # told to the caller
                errors.append(error)
                mailbox.fail()

        if len(self.meshes) == 1:
            work(0)
        else:
            threads = [threading.Thread(target=work, args=(n,), daemon=True) for n in range(len(self.meshes))]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
        if errors:
            raise errors[0]

    def memory(self):
        """By mesh: bytes of the ports' arrays, peak bytes of the others, and XLA's temporaries at that peak."""
        return [self._memory_of(number) for number in range(len(self.meshes))]

    def _memory_of(self, number):
        mesh = self.meshes[number]
        size = lambda array: int(np.prod(mesh.types[array][0], dtype=np.int64)) * mesh.types[array][1].itemsize
        held = {a for p in self.program["inputs"] for at in p["places"] if at["mesh"] == number for a in at["arrays"]}
        inputs = sum(map(size, held))
        live = set(held)
        peak, workspace = 0, 0
        for action in mesh.actions:
            if action["kind"] == "recv":
                live.add(action["array"])
            elif action["kind"] == "drop":
                live -= set(action["arrays"])
            elif action["kind"] == "call":
                stats = self.executables[number][action["module"]].memory_analysis()
                new = stats.output_size_in_bytes - stats.alias_size_in_bytes
                total = sum(map(size, live)) + new + stats.temp_size_in_bytes
                if total > peak:
                    peak, workspace = total, stats.temp_size_in_bytes
                donated = self.program["modules"][action["module"]]["donated"]
                live -= {action["inputs"][position] for position in donated}
                live |= set(action["outputs"])
        return {"inputBytes": inputs, "workspaceBytes": workspace, "peakBytes": max(peak, inputs)}
