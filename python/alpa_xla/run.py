"""Trains with an exported folder: on one host, or on several with one such process per host or per device.

Every process runs `python run.py`; what it needs to know comes from flags or from the launcher (place.py).
"""

import argparse
import hashlib
import inspect
import json
import os
import socket
import sys
import time
import traceback

from . import place as places
from . import supervisor

# JAX's heartbeat timeout in seconds: how long after one process ends the others end, too.
_HEARTBEAT = 10


def main(folder, batches):
    """`batches(samples)` yields, for every step, the inputs by name that are not in state.safetensors."""
    with open(os.path.join(folder, "run.json")) as file:
        facts = json.load(file)
    parser = argparse.ArgumentParser(description=f"Trains {facts['name']} on {facts['devices']} devices.")
    places.add_flags(parser)
    parser.add_argument("--steps", type=int, default=facts["steps"], help=f"training steps (default: {facts['steps']})")
    parser.add_argument("--checkpoint", metavar="DIR", help="save the state in this folder, which all hosts see, at the end")
    parser.add_argument("--checkpoint-every", type=int, metavar="N", help="save every N steps, too")
    parser.add_argument("--keep", type=int, metavar="N", help="checkpoints to keep in the folder, the newest (default: all)")
    parser.add_argument("--resume", metavar="DIR", help="go on from a checkpoint, or from the newest of a folder")
    parser.add_argument("--address", help="the address at which other hosts reach this one (default: found)")
    parser.add_argument("--wait", type=int, default=300, help="seconds to wait for the other processes (default: 300)")
    flags = parser.parse_args()
    try:
        _check_flags(flags)
        place = places.find_place(flags)
        if facts["devices"] % place.processes:
            fitting = [str(n) for n in range(1, facts["devices"] + 1) if facts["devices"] % n == 0]
            raise ValueError(
                f"the plan is for {facts['devices']} devices, which {place.processes} processes cannot share evenly; "
                f"start one of these numbers: {', '.join(fitting)}"
            )
    except ValueError as error:
        sys.exit(f"alpa: {error}")
    if supervisor.PIPE not in os.environ:
        sys.exit(supervisor.supervise(place))
    try:
        _Training(folder, facts, flags, place).run(batches)
    except _Refused as error:
        print(f"alpa: {error}", file=sys.stderr, flush=True)
        _leave(supervisor.REFUSED)
    except Exception:
        traceback.print_exc()
        _leave(1)


def _check_flags(flags):
    for flag, value in (("--steps", flags.steps), ("--checkpoint-every", flags.checkpoint_every), ("--keep", flags.keep)):
        if value is not None and value < 1:
            raise ValueError(f"{flag} is {value}; give 1 or more")
        if value is not None and flag != "--steps" and flags.checkpoint is None:
            raise ValueError(f"{flag} needs a folder to save in; add --checkpoint DIR")


def _leave(code):
    """Ends the process at once; JAX's own way waits for the other processes."""
    sys.stderr.flush()
    os._exit(code)


class _Refused(Exception):
    """The processes do not fit together or the data does not fit the plan."""


class _Training:
    def __init__(self, folder, facts, flags, place):
        self.folder, self.facts, self.flags, self.place = folder, facts, flags, place
        self.out = os.fdopen(os.dup(1), "w")
        os.dup2(2, 1)  # what libraries print goes to stderr
        self.life = supervisor.Life()
        self.program = json.loads(self._read("program.json"))
        self.texts = [self._read(module["file"]).decode() for module in self.program["modules"]]
        self._start_jax()

    def _read(self, name):
        with open(os.path.join(self.folder, name), "rb") as file:
            return file.read()

    def _start_jax(self):
        """Devices, then the other processes, then the modules."""
        facts, place = self.facts, self.place
        own = facts["devices"] // place.processes
        os.environ["XLA_FLAGS"] = f"{os.environ.get('XLA_FLAGS', '')} --xla_force_host_platform_device_count={own}"
        os.environ.setdefault("NPROC", "16")  # XLA's thread pool; with few threads, waiting modules can fill it
        import jax

        from .versions import warning

        self._say(warning(jax.__version__))
        # XLA's code for a CPU fits that CPU only, so every host has a cache of its own.
        cache = os.path.join(self.folder, "cache", socket.gethostname())
        jax.config.update("jax_compilation_cache_dir", os.environ.get("JAX_COMPILATION_CACHE_DIR", cache))
        jax.config.update("jax_persistent_cache_min_compile_time_secs", 0.2)
        if place.processes > 1:
            jax.config.update("jax_cpu_collectives_implementation", "gloo")
            options = {"initialization_timeout": self.flags.wait}
            if "heartbeat_timeout_seconds" in inspect.signature(jax.distributed.initialize).parameters:
                options["heartbeat_timeout_seconds"] = _HEARTBEAT
            if own == 1 and place.local is not None:
                options["local_device_ids"] = [place.local]
            self._say(f"waiting for {place.processes} processes at {place.coordinator} …" if not place.process else None)
            self.life.tell(supervisor.WAITING)
            jax.distributed.initialize(place.coordinator, place.processes, place.process, **options)
        self._check_devices(jax)
        from .mailbox import Mailbox
        from .peers import Peers, gather_texts
        from .runner import Runner

        self.losses = Mailbox()
        self.saves = Mailbox()
        self.gather = gather_texts if place.processes > 1 else lambda text: [text]
        self.peers = None
        if place.processes > 1:
            self._check_same(gather_texts)
            self.peers = Peers(self._address(), self._deliver, self._end)
        self._say("compiling …" if place.process == 0 else None)
        self.life.tell("compiling")
        self.runner = None
        self.runner = Runner(self.program, self.texts, lambda process, key, boxes: self.peers.send(process, key, boxes))
        if place.processes > 1:
            gather_texts("")  # a step starts when all processes have compiled it

    def _check_devices(self, jax):
        wanted = self.facts["devices"]
        counts = [0] * self.place.processes
        for device in jax.devices():
            counts[device.process_index] += 1
        total = " + ".join(map(str, counts))
        if sum(counts) < wanted:
            raise _Refused(
                f"the plan is for {wanted} devices, and the {self.place.processes} processes have {total} = {sum(counts)} "
                f"({jax.default_backend()}); start more processes, or give them more devices"
            )
        if sum(counts[:-1]) >= wanted:
            raise _Refused(
                f"the plan is for {wanted} devices, which the first of {self.place.processes} processes with {total} have; "
                "start fewer processes, or one per device"
            )

    def _check_same(self, gather_texts):
        digest = hashlib.sha256(json.dumps([self.program, self.texts, self.facts]).encode()).hexdigest()
        flags = self.flags
        given = lambda value: value and "given"  # the hosts may see a folder at different paths
        own = {"--steps": flags.steps, "--checkpoint": given(flags.checkpoint), "--resume": given(flags.resume)}
        own.update({"--checkpoint-every": flags.checkpoint_every, "--keep": flags.keep})
        rows = gather_texts(json.dumps([digest, socket.gethostname(), *own.values()], separators=(",", ":")))
        entries = [json.loads(row) for row in rows]
        for process, (other, host, *values) in enumerate(entries):
            if other != entries[0][0]:
                raise _Refused(f"process {process} (host {host}) has another export than process 0; copy the same folder")
            for flag, value, first in zip(own, values, entries[0][2:]):
                if value != first:
                    told = [f"{flag} {each}" if each else f"no {flag}" for each in (value, first)]
                    raise _Refused(
                        f"process {process} (host {host}) has {told[0]}, process 0 has {told[1]}; give all the same"
                    )

    def _check_first(self, first):
        """Refuses processes that go on from different steps, since they do not see the same folder."""
        found = self.gather(str(first))
        for process, step in enumerate(found):
            if step != found[0]:
                raise _Refused(
                    f"process {process} goes on from step {step}, process 0 from step {found[0]}; "
                    "give a --resume that all hosts see"
                )

    def _address(self):
        """The address at which the other processes reach this one: where it reaches process 0 from."""
        if self.flags.address:
            return self.flags.address
        host, port = self.place.coordinator.rsplit(":", 1)
        if self.place.process == 0:
            return host  # the others reach it there already
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
            probe.connect((host, int(port)))
            return probe.getsockname()[0]

    def _deliver(self, process, key, boxes):
        if key[0] == "loss":
            self.losses.put(key[1], boxes)
        elif key[0] == "save":
            self.saves.put((key[1], process), boxes)
        else:
            self.runner.mailbox.put(tuple(key), boxes)

    def _end(self, process):
        reason = f"process {process} ended"
        self.losses.fail(reason)
        self.saves.fail(reason)
        if self.runner is not None:
            self.runner.mailbox.fail(reason)

    def _say(self, text):
        if text is not None:
            print(text, file=sys.stderr, flush=True)

    def _write(self, values):
        """Puts whole values on the devices; of each, only what the devices of this process hold is read."""
        import numpy as np

        for port in self.program["inputs"]:
            name = port["name"]
            if name not in values:
                continue
            value, shape = values[name], tuple(port["type"]["shape"])
            if tuple(value.shape) != shape:
                raise _Refused(f"{name} has the shape {list(value.shape)}; the plan takes {list(shape)}")
            for at in port["places"]:
                mesh = self.runner.meshes.get(at["mesh"])
                if mesh is None:
                    continue
                for array, starts in zip(at["arrays"], at["starts"]):
                    part, dtype = mesh.types[array]
                    boxes = [tuple(slice(b, b + n) for b, n in zip(starts[rank], part)) for rank in mesh.ranks]
                    mesh.arrays[array] = mesh.join(array, [np.asarray(value[box], dtype) for box in boxes])

    def _loss(self, step):
        """The loss, in process 0; every other process that has it sends it there."""
        import numpy as np

        place = self.program["outputs"][self.facts["loss"]]["place"]
        mesh = self.runner.meshes.get(place["mesh"])
        if mesh and 0 in mesh.ranks:  # the first rank's process has it
            value = np.asarray(mesh.shards(place["arrays"][0])[0], np.float64).reshape(1)
            if self.place.process == 0:
                return float(value[0])
            self.peers.send(0, ["loss", step], [value])
        return float(np.frombuffer(self.losses.take(step)[0], np.float64)[0]) if self.place.process == 0 else None

    def _checkpoints(self):
        """The checkpoint to go on from and what saves, if the flags ask for them."""
        import numpy as np

        from .checkpoint import Checkpoint, Saver, list_checkpoints

        flags, facts = self.flags, self.facts.get("checkpoint")
        if flags.checkpoint is None and flags.resume is None:
            return None, None
        if facts is None:
            raise ValueError("the layers of a stacked module are apart here, so no checkpoints can be made; use alpa run")
        is_own = flags.resume and flags.checkpoint and os.path.abspath(flags.resume) == os.path.abspath(flags.checkpoint)
        is_new = is_own and not list_checkpoints(flags.resume)
        resumed = Checkpoint(flags.resume) if flags.resume and not is_new else None
        if flags.checkpoint is None:
            return resumed, None
        tell = lambda step, value: self.peers.send(0, ["save", step], [np.frombuffer(json.dumps(value).encode(), np.uint8)])
        others = range(1, self.place.processes)
        told = lambda step: [json.loads(bytes(self.saves.take((step, process))[0])) for process in others]
        program, runner, process = self.program, self.runner, self.place.process
        saver = Saver(flags.checkpoint, flags.keep, program, runner, facts, process, self.gather, tell, told)
        saver.check(resumed.step if resumed else 0)
        return resumed, saver

    def run(self, batches):
        import jax

        from .tensors import open_tensors

        try:
            resumed, saver = self._checkpoints()
            saved = resumed.tensors(self.facts["checkpoint"]["tensors"]) if resumed else {}
        except ValueError as error:
            raise _Refused(str(error)) from None
        first, drawn = (resumed.step, resumed.batches_drawn(self.facts["checkpoint"]["batchSize"])) if resumed else (0, 0)
        self._check_first(first)
        if first >= self.flags.steps:
            raise _Refused(f"--steps is {self.flags.steps}, and {resumed.path} has trained {first}; give more")
        self._write(open_tensors(os.path.join(self.folder, "state.safetensors")))
        if resumed:
            self._write(saved)
            self._say(f"resumes {resumed.path} at step {first + 1}" if self.place.process == 0 else None)
        stream = iter(batches(open_tensors(os.path.join(self.folder, "samples.safetensors"))))
        for _ in range(drawn):
            next(stream)
        for step in range(first + 1, self.flags.steps + 1):
            self._write(next(stream))
            self.life.tell(f"step {step}")
            begin = time.perf_counter()
            self.runner.step()
            loss = self._loss(step)
            if self.place.process == 0:
                seconds = round(time.perf_counter() - begin, 6)
                print(json.dumps({"step": step, "loss": loss, "seconds": seconds}), file=self.out, flush=True)
            every = self.flags.checkpoint_every
            if saver and (step == self.flags.steps or (every and step % every == 0)):
                saver.save(step, drawn + step - first)
        if self.place.processes > 1:
            jax.distributed.shutdown()
