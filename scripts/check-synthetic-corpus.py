#!/usr/bin/env python3
"""Checks the bundled corpus under corpora/synthetic and prints its counts; ends with 1 and the faults if there are any.

    scripts/check-synthetic-corpus.py [CORPUS_FOLDER]

Needs Python 3.9 or later alone: FLAC headers are read here, and where the flac command exists it also verifies the
audio against the MD5 in each header.
"""

import csv
import hashlib
import shutil
import subprocess
import sys
from collections import Counter, defaultdict
from pathlib import Path

RATE = 16000
MAX_BYTES = 12 * 2**20
TASKS = ("asr", "pr", "sid", "er", "pretrain")
SPLITS = {
    "asr": {"train", "dev", "test"},
    "pr": {"train", "dev", "test"},
    "sid": {"train", "dev", "test"},
    "er": {"fold1", "fold2", "fold3", "fold4"},
    "pretrain": {"train", "dev", "extra"},
}
VOWELS = "AA AE AH AO AW AY EH ER EY IH IY OW OY UH UW".split()
CONSONANTS = "B CH D DH F G HH JH K L M N NG P R S SH T TH V W Y Z ZH".split()
PHONES = {v + s for v in VOWELS for s in "012"} | set(CONSONANTS)


def read_manifest(root, task):
    with open(root / "manifests" / f"{task}.tsv", encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


def flac_header(path):
    """(rate, channels, bits, samples) from the STREAMINFO block."""
    head = path.read_bytes()[:42]
    if head[:4] != b"fLaC":
        raise ValueError("not a FLAC file")
    packed = int.from_bytes(head[18:26], "big")
    return packed >> 44, (packed >> 41 & 7) + 1, (packed >> 36 & 31) + 1, packed & (2**36 - 1)


def frames_40ms(samples):
    """Frames at 25 Hz: the 20 ms frames of the usual convolutional front end, in whole pairs."""
    return ((samples - 400) // 320 + 1) // 2


def ctc_need(labels):
    """Frames that CTC needs: one a label, one blank between equal neighbours, one for the end symbol."""
    return len(labels) + sum(a == b for a, b in zip(labels, labels[1:])) + 1


def audio_faults(root, rows):
    for row in rows:
        path = root / row["path"]
        if not path.is_file():
            yield f"{row['path']}: missing"
            continue
        header, wanted = flac_header(path), (RATE, 1, 16, int(row["num_samples"]))
        if header != wanted:
            yield f"{row['path']}: got (rate, channels, bits, samples) {header}, wanted {wanted}"
    listed, there = {r["path"] for r in rows}, {p.relative_to(root).as_posix() for p in root.glob("audio/*/*")}
    yield from (f"{path}: in no manifest" for path in sorted(there - listed))
    if shutil.which("flac"):
        failed = subprocess.run(["flac", "-t", "-s", *sorted(map(str, root.glob("audio/*/*.flac")))]).returncode
        if failed:
            yield "flac -t found broken audio"


def consistency_faults(manifests):
    base = {r["path"]: r for r in manifests["pretrain"]}
    for task, rows in manifests.items():
        if len({r["path"] for r in rows}) != len(rows):
            yield f"{task}: a file is listed twice"
        if {r["split"] for r in rows} != SPLITS[task]:
            yield f"{task}: splits {sorted({r['split'] for r in rows})}, wanted {sorted(SPLITS[task])}"
        for r in rows:
            known = base.get(r["path"])
            if known is None or (known["num_samples"], known["speaker"]) != (r["num_samples"], r["speaker"]):
                yield f"{task}: {r['path']} disagrees with pretrain.tsv"


def speakers_by_split(rows):
    speakers = defaultdict(set)
    for r in rows:
        speakers[r["split"]].add(r["speaker"])
    return speakers


def speaker_faults(manifests):
    for task in ("asr", "pr", "er", "pretrain"):
        times = Counter(s for group in speakers_by_split(manifests[task]).values() for s in group)
        yield from (f"{task}: {s} is in {n} splits" for s, n in times.items() if n > 1)
    held_out = {r["speaker"] for t in ("asr", "pr") for r in manifests[t] if r["split"] != "train"}
    seen = speakers_by_split(manifests["pretrain"])["train"] & held_out
    yield from (f"pretrain: held-out speaker {s} is in train" for s in sorted(seen))
    sid = speakers_by_split(manifests["sid"])
    everyone = set.union(*sid.values())
    yield from (f"sid: {split} lacks {sorted(everyone - group)}" for split, group in sid.items() if group != everyone)


def text_faults(manifests):
    train = {r["transcript"] for r in manifests["asr"] if r["split"] == "train"}
    words = {w for text in train for w in text.split()}
    for r in manifests["asr"]:
        if r["split"] != "train" and r["transcript"] in train:
            yield f"asr: {r['path']} says a training sentence"
        unknown = set(r["transcript"].split()) - words
        if unknown:
            yield f"asr: {r['path']} has words never trained: {sorted(unknown)}"
    transcripts = {r["path"]: r["transcript"] for r in manifests["asr"]}
    for r in manifests["pr"]:
        if transcripts.get(r["path"]) != r["transcript"]:
            yield f"pr: {r['path']} has another transcript than asr"
        if not set(r["phones"].split()) <= PHONES:
            yield f"pr: {r['path']} has unknown phones {sorted(set(r['phones'].split()) - PHONES)}"


def ctc_faults(manifests):
    labels = {"asr": lambda r: list(r["transcript"].replace(" ", "|")), "pr": lambda r: r["phones"].split()}
    for task, of in labels.items():
        for r in manifests[task]:
            need, frames = ctc_need(of(r)), frames_40ms(int(r["num_samples"]))
            if frames < need:
                yield f"{task}: {r['path']} has {frames} frames at 40 ms, CTC needs {need}"


def emotion_faults(manifests):
    """Within a fold every text is said with every emotion equally often, so that text tells nothing."""
    for fold in sorted(SPLITS["er"]):
        times = Counter((r["text_code"], r["label"]) for r in manifests["er"] if r["split"] == fold)
        texts, labels = {t for t, _ in times}, {e for _, e in times}
        if len(labels) != 4 or len(times) != len(texts) * 4 or len(set(times.values())) != 1:
            yield f"er: texts and emotions are not crossed evenly in {fold}"


def checksum_faults(root):
    listed = dict(reversed(line.split("  ", 1)) for line in (root / "SHA256SUMS").read_text().splitlines())
    there = {p.relative_to(root).as_posix() for p in [*root.glob("audio/*/*"), *root.glob("manifests/*")]}
    yield from (f"{path}: not in SHA256SUMS" for path in sorted(there - set(listed)))
    for path, digest in listed.items():
        if not (root / path).is_file() or hashlib.sha256((root / path).read_bytes()).hexdigest() != digest:
            yield f"{path}: not what SHA256SUMS says"


def size_faults(root):
    size = sum(p.stat().st_size for p in root.rglob("*") if p.is_file())
    print(f"{size / 2**20:.2f} MiB in all")
    if size > MAX_BYTES:
        yield f"{size} bytes, at most {MAX_BYTES} wanted"


def print_counts(manifests):
    print("| manifest | split | utterances | minutes | speakers |\n|---|---|---|---|---|")
    for task, rows in manifests.items():
        for split in sorted(SPLITS[task]):
            some = [r for r in rows if r["split"] == split]
            minutes = sum(int(r["num_samples"]) for r in some) / RATE / 60
            print(f"| {task} | {split} | {len(some)} | {minutes:.2f} | {len({r['speaker'] for r in some})} |")
    seconds = [int(r["num_samples"]) / RATE for r in manifests["pretrain"]]
    span = f"{min(seconds):.2f} to {max(seconds):.2f} s"
    print(f"{len(seconds)} utterances, {sum(seconds) / 60:.2f} minutes, {span} each")
    words = [w for r in manifests["asr"] for w in r["transcript"].split()]
    print(f"{len(words)} words said, {len(set(words))} different; "
          f"{len({p for r in manifests['pr'] for p in r['phones'].split()})} different phones")  # fmt: skip


def main():
    default = Path(__file__).resolve().parent.parent / "corpora" / "synthetic"
    root = Path(sys.argv[1]) if len(sys.argv) > 1 else default
    manifests = {task: read_manifest(root, task) for task in TASKS}
    print_counts(manifests)
    faults = [*audio_faults(root, manifests["pretrain"]), *checksum_faults(root), *size_faults(root)]
    for check in (consistency_faults, speaker_faults, text_faults, ctc_faults, emotion_faults):
        faults += check(manifests)
    if faults:
        sys.exit("\n".join(faults))
    print("no faults")


if __name__ == "__main__":
    main()
