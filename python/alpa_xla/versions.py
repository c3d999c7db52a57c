"""The versions of jax that were tried, from versions.json: from `first` up to, but without, `next`."""

import json
import os


def _numbers(version):
    """The leading numbers of a version, e.g. (0, 10, 2) for 0.10.2.dev1."""
    parts = [part for part in version.split(".") if part.isdigit()]
    return tuple(int(part) for part in parts[:3])


def tested():
    """The first version tried, and the first one that was not."""
    with open(os.path.join(os.path.dirname(__file__), "versions.json")) as file:
        entry = json.load(file)["tested"]
    return entry["first"], entry["next"]


def is_tested(version):
    first, after = tested()
    return _numbers(first) <= _numbers(version) < _numbers(after)


def warning(version):
    """A sentence about a version that was not tried, else None."""
    if is_tested(version):
        return None
    first, after = tested()
    return f"jax {version} is untested; tested are {first} and later, below {after}"
