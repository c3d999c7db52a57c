"""Executes the actions of a program.json on the devices of this process, one thread per mesh that has some of them.

Every array of a mesh is one jax.Array: the parts of the devices, one after another along dim 0. A mesh may cross
processes; each of them then runs the same actions on its own devices.
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
from .mailbox import Mailbox

warnings.filterwarnings("ignore", message="Some donated buffers were not usable")

_names = {"f64": "float64", "f32": "float32", "f16": "float16", "bf16": "bfloat16", "i1": "bool"}


def dtype_of(name):
    """The numpy dtype of a StableHLO element type."""
    return np.dtype(jnp.dtype(_names.get(name) or name.replace("ui", "uint").replace("i", "int", name[0] == "i")))


def compiler_options():
    """XLA's options. On CPUs, its usual order of ops gathers the weights of all layers before it computes."""
    options = {"xla_cpu_scheduler_type": "CPU_SCHEDULER_TYPE_MEMORY_OPTIMIZED"}
    if jax.default_backend() != "cpu":
        return {}
    try:
        jax.jit(lambda x: x + 1).lower(np.float32(0)).compile(options)
    except Exception:  # older versions have neither the option nor that order
        return {}
    return options


class MeshRunner:
    """The arrays of one mesh, and its actions. `post(process, key, boxes)` sends a message."""

    def __init__(self, program, number, devices, mailbox, post):
        entry = program["meshes"][number]
        self.actions = entry["actions"]
        self.types = [(tuple(a["type"]["shape"]), dtype_of(a["type"]["dtype"])) for a in entry["arrays"]]
        self.devices = [devices[d] for d in entry["devices"]]
        self.mesh = Mesh(np.array(self.devices), ("d",))
        self.sharding = NamedSharding(self.mesh, PartitionSpec("d"))
        self.process = jax.process_index()
        self.ranks = [rank for rank, d in enumerate(self.devices) if d.process_index == self.process]
        self.transfers = program["transfers"]
        self.processes = [[devices[d].process_index for d in mesh["devices"]] for mesh in program["meshes"]]
        self.mailbox = mailbox
        self.post = post
        self.arrays = {}
        self.wait_seconds = 0.0
        self.events = []

    def global_shape(self, shape):
        count = len(self.devices)
        return (count * shape[0], *shape[1:]) if shape else (count,)

    def compile(self, module, text, options):
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
        return step.lower(*specs).compile(options)

    def join(self, array, shards):
        """The array with these parts, in the order of `ranks`."""
        shape, _ = self.types[array]
        parts = {rank: x.reshape(shape or (1,)) for rank, x in zip(self.ranks, shards)}
        rows = max(1, shape[0]) if shape else 1
        # Several times as fast as jax.device_put for the small arrays of a batch.
        return jax.make_array_from_callback(
            self.global_shape(shape), self.sharding, lambda box: parts[(box[0].start or 0) // rows]
        )

    def shards(self, array):
        """The parts of this process's devices, in the order of `ranks`."""
        parts = {shard.device: shard.data for shard in self.arrays[array].addressable_shards}
        return [parts[self.devices[rank]] for rank in self.ranks]

    def send(self, action, step):
        shape, _ = self.types[action["array"]]
        parts = dict(zip(self.ranks, (np.asarray(x).reshape(shape) for x in self.shards(action["array"]))))
        transfer = self.transfers[action["transfer"]]
        boxes = {}
        for piece in transfer["pieces"]:
            if piece["from"] in parts:
                at = tuple(slice(s, s + n) for s, n in zip(piece["sendStart"], piece["size"]))
                process = self.processes[transfer["to"]][piece["to"]]
                boxes.setdefault(process, []).append(np.array(parts[piece["from"]][at], copy=True, order="C"))
        for process, own in boxes.items():
            self.post(process, (step, action["transfer"], action["message"], self.process), own)

    def receive(self, action, step):
        shape, dtype = self.types[action["array"]]
        transfer = self.transfers[action["transfer"]]
        parts = {rank: np.empty(shape, dtype) for rank in self.ranks}
        pieces = [piece for piece in transfer["pieces"] if piece["to"] in parts]
        senders = [self.processes[transfer["from"]][piece["from"]] for piece in pieces]
        begin = time.perf_counter()
        boxes = {
            sender: iter(self.mailbox.take((step, action["transfer"], action["message"], sender)))
            for sender in sorted(set(senders))
        }
        self.wait_seconds += time.perf_counter() - begin
        for piece, sender in zip(pieces, senders):
            box = next(boxes[sender])
            if isinstance(box, bytearray):  # from another process
                box = np.frombuffer(box, dtype).reshape(piece["size"])
            at = tuple(slice(s, s + n) for s, n in zip(piece["recvStart"], piece["size"]))
            parts[piece["to"]][at] = box
        self.arrays[action["array"]] = self.join(action["array"], list(parts.values()))

    def run(self, executables, modules, step, timeline):
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
                self.send(action, step)
            elif kind == "recv":
                self.receive(action, step)
            else:
                for array in action["arrays"]:
                    del self.arrays[array]
        jax.block_until_ready(list(self.arrays.values()))


def ordered_devices():
    """Device d of a plan: by process, then in the order of the process."""
    return sorted(jax.devices(), key=lambda device: (device.process_index, device.id))


class Runner:
    """The meshes of a program that have devices of this process.

    `send(process, key, boxes)` sends a message to another process, which gives it to `deliver`. `lent` is a Runner and, by
    mesh, pairs of an array here and the array of that Runner that it stands for in every step.
    """

    def __init__(self, program, texts, send=None, lent=None):
        if program.get("format") != "alpa-xla" or program.get("version") != 1:
            raise ValueError(f"program.json has version {program.get('version')}; this runner reads version 1")
        jax.config.update("jax_enable_x64", True)
        devices = ordered_devices()
        wanted = 1 + max(d for mesh in program["meshes"] for d in mesh["devices"])
        if wanted > len(devices):
            raise ValueError(f"the program is for {wanted} devices, and JAX has {len(devices)}")
        self.program = program
        self.mailbox = Mailbox()
        self.num_steps = 0
        self._send = send
        self._lent = lent
        meshes = [
            MeshRunner(program, number, devices, self.mailbox, self._post) for number in range(len(program["meshes"]))
        ]
        self.meshes = {number: mesh for number, mesh in enumerate(meshes) if mesh.ranks}
        options = compiler_options()
        wanted = {(n, a["module"]) for n, mesh in self.meshes.items() for a in mesh.actions if a["kind"] == "call"}
        # The longest module first, so that the threads end at about the same time.
        order = sorted(wanted, key=lambda each: (-len(texts[each[1]]), each))
        with ThreadPoolExecutor(4) as pool:
            compiled = {
                (n, k): pool.submit(self.meshes[n].compile, program["modules"][k], texts[k], options) for n, k in order
            }
        self.executables = {n: {} for n in self.meshes}
        for (n, k), executable in compiled.items():
            self.executables[n][k] = executable.result()

    def _post(self, process, key, boxes):
        if process == jax.process_index():
            self.mailbox.put(key, boxes)
        else:
            self._send(process, key, boxes)

    def step(self, timeline=False):
        """Runs one step and returns when all devices of this process have finished it."""
        self.num_steps += 1
        self._borrow()
        errors = []

        def work(number):
            try:
                mesh = self.meshes[number]
                mesh.run(self.executables[number], self.program["modules"], self.num_steps, timeline)
            except BaseException as error:  # raised again for the caller
                errors.append(error)
                self.mailbox.fail("another mesh failed")

        if len(self.meshes) == 1:
            work(*self.meshes)
        else:
            threads = [threading.Thread(target=work, args=(n,), daemon=True) for n in self.meshes]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
        self._return()
        if errors:
            raise errors[0]

    def _borrow(self):
        if self._lent:
            lender, pairs = self._lent
            for number, mesh in self.meshes.items():
                mesh.arrays.update((own, lender.meshes[number].arrays[other]) for own, other in pairs[number])

    def _return(self):
        """Drops the lent arrays, so that they are freed when the lender frees them."""
        if self._lent:
            for number, mesh in self.meshes.items():
                for own, _ in self._lent[1][number]:
                    del mesh.arrays[own]

    def memory(self, number):
        """Of a mesh: bytes of the ports' arrays, peak bytes of the others, and XLA's temporaries at that peak."""
        mesh = self.meshes[number]
        size = lambda array: int(np.prod(mesh.types[array][0], dtype=np.int64)) * mesh.types[array][1].itemsize
        held = {a for p in self.program["inputs"] for at in p["places"] if at["mesh"] == number for a in at["arrays"]}
        held -= {own for own, _ in self._lent[1][number]} if self._lent else set()
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
