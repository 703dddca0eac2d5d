#!/usr/bin/env python3
"""Packs tensors into the files of other toolkits, as torch.save writes them.

    python3 scripts/pack-checkpoints.py JOBS.json

Needs PyTorch (Debian's python3-torch). JOBS.json is a list of jobs, each with

    weights     a safetensors file in fp32
    out         the file to write, or with "shards" the folder
    below       key of the tensors in the file; without it, the file has only tensors
    beside      what the file has besides the tensors
    shards      number of files, with an index as Hugging Face's transformers has it
"""
import json
import pathlib
import sys

import torch
from fixture_models import read_safetensors


def shards(folder, tensors, count):
    names = list(tensors)
    where = {}
    for i in range(count):
        file = f"pytorch_model-{i + 1:05d}-of-{count:05d}.bin"
        part = names[i * len(names) // count : (i + 1) * len(names) // count]
        torch.save({name: tensors[name] for name in part}, folder / file)
        where.update({name: file for name in part})
    index = {"metadata": {"total_size": 4 * sum(t.numel() for t in tensors.values())}, "weight_map": where}
    (folder / "pytorch_model.bin.index.json").write_text(json.dumps(index), encoding="utf-8")


def pack(job):
    tensors = read_safetensors(pathlib.Path(job["weights"]))
    out = pathlib.Path(job["out"])
    if "shards" in job:
        shards(out, tensors, job["shards"])
    else:
        torch.save({**job["beside"], job["below"]: tensors} if "below" in job else tensors, out)


if __name__ == "__main__":
    for each in json.loads(pathlib.Path(sys.argv[1]).read_text(encoding="utf-8")):
        pack(each)
