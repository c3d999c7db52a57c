"""Checkpoints of alpa-js: a folder `step-00000050` with one .safetensors file per device and manifest.json, which says
where every part of every tensor is. `alpa run --resume` goes on from them, and runs here from those of `alpa run`.

All processes see the same folder. Each writes the files of its devices; process 0 writes the manifest and then gives
the folder its name, so that a folder with that name is always whole.
"""

import datetime
import json
import os
import re
import shutil
import zlib

import numpy as np

from .tensors import open_tensors, write_tensors

_MANIFEST = "manifest.json"


def _compact(value):
    """JSON as JavaScript's JSON.stringify writes it."""
    return json.dumps(value, separators=(",", ":"), ensure_ascii=False)


def list_checkpoints(root):
    """The steps and paths of the complete checkpoints of a folder, by ascending step."""
    names = os.listdir(root) if os.path.isdir(root) else []
    found = [(int(name[5:]), os.path.join(root, name)) for name in names if re.fullmatch(r"step-\d+", name)]
    return sorted(entry for entry in found if os.path.exists(os.path.join(entry[1], _MANIFEST)))


class SavedTensor:
    """A tensor of a checkpoint, which reads only the parts that a slice needs and checks each of them once."""

    def __init__(self, entry, files, path):
        self.shape = tuple(entry["shape"])
        self._name, self._path = entry["name"], path
        self._parts = [(part, files[part["file"]][entry["name"]]) for part in entry["parts"]]
        self._checked = set()

    def __getitem__(self, box):
        begin = [piece.start for piece in box]
        whole = np.empty([piece.stop - piece.start for piece in box], self._parts[0][1].dtype)
        for index, (part, data) in enumerate(self._parts):
            start = part["start"]
            low = [max(a, b) for a, b in zip(start, begin)]
            high = [min(a + n, piece.stop) for a, n, piece in zip(start, part["shape"], box)]
            if all(a < b for a, b in zip(low, high)):
                self._check(index, part, data)
                into = tuple(slice(a - o, b - o) for a, b, o in zip(low, high, begin))
                whole[into] = data[tuple(slice(a - o, b - o) for a, b, o in zip(low, high, start))]
        return whole

    def _check(self, index, part, data):
        if index not in self._checked and zlib.crc32(np.asarray(data).tobytes()) != part["checksum"]:
            file = os.path.join(self._path, part["file"])
            raise ValueError(f"{file} was altered: the checksum of {self._name} differs; load another checkpoint")
        self._checked.add(index)


class Checkpoint:
    """A checkpoint, or the newest one of a folder. Raises ValueError with what is wrong with it."""

    def __init__(self, path):
        if not os.path.exists(os.path.join(path, _MANIFEST)):
            found = list_checkpoints(path)
            if not found:
                raise ValueError(f"{path} has no checkpoint; give a folder that --checkpoint has written")
            path = found[-1][1]
        self.path = path
        with open(os.path.join(path, _MANIFEST), encoding="utf8") as file:
            self.manifest = json.load(file)
        checksum = self.manifest.pop("checksum", None)
        if self.manifest.get("format") != "alpa-checkpoint" or self.manifest.get("version") != 1:
            raise ValueError(f"{path}/{_MANIFEST} is no manifest of version 1; load another checkpoint")
        if zlib.crc32(_compact(self.manifest).encode()) != checksum:
            raise ValueError(f"{path}/{_MANIFEST} was changed after it was written; load another checkpoint")
        self.step = self.manifest["step"]

    def batches_drawn(self, batch_size):
        """The number of batches of this size that the saved run has trained on."""
        data = self.manifest.get("data")
        return round(data["batches"] * data["batchSize"] / batch_size) if data else self.step

    def tensors(self, entries):
        """The tensors of `entries` by the names of their inputs."""
        files = {file["name"]: open_tensors(os.path.join(self.path, file["name"])) for file in self.manifest["files"]}
        saved = {entry["name"]: entry for entry in self.manifest["tensors"]}
        missing = [entry["name"] for entry in entries if entry["name"] not in saved]
        if missing:
            raise ValueError(f"{self.path} lacks {missing[0]} and {len(missing) - 1} others; load one of the same model")
        return {entry["input"]: SavedTensor(saved[entry["name"]], files, self.path) for entry in entries}


class Saver:
    """Saves the state of a run. `facts` is run.json's checkpoint; `gather(text)` returns the texts of all processes;
    `tell(step, value)` sends process 0 a value, and `told(step)` returns those of all other processes there."""

    def __init__(self, root, keep, program, runner, facts, process, gather, tell, told):
        self.root, self.keep, self.program, self.runner, self.facts = root, keep, program, runner, facts
        self.process, self.gather, self.tell, self.told = process, gather, tell, told

    def check(self, first):
        """Raises ValueError if the folder has later checkpoints, which belong to another run."""
        found = list_checkpoints(self.root)
        if found and found[-1][0] > first:
            raise ValueError(f"{found[-1][1]} is later than step {first}; resume from it, or give another folder")

    def save(self, step, batches):
        """Writes the state after `step`; all processes take part."""
        name = f"step-{step:08d}"
        pid = self.gather(str(os.getpid()))[0]
        folder = os.path.join(self.root, f".writing-{name}-{pid}-0")
        os.makedirs(folder, exist_ok=True)
        entries, own = self._parts()
        sizes, sums = {}, {}
        for file, tensors in own.items():
            path = os.path.join(folder, file)
            sizes[file] = write_tensors(path, tensors)
            sums.update({f"{file} {tensor}": zlib.crc32(data.tobytes()) for tensor, data in tensors.items()})
        if self.process == 0:
            for each in self.told(step):
                sizes.update(each["sizes"])
                sums.update(each["sums"])
            self._finish(step, batches, folder, name, entries, sizes, sums)
        else:
            self.tell(step, {"sizes": sizes, "sums": sums})
        self.gather("")  # process 0 has given the folder its name

    def _parts(self):
        """The manifest's tensors without checksums, and the data of this process's files by file and tensor."""
        ports = {port["name"]: port for port in self.program["inputs"]}
        entries, own = [], {}
        for facts in self.facts["tensors"]:
            port = ports[facts["input"]]
            at = port["places"][0]
            (array,) = at["arrays"]
            devices = self.program["meshes"][at["mesh"]]["devices"]
            shape = self.program["meshes"][at["mesh"]]["arrays"][array]["type"]["shape"]
            holders = {}
            for rank, start in enumerate(at["starts"][0]):
                holders.setdefault(tuple(start), rank)
            parts = []
            mesh = self.runner.meshes.get(at["mesh"])
            shards = dict(zip(mesh.ranks, mesh.shards(array))) if mesh else {}
            for start, rank in holders.items():
                file = f"device-{devices[rank]}.safetensors"
                parts.append({"file": file, "start": list(start), "shape": shape})
                if rank in shards:
                    own.setdefault(file, {})[facts["name"]] = np.asarray(shards[rank]).reshape(shape)
            entry = {"name": facts["name"], "dtype": port["type"]["dtype"], "shape": port["type"]["shape"]}
            entries.append({**entry, "placement": facts["placement"], "parts": parts})
        return entries, own

    def _finish(self, step, batches, folder, name, entries, sizes, sums):
        for entry in entries:
            for part in entry["parts"]:
                part["checksum"] = sums[f"{part['file']} {entry['name']}"]
        unseen = [file for file in sizes if not os.path.exists(os.path.join(folder, file))]
        if unseen:
            raise ValueError(f"{folder} lacks {unseen[0]}, which another host wrote; give a --checkpoint that all hosts see")
        now = datetime.datetime.now(datetime.timezone.utc)
        manifest = {
            **{"format": "alpa-checkpoint", "version": 1, "step": step, "seed": self.facts["seed"]},
            "data": {"batches": batches, "batchSize": self.facts["batchSize"]},
            "run": self.facts["run"],
            "savedAt": now.isoformat(timespec="milliseconds").replace("+00:00", "Z"),
            "files": [{"name": file, "bytes": sizes[file]} for file in sorted(sizes)],
            "tensors": entries,
        }
        manifest["checksum"] = zlib.crc32(_compact(manifest).encode())
        with open(os.path.join(folder, _MANIFEST), "w", encoding="utf8") as file:
            file.write(_compact(manifest) + "\n")
            file.flush()
            os.fsync(file.fileno())
        path = os.path.join(self.root, name)
        former = os.path.join(self.root, f".replaced-{name}")
        # A run that was killed here may have left one.
        shutil.rmtree(former, ignore_errors=True)
        if os.path.exists(path):
            os.rename(path, former)
        os.rename(folder, path)
        shutil.rmtree(former, ignore_errors=True)
        for at, older in list_checkpoints(self.root)[: -self.keep] if self.keep else []:
            removed = os.path.join(self.root, f".removed-step-{at:08d}")
            shutil.rmtree(removed, ignore_errors=True)
            os.rename(older, removed)
            shutil.rmtree(removed)
