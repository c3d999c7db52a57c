"""Serves Runners to the process that started this one, over stdin and stdout. It ends when stdin does.

Requests have an id, and every reply repeats it: load, unload, write, read, step. A reply with the id −1 says once a
second that this process lives.
"""

import argparse
import json
import os
import queue
import signal
import sys
import threading
import time
import traceback

from .frames import frame, read_frame

signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the process that started this one
replies = os.fdopen(os.dup(1), "wb")
os.dup2(2, 1)  # what libraries print goes to stderr
replying = threading.Lock()
requests = queue.SimpleQueue()


def read_exactly(count):
    data = sys.stdin.buffer.read(count)
    if len(data) < count:
        os._exit(0)
    return data


def read_requests():
    while True:
        requests.put(read_frame(read_exactly))


def reply(header, bodies=()):
    with replying:
        replies.write(frame(header, bodies) + b"".join(bodies))
        replies.flush()


def show_life():
    while True:
        reply({"id": -1})
        time.sleep(1)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--processes", type=int, default=1)
    parser.add_argument("--process", type=int, default=0)
    parser.add_argument("--coordinator", help="host:port of process 0")
    options = parser.parse_args()
    threading.Thread(target=read_requests, daemon=True).start()
    threading.Thread(target=show_life, daemon=True).start()
    import jax
    import numpy as np

    from .peers import Peers
    from .runner import Runner, ordered_devices

    if options.processes > 1:
        jax.config.update("jax_cpu_collectives_implementation", "gloo")
        jax.distributed.initialize(options.coordinator, options.processes, options.process)
    reply({"id": 0, "jax": jax.__version__, "devices": [str(d) for d in ordered_devices()]})
    runners = {}
    peers = None

    def deliver(process, key, boxes):
        # A step starts when all processes have loaded its program.
        number, *rest = key
        runners[number].mailbox.put(tuple(rest), boxes)

    def on_end(process):
        for runner in list(runners.values()):
            runner.mailbox.fail(f"process {process} ended")

    def load(number, program, texts, loan):
        nonlocal peers
        if peers is None and options.processes > 1:
            peers = Peers("127.0.0.1", deliver, on_end)
        lent = loan and (runners[loan["lender"]], loan["pairs"])
        send = lambda process, key, boxes: peers.send(process, [number, *key], boxes)
        runners[number] = Runner(program, texts, send, lent)
        return runners[number]

    def write(runner, writes, bodies):
        at = 0
        for entry in writes:
            mesh = runner.meshes[entry["mesh"]]
            for array in entry["arrays"]:
                shape, dtype = mesh.types[array]
                parts = bodies[at : at + len(mesh.ranks)]
                at += len(mesh.ranks)
                mesh.arrays[array] = mesh.join(array, [np.frombuffer(p, dtype).reshape(shape) for p in parts])

    def answer(request, bodies):
        kind, runner = request["kind"], runners.get(request["program"])
        if kind == "load":
            runner = load(request["program"], json.loads(bodies[0]), [body.decode() for body in bodies[1:]], request.get("loan"))
            return {"memory": {number: runner.memory(number) for number in runner.meshes}}, []
        if kind == "unload":
            del runners[request["program"]]
            return {}, []
        if kind == "write":
            write(runner, request["writes"], bodies)
            return {}, []
        if kind == "read":
            mesh = runner.meshes[request["mesh"]]
            return {}, [np.asarray(x).tobytes() for a in request["arrays"] for x in mesh.shards(a)]
        write(runner, request["writes"], bodies)
        begin = time.perf_counter()
        runner.step(request["timeline"])
        results = [
            np.asarray(x).tobytes()
            for place in request["results"]
            if place["mesh"] in runner.meshes
            for a in place["arrays"]
            for x in runner.meshes[place["mesh"]].shards(a)
        ]
        facts = {
            "seconds": time.perf_counter() - begin,
            "waits": {number: mesh.wait_seconds for number, mesh in runner.meshes.items()},
            "events": {number: mesh.events for number, mesh in runner.meshes.items()},
        }
        return facts, results

    while True:
        request, bodies = requests.get()
        try:
            header, results = answer(request, bodies)
            reply({"id": request["id"], **header}, results)
        except BaseException as error:
            traceback.print_exc()
            reply({"id": request["id"], "error": f"{type(error).__name__}: {error}"})


if __name__ == "__main__":
    try:
        main()
    except BaseException:
        traceback.print_exc()
        sys.stderr.flush()
        os._exit(1)  # Python's own end aborts when a thread waits for stdin
