#!/usr/bin/env python3
"""Shares of masked frames by the published procedure, restated from its description with numpy alone.

What is restated (fairseq: compute_mask_indices in fairseq/data/data_utils.py with HuBERT's arguments, max_tokens of
examples/hubert/config/pretrain/hubert_base_librispeech.yaml): one device holds as many crops as fit into 1.4 million
samples; each crop draws floor(0.8 T / 10 + u) spans of 10 frames, at least two, from starts without replacement among
the first T - 10 frames; all crops of the device then keep as many masked frames as the one with the fewest.

MaskedShareTest holds the shares that this prints. The last columns are for a batch whose number of crops fairseq
rounds down to a multiple of eight where there are eight or more (required_batch_size_multiple, its default).
"""
import argparse

import numpy as np

SAMPLES = 1_400_000
PROBABILITY, SPAN, LEAST = 0.8, 10, 2
# Kernels and strides of HuBERT's convolutions; log-mel frames of 25 ms and two convolutions of 5, padded by 2.
HUBERT = [(10, 5, 0), (3, 2, 0), (3, 2, 0), (3, 2, 0), (3, 2, 0), (2, 2, 0), (2, 2, 0)]
SUB_SAMPLER = [(5, 2, 2), (5, 2, 2)]


def through(length, windows):
    for kernel, stride, padding in windows:
        length = (length + 2 * padding - kernel) // stride + 1
    return length


def covered(frames, rng):
    """Masked frames of one crop before it is trimmed."""
    spans = max(LEAST, int(PROBABILITY * frames / SPAN + rng.random()))
    places = frames - SPAN if frames - SPAN > spans else spans + 1
    starts = rng.choice(places, spans, replace=False)
    return len(np.unique([i for s in starts for i in range(s, min(s + SPAN, frames))]))


def share(frames, crops, rounds, rng):
    values = [min(covered(frames, rng) for _ in range(crops)) / frames for _ in range(rounds)]
    return 100 * np.mean(values), 100 * np.std(values) / rounds ** 0.5


def main():
    p = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    p.add_argument("--rounds", type=int, default=2000, help="groups that each share is the mean of")
    p.add_argument("--seed", type=int, default=1)
    p.add_argument("--seconds", type=float, nargs="+", default=[2, 3, 4, 5, 6, 8, 10, 12, 14, 15.6])
    a = p.parse_args()
    rng = np.random.default_rng(a.seed)
    print("seconds  crops  hubert %      fast_hubert %    crops by eight  hubert %")
    for seconds in a.seconds:
        samples = round(seconds * 16_000)
        crops = max(1, SAMPLES // samples)
        hubert = through(samples, HUBERT)
        fast = through(round(seconds * 100), SUB_SAMPLER)
        by_eight = crops if crops < 8 else crops - crops % 8
        line = f"{seconds:7.1f}  {crops:5d}"
        line += "  {:5.2f} +- {:.2f}".format(*share(hubert, crops, a.rounds, rng))
        line += "   {:5.2f} +- {:.2f}".format(*share(fast, crops, a.rounds, rng))
        line += "   {:14d}  {:5.2f} +- {:.2f}".format(by_eight, *share(hubert, by_eight, a.rounds, rng))
        print(line, flush=True)


if __name__ == "__main__":
    main()
