#!/usr/bin/env python3
"""Writes measured values into the tables of docs/gpu.md, in cells that say 'not measured' and nowhere else.

  python3 scripts/fill-gpu-tables.py docs/gpu.md --run runs/gpu [--peer peer.json]

--run is the folder of a run of experiments/gpu.yaml, --peer what bench/peers/torchaudio_hubert.py writes with --json. The
document is replaced as a whole. A row of the aims names the row of results that it shows; the column of a card is filled
by a run on that card only. A run of another size, or without a GPU, is refused unless --try is given, which is for a copy
of the document. What is filled, and what a person has to write, is printed.
"""
import argparse
import csv
import json
import math
import os
import re
import statistics
import sys

NOT_MEASURED = "not measured"
SPEED = "audio_seconds_per_second"
# The metric of each column of the table of training steps.
COLUMNS = {
    "audio-s/s": SPEED,
    "TFLOP/s": "achieved_teraflops",
    "% of the ceiling": "ceiling_share",
    "device GB": "device_memory",
    "hours for 1 M audio-s": "device_hours_per_million_audio_seconds",
    "published schedule": "published_schedule_device_hours",
    "x original": "speedup_over_original",
    "x optimised": "speedup_over_optimised",
}
AIM_METRICS = ("speedup_over_original", "speedup_over_optimised", "ceiling_share")
PEER_BENCHMARKS = {"training step": "train_step", "encoding": "encode"}


def significant(value):
    """Three significant digits, with commas between thousands."""
    digits = max(0, 2 - math.floor(math.log10(abs(value)))) if value else 0
    rounded = float(f"{value:.3g}")
    return f"{rounded:,.{digits}f}"


class Results:
    """The rows of a run, and what it ran on."""

    def __init__(self, folder):
        with open(os.path.join(folder, "results.csv"), newline="", encoding="utf-8") as file:
            self.rows = [r for r in csv.DictReader(file) if r["status"] == "ok"]
        with open(os.path.join(folder, "provenance.json"), encoding="utf-8") as file:
            machine = json.load(file).get("machine", {})
        self.gpus = [gpu["name"] for gpu in machine.get("gpus") or []]
        self.sizes = {r["size"] for r in self.rows if r["kind"] == "throughput" and r["size"]}

    def value(self, upstream, metric, task="train_step"):
        """None where there is no such row."""
        found = [float(r["value"]) for r in self.rows
                 if (r["upstream"], r["metric"], r["task"]) == (upstream, metric, task)]
        return found[-1] if found else None


class Document:
    def __init__(self, text, results, peer):
        self.results = results
        self.peer = peer
        self.filled = []
        lines = text.split("\n")
        header = []
        for i, line in enumerate(lines):
            if not line.startswith("|"):
                header = []
                if "*" + NOT_MEASURED + "*" in line:
                    lines[i] = self.encoding(line)
                continue
            cells = [c.strip() for c in line.strip("|").split("|")]
            if not header:
                header = cells
            elif NOT_MEASURED in cells:
                lines[i] = self.row(line, header, cells)
        self.text = "\n".join(lines)

    def row(self, line, header, cells):
        """The line with values in those of its cells that say 'not measured' and are known."""
        parts = line.split("|")
        for at, cell in enumerate(cells):
            value = self.cell(header, cells, at) if cell == NOT_MEASURED else None
            if value is not None:
                parts[at + 1] = parts[at + 1].replace(NOT_MEASURED, value)
                self.filled.append(f"{cells[0]}, {header[at]}: {value}")
        return "|".join(parts)

    def cell(self, header, cells, at):
        if header[:2] == ["quantity", "minimum"]:
            return self.aim(header, cells) if any(header[at] in gpu for gpu in self.results.gpus) else None
        if header[0] == "step" and header[at] in COLUMNS:
            return self.known(cells[0].strip("`"), COLUMNS[header[at]])
        if cells[0] in PEER_BENCHMARKS and self.peer:
            return self.beside_peer(PEER_BENCHMARKS[cells[0]])[at - 1]
        return None

    def aim(self, header, cells):
        named = re.findall("`([^`]+)`", cells[header.index("row")])
        if not named:
            ratio = cells[0].endswith("torchaudio's") and self.peer
            return self.beside_peer("train_step")[2] + "x" if ratio else None
        metric = next((n for n in named if n in AIM_METRICS), SPEED)
        value = self.known(named[0], metric)
        unit = {"ceiling_share": " %", SPEED: ""}.get(metric, "x")
        return None if value is None else value + unit

    def known(self, upstream, metric):
        value = self.results.value(upstream, metric)
        return None if value is None else significant(value)

    def encoding(self, line):
        """Sentences with the speed of encoding name the upstream before the value."""
        def measured(match):
            value = self.results.value(match.group(1), SPEED, "encode")
            if value is None:
                return match.group(0)
            self.filled.append(f"encoding, {match.group(1)}: {significant(value)}")
            return f"`{match.group(1)}` {significant(value)}"
        return re.sub(r"`(\w+)` \*" + NOT_MEASURED + r"\*", measured, line) if "encoding" in line else line

    def beside_peer(self, benchmark):
        """Ours, the peer's, and the ratio: geometric means over the rounds."""
        rounds = self.peer["rounds"]
        ours = statistics.geometric_mean(r["ours"][benchmark] for r in rounds)
        theirs = statistics.geometric_mean(r["peer"][benchmark] for r in rounds)
        return [significant(ours), significant(theirs), significant(ours / theirs)]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("document")
    parser.add_argument("--run", required=True)
    parser.add_argument("--peer")
    parser.add_argument("--try", dest="attempt", action="store_true")
    options = parser.parse_args()
    results = Results(options.run)
    if not options.attempt and (not results.gpus or results.sizes != {"base"}):
        ran = ", ".join(results.gpus) or "no GPU"
        sys.exit(f"{options.run} ran on {ran}, in size {', '.join(sorted(results.sizes))}; the tables are those of a GPU "
                 "and size base. Give a run of experiments/gpu.yaml on a GPU, or --try and a copy of the document.")
    peer = None
    if options.peer:
        with open(options.peer, encoding="utf-8") as file:
            peer = json.load(file)
    with open(options.document, encoding="utf-8", newline="") as file:
        document = Document(file.read(), results, peer)
    whole = options.document + ".new"
    with open(whole, "w", encoding="utf-8", newline="") as file:
        file.write(document.text)
    os.replace(whole, options.document)
    for line in document.filled:
        print(line)
    print(f"{len(document.filled)} values written to {options.document}. Say above the tables what they were measured on "
          f"({', '.join(results.gpus) or 'no GPU'}), and correct the sentence at its top that nothing was measured.")


if __name__ == "__main__":
    main()
