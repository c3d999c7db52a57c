"""Runs the process that computes, and says how it ended: JAX aborts a process when it loses another one, and no Python
code of that process can say so.

The process shows every second that it lives, with the step that it is in, on a pipe.
"""

import collections
import os
import select
import signal
import socket
import subprocess
import sys
import threading
import time

# Seconds without a sign of life after which the process counts as frozen, when it runs and when it starts, since then
# loading a library can hold all of its threads.
_SILENT, _START = 15, 120
# The variable with the pipe; where it is set, this is the process that computes.
PIPE = "ALPA_XLA_PIPE"
# The exit code of a process that has said itself why it does not run.
REFUSED = 2


def show_life(step):
    """Writes the step to the supervisor's pipe every second, and ends this process when the supervisor has ended."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the supervisor
    pipe = os.fdopen(int(os.environ[PIPE]), "w")

    def work():
        while True:
            try:
                pipe.write(f"{step()}\n")
                pipe.flush()
            except OSError:
                os._exit(1)
            time.sleep(1)

    def wait():
        while os.read(0, 4096):
            pass
        os._exit(1)

    for target in (work, wait):
        threading.Thread(target=target, daemon=True).start()


def supervise(place):
    """Starts this program again as the process that computes; returns the exit code."""
    read, write = os.pipe()
    env = {**os.environ, PIPE: str(write)}
    child = subprocess.Popen(
        [sys.executable, *sys.argv], env=env, stdin=subprocess.PIPE, stderr=subprocess.PIPE, pass_fds=[write], text=True
    )
    os.close(write)
    lines = collections.deque(maxlen=3)

    def relay():
        for line in child.stderr:
            if not line.startswith("[Gloo]"):
                sys.stderr.write(line)
                sys.stderr.flush()
                if line.strip():
                    lines.append(line.strip())

    relaying = threading.Thread(target=relay, daemon=True)
    relaying.start()
    stopped = []

    def stop(number, _):
        stopped.append(number)
        child.kill()

    signal.signal(signal.SIGINT, stop)
    signal.signal(signal.SIGTERM, stop)
    step, silent, frozen = "", 0, False
    while True:
        if select.select([read], [], [], 1)[0]:
            data = os.read(read, 4096)
            if not data:
                break
            silent = 0
            step = data.decode().split()[-1]
        elif not stopped:
            silent += 1
            if silent >= (_START if step in ("", "0") else _SILENT):
                frozen = True
                child.kill()
    code = child.wait()
    relaying.join(5)
    if stopped:
        return 128 + stopped[0]
    if code in (0, REFUSED):
        return code
    name = f"process {place.process} of {place.processes} (host {socket.gethostname()}, pid {child.pid})"
    how = f"ended by {signal.Signals(-code).name}" if code < 0 else "failed"
    if frozen:
        how = f"gave no sign of life for {silent} s and was ended"
    elif code == -signal.SIGABRT:
        how += ", as JAX does when it loses another process"
    when = f" in step {step}" if step not in ("", "0") else " before the first step"
    sys.stderr.write(f"alpa: {name} {how}{when}; its last lines: {' | '.join(lines) or 'none'}\n")
    return 1
