"""Starts the process that computes, watches it, and reports how it ended. JAX aborts a process when it loses another
one, so the process cannot report its own end.

The process writes to a pipe: an empty line every second as its heartbeat, and a line for each phase that begins.
"""

import collections
import os
import re
import select
import signal
import socket
import subprocess
import sys
import threading
import time

# Seconds without a sign of life after which the process counts as frozen, when it runs and when it starts, since then
# loading a library can hold all of its threads.
_SILENT, _START = 10, 120
# The environment variable with the number of the pipe; only the process that computes has it.
PIPE = "ALPA_XLA_PIPE"
# The exit code of a process that has already printed why it does not run.
REFUSED = 2
# The phases before the first step; then the phase is "step 1" and so on.
STARTING, WAITING = "starting", "waiting for the other processes"
_ABORTED = {
    True: ", as JAX does when not all of {place.processes} processes come to {place.coordinator} in time; start each with a "
    "--process of its own and the same --coordinator",
    False: ", as JAX does when it loses another process",
}


class Life:
    """Sends the supervisor the heartbeat and the phase of this process; ends this process when the supervisor ends."""

    def __init__(self):
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the supervisor
        self._pipe = int(os.environ[PIPE])
        for target in (self._repeat, self._wait):
            threading.Thread(target=target, daemon=True).start()

    def tell(self, phase):
        """Sends the phase that begins; an empty text is only a heartbeat."""
        try:
            os.write(self._pipe, f"{phase}\n".encode())
        except OSError:
            os._exit(1)

    def _repeat(self):
        while True:
            self.tell("")
            time.sleep(1)

    def _wait(self):
        while os.read(0, 4096):
            pass
        os._exit(1)


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
                # Without the addresses of a stack, and what glog puts in front of a message.
                text = re.sub(r"^[FEWI]\d{4} \S+ +\d+ \S+\] ", "", line.strip())
                if text and not text.startswith(("@", "***")):
                    lines.append(text)

    relaying = threading.Thread(target=relay, daemon=True)
    relaying.start()
    stopped = []

    def stop(number, _):
        stopped.append(number)
        child.kill()

    signal.signal(signal.SIGINT, stop)
    signal.signal(signal.SIGTERM, stop)
    phase, silent, frozen = STARTING, 0, False
    while True:
        if select.select([read], [], [], 1)[0]:
            data = os.read(read, 4096)
            if not data:
                break
            silent = 0
            phase = [phase, *filter(None, data.decode().split("\n"))][-1]
        elif not stopped:
            silent += 1
            if silent >= (_SILENT if phase.startswith("step") else _START):
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
        how += _ABORTED[phase == WAITING].format(place=place)
    sys.stderr.write(f"alpa: {name} {how} ({phase}); its last lines: {' | '.join(lines) or 'none'}\n")
    return 1
