"""Serves a Runner to the process that started it, over stdin and stdout. It ends when stdin does.

A frame is a 4-byte length, a JSON header with the sizes of the bodies, and the bodies. Requests have an id, and every
reply repeats it: load, step (with writes), read.
"""

import json
import os
import queue
import signal
import struct
import sys
import threading
import time
import traceback

signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the process that started this one
replies = os.fdopen(os.dup(1), "wb")
os.dup2(2, 1)  # what libraries print goes to stderr
requests = queue.Queue()


def read_exactly(count):
    data = sys.stdin.buffer.read(count)
    if len(data) < count:
        os._exit(0)
    return data


def read_requests():
    while True:
        header = json.loads(read_exactly(struct.unpack("<I", read_exactly(4))[0]))
        requests.put((header, [read_exactly(size) for size in header["sizes"]]))


def reply(header, bodies=()):
    text = json.dumps({**header, "sizes": [len(body) for body in bodies]}).encode()
    replies.write(struct.pack("<I", len(text)) + text + b"".join(bodies))
    replies.flush()


def main():
    threading.Thread(target=read_requests, daemon=True).start()
    import jax
    import numpy as np

    from .runner import Runner

    reply({"id": 0, "jax": jax.__version__, "devices": [str(d) for d in jax.devices()]})
    runners = {}

    def write(runner, writes, bodies):
        at = 0
        for entry in writes:
            mesh = runner.meshes[entry["mesh"]]
            for array in entry["arrays"]:
                shape, dtype = mesh.types[array]
                parts = bodies[at : at + len(mesh.devices)]
                at += len(mesh.devices)
                mesh.arrays[array] = mesh.join(array, [np.frombuffer(p, dtype).reshape(shape) for p in parts])

    def answer(request, bodies):
        kind, runner = request["kind"], runners.get(request["program"])
        if kind == "load":
            texts = [body.decode() for body in bodies[1:]]
            runner = runners[request["program"]] = Runner(json.loads(bodies[0]), texts)
            return {"memory": runner.memory()}, []
        if kind == "unload":
            del runners[request["program"]]
            return {}, []
        if kind == "write":
            write(runner, request["writes"], bodies)
            return {}, []
        if kind == "read":
            mesh = runner.meshes[request["mesh"]]
            return {}, [np.asarray(x).tobytes() for a in request["arrays"] for x in mesh.shards(a)]
        begin = time.perf_counter()
        runner.step(request["timeline"])
        facts = {
            "seconds": time.perf_counter() - begin,
            "waits": [mesh.wait_seconds for mesh in runner.meshes],
            "events": [mesh.events for mesh in runner.meshes],
        }
        return facts, []

    while True:
        request, bodies = requests.get()
        try:
            header, results = answer(request, bodies)
            reply({"id": request["id"], **header}, results)
        except BaseException as error:
            traceback.print_exc()
            reply({"id": request["id"], "error": f"{type(error).__name__}: {error}"})


if __name__ == "__main__":
    main()
