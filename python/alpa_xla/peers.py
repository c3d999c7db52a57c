"""Messages between the processes of a run, over TCP.

Every process listens on a port that the system chooses. The processes tell each other their addresses and tokens by an
all-gather of JAX, so nothing but the coordinator's address must be known before. A process connects to another one
when it first sends to it; a connection begins with the token of the process that listens.
"""

import hmac
import json
import secrets
import socket
import threading

import jax
import numpy as np
from jax.experimental import multihost_utils

from .frames import frame, read_frame

_ENTRY = 256  # bytes of a process's entry in the all-gather
_TOKEN = 16


def gather_texts(text):
    """One short text of every process, by process."""
    data = text.encode()
    if len(data) > _ENTRY:
        raise ValueError(f"a text of {len(data)} bytes is to be gathered; {_ENTRY} are the most")
    entry = np.zeros(_ENTRY, np.uint8)
    entry[: len(data)] = np.frombuffer(data, np.uint8)
    rows = np.asarray(multihost_utils.process_allgather(entry)).reshape(-1, _ENTRY)
    return [bytes(row).rstrip(b"\0").decode() for row in rows]


class Peers:
    """The other processes, which reach this one at `address`. `on_message(process, key, boxes)` is called for what they
    send, `on_end(process)` when a connection of theirs ends."""

    def __init__(self, address, on_message, on_end):
        self.process = jax.process_index()
        self.count = jax.process_count()
        self._on_message = on_message
        self._on_end = on_end
        self._token = secrets.token_hex(_TOKEN)
        # A name may stand for an address that only this host has, so all others listen everywhere.
        self._listener = socket.create_server((address if address.startswith("127.") else "", 0))
        port = self._listener.getsockname()[1]
        entry = json.dumps([address, port, self._token])
        self._entries = [json.loads(text) for text in gather_texts(entry)]
        self._connections = {}
        self._locks = [threading.Lock() for _ in range(self.count)]
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self):
        while True:
            connection, _ = self._listener.accept()
            threading.Thread(target=self._read, args=(connection,), daemon=True).start()

    def _read(self, connection):
        process = None

        def read_exactly(count):
            data = bytearray(count)
            view = memoryview(data)
            while view:
                size = connection.recv_into(view)
                if size == 0:
                    raise EOFError
                view = view[size:]
            return data

        try:
            connection.settimeout(10)
            token = read_exactly(len(self._token)).decode()
            if not hmac.compare_digest(token, self._token):
                connection.close()
                return
            connection.settimeout(None)
            process = read_frame(read_exactly)[0]["process"]
            while True:
                header, boxes = read_frame(read_exactly)
                self._on_message(process, header["key"], boxes)
        except (OSError, EOFError, ValueError):
            connection.close()
            if process is not None:
                self._on_end(process)

    def send(self, process, key, boxes=()):
        """Sends numpy arrays to another process; waits only while the network is busy."""
        with self._locks[process]:
            if process not in self._connections:
                address, port, token = self._entries[process]
                connection = socket.create_connection((address, port), timeout=60)
                connection.settimeout(None)
                connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                connection.sendall(token.encode() + frame({"process": self.process}))
                self._connections[process] = connection
            connection = self._connections[process]
            bodies = [memoryview(box.reshape(-1).view(np.uint8)) for box in boxes]
            connection.sendall(frame({"key": key}, bodies))
            for body in bodies:
                connection.sendall(body)
