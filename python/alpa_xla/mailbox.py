"""Messages that have come for the meshes of this process."""

import threading


class Mailbox:
    """Messages by key. A failure wakes all that wait for a message that has not come."""

    def __init__(self):
        self._messages = {}
        self._failure = None
        self._changed = threading.Condition()

    def put(self, key, boxes):
        with self._changed:
            self._messages[key] = boxes
            self._changed.notify_all()

    def take(self, key):
        with self._changed:
            self._changed.wait_for(lambda: key in self._messages or self._failure)
            if key not in self._messages:
                raise RuntimeError(self._failure)
            return self._messages.pop(key)

    def fail(self, reason):
        with self._changed:
            self._failure = self._failure or reason
            self._changed.notify_all()
