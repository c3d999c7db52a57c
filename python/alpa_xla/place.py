"""The number of this process in the run, from flags or from the variables of SLURM, Open MPI or Kubernetes."""

import os
import re
from collections import namedtuple

# `local` is the number of this process on its host, None if unknown. `source` names the launcher, or "flags".
Place = namedtuple("Place", "process processes coordinator local source")

_PORT = 29400


def first_host(nodes):
    """The first host of a SLURM list such as node[003-005,9]-ib,other."""
    head, numbers, tail = re.match(r"([^\[,]*)(?:\[(\d+)[^\]]*\])?([^,]*)", nodes).groups()
    return head + (numbers or "") + tail


def add_flags(parser):
    parser.add_argument("--processes", type=int, help="number of processes of the run (default: from the launcher, or 1)")
    parser.add_argument("--process", type=int, help="number of this process, from 0 (default: from the launcher, or 0)")
    parser.add_argument("--coordinator", help="host:port where process 0 listens (default: by SLURM)")


def _launcher(env):
    if "SLURM_STEP_NODELIST" in env and "SLURM_PROCID" in env:
        # Jobs on one host get ports of their own.
        port = 20000 + int(env.get("SLURM_JOB_ID", "0")) % 20000
        coordinator = f"{first_host(env['SLURM_STEP_NODELIST'])}:{port}"
        place = (env["SLURM_PROCID"], env.get("SLURM_STEP_NUM_TASKS", env.get("SLURM_NTASKS")), coordinator)
        return (*place, env.get("SLURM_LOCALID"), "SLURM")
    if "OMPI_COMM_WORLD_RANK" in env:
        place = (env["OMPI_COMM_WORLD_RANK"], env["OMPI_COMM_WORLD_SIZE"], None)
        return (*place, env.get("OMPI_COMM_WORLD_LOCAL_RANK"), "Open MPI")
    if "JOB_COMPLETION_INDEX" in env:
        return env["JOB_COMPLETION_INDEX"], None, None, None, "Kubernetes"
    return None, None, None, None, "flags"


def find_place(flags, env=os.environ):
    """The place by flags, which win, and the launcher's variables. Raises ValueError with what is missing."""
    process, processes, coordinator, local, source = _launcher(env)
    number = lambda given, told, usual: given if given is not None else usual if told is None else int(told)
    count = number(flags.processes, processes, None)
    if count is None and source == "flags":
        count = 1
    if count is None:
        raise ValueError(f"{source} says that this is process {process}, not of how many; give --processes")
    own = number(flags.process, process, 0 if count == 1 else None)
    if own is None:
        raise ValueError(f"--processes is {count}; give every process its number, --process 0 to {count - 1}")
    if count < 1 or not 0 <= own < count:
        raise ValueError(f"process {own} of {count} cannot be; the numbers are 0 to {count - 1}")
    coordinator = flags.coordinator or coordinator
    if count > 1 and not coordinator:
        raise ValueError(f"where is process 0? Give its host and a port that is free there, --coordinator HOST:{_PORT}")
    if count > 1 and not re.fullmatch(r".+:\d+", coordinator):
        raise ValueError(f"--coordinator is {coordinator}; give host:port, for example {coordinator}:{_PORT}")
    return Place(own, count, coordinator, None if local is None else int(local), source)
