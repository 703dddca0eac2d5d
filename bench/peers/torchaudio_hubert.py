#!/usr/bin/env python3
"""HuBERT of torchaudio against HuBERT of speechbench: training step and encoding, in turns, in one run.

    /usr/bin/python3 bench/peers/torchaudio_hubert.py --size base --precision bf16 --batch 4 --seconds 5 --classes 500
    SPEECHBENCH_PROFILE=cu124 python3 bench/peers/torchaudio_hubert.py --device cuda --batch 8 --seconds 15 --rounds 10

Both have the same shape, crops of the same length, classes, precision, threads and dropout, and no LayerDrop; both take
AdamW steps on one batch. The peer masks with its own code inside the step (under 1 % of it), ours has masks ready, as a
loader has them in training. The settings of glibc's allocator matter as much as everything else, so the headline is the
fair ratio, with the settings of our launcher for both; the ratio to the peer as its users run it stands beside it. The peer
computes logits of unmasked frames too, as its recipe does; --skip-unmasked leaves them out, which is the fairer row where
the unmasked loss has no weight.

Needs torch and torchaudio for Python, and an optimised BLAS for them (Debian: python3-torch, python3-torchaudio,
libopenblas0-pthread); without one it refuses, since the peer would be crippled. A caveat: the torch
of a distribution may be older than the engine of speechbench (1.13 in Debian 12), and the autocast of such a version
cannot run norms in bf16; they run in fp32 then.

With --device cuda both run on the first GPU, ours with the engine that SPEECHBENCH_PROFILE names, torch with the CUDA that
it was built for; its fp32 is fp32 and not TF32, as ours. Memory is then that of the GPU: what torch's allocator has
reserved at most, and what our process has taken. (Written without a GPU at hand: not yet run there.)
"""
import argparse
import csv
import json
import math
import os
import pathlib
import re
import resource
import statistics
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
SAMPLE_RATE = 16000
BENCHMARKS = ("train_step", "encode")
LEAST_GFLOPS_PER_THREAD = 25
WARM_UP_STEPS = {"cpu": 2, "cuda": 10}
# A GPU computes what the host has queued: of so many training steps only the last is waited for, as ours are timed.
STEPS_AT_ONCE = {"cpu": 1, "cuda": 10}
# By degrees of freedom from 1; of more than 9 a little too wide.
STUDENT_T_95 = (12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262)


def arguments():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--device", default="cpu", choices=["cpu", "cuda"])
    p.add_argument("--size", default="base", choices=["base", "small", "tiny"])
    p.add_argument("--precision", default="bf16", choices=["bf16", "fp32"])
    p.add_argument("--batch", type=int, default=4, help="crops")
    p.add_argument("--seconds", type=float, default=5.0, help="of each crop")
    p.add_argument("--classes", type=int, default=500)
    p.add_argument("--rounds", type=int, default=4)
    p.add_argument("--threads", type=int, default=os.cpu_count())
    p.add_argument("--measure-seconds", type=float, default=30.0, help="of each benchmark in a round")
    p.add_argument("--skip-unmasked", action="store_true", help="the peer computes no logits of unmasked frames")
    p.add_argument("--slow-blas", action="store_true",
                   help="go on where the peer's BLAS is slow: a try of this script, whose ratios mean nothing")
    p.add_argument("--json", help="write everything measured to this file")
    p.add_argument("--peer", choices=["train_step", "encode"], help=argparse.SUPPRESS)
    return p.parse_args()


# --- the peer, in a process of its own ---


def peer(a):
    try:
        import torch
        import torchaudio  # noqa: F401
    except ImportError as e:
        sys.exit(f"{sys.executable} cannot load the peer: {e}. Use a python3 that has torch and torchaudio "
                 "(first-gpu.sh takes it from PYTHON).")

    torch.set_num_threads(a.threads)
    torch.manual_seed(1)
    if a.device == "cuda":
        refuse_to_go_without_a_gpu(torch)
        torch.backends.cuda.matmul.allow_tf32 = False
        torch.backends.cudnn.allow_tf32 = False
    elif not a.slow_blas:
        refuse_a_slow_blas(torch, a.threads)
    model = peer_model(a).to(a.device)
    wave = 0.1 * torch.randn(a.batch, int(a.seconds * SAMPLE_RATE)).to(a.device)
    step = train_step(torch, model, wave, a) if a.peer == "train_step" else encode(torch, model, wave, a)
    at_once = STEPS_AT_ONCE[a.device] if a.peer == "train_step" else 1
    warm_up = WARM_UP_STEPS[a.device] // at_once
    times, began = [], time.perf_counter()
    for n in range(1000):
        start = time.perf_counter()
        for _ in range(at_once):
            value = step()
        value = value.item()
        if not math.isfinite(value):
            sys.exit(f"the peer's step gave {value}")
        if n >= warm_up:
            times.append((time.perf_counter() - start) / at_once)
        if n >= warm_up + 2 and time.perf_counter() - began > a.measure_seconds:
            break
    print(json.dumps({
        "speed": a.batch * a.seconds / statistics.mean(times),
        "steps": len(times) * at_once,
        "peak_gigabytes": peak_bytes(torch, a) / 1e9,
        "torch": torch.__version__,
        "device": torch.cuda.get_device_name() if a.device == "cuda" else processor(),
    }))


def peak_bytes(torch, a):
    if a.device == "cuda":
        return torch.cuda.max_memory_reserved()
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def refuse_to_go_without_a_gpu(torch):
    if not torch.cuda.is_available():
        sys.exit(f"torch {torch.__version__} of {sys.executable} finds no GPU. "
                 "Use a python3 whose torch was built for CUDA, or --device cpu.")


def refuse_a_slow_blas(torch, threads):
    x = torch.randn(1024, 1024)
    best = min(timed(lambda: torch.mm(x, x)) for _ in range(5))
    gflops = 2 * 1024**3 / best / 1e9
    if gflops < LEAST_GFLOPS_PER_THREAD * threads:
        sys.exit(f"The peer's fp32 matrix product runs at {gflops:.0f} GFLOP/s, which would be no fair comparison. "
                 "Install an optimised BLAS (Debian: libopenblas0-pthread).")


def timed(action):
    start = time.perf_counter()
    action()
    return time.perf_counter() - start


def peer_model(a):
    import torch
    from torchaudio.models.wav2vec2.model import hubert_pretrain_model

    width, layers, heads, inner, channels = {
        "base": (768, 12, 12, 3072, 512), "small": (256, 6, 4, 1024, 512), "tiny": (192, 4, 4, 768, 192)}[a.size]
    front = [(channels, 10, 5)] + [(channels, 3, 2)] * 4 + [(channels, 2, 2)] * 2
    model = hubert_pretrain_model(
        extractor_mode="group_norm", extractor_conv_layer_config=front, extractor_conv_bias=False,
        encoder_embed_dim=width, encoder_projection_dropout=0.1,
        encoder_pos_conv_kernel=128, encoder_pos_conv_groups=16,
        encoder_num_layers=layers, encoder_num_heads=heads, encoder_attention_dropout=0.1,
        encoder_ff_interm_features=inner, encoder_ff_interm_dropout=0.0, encoder_dropout=0.1,
        encoder_layer_norm_first=False, encoder_layer_drop=0.0, mask_prob=0.8, mask_selection="static",
        mask_other=0.0, mask_length=10, no_mask_overlap=False, mask_min_space=1, mask_channel_prob=0.0,
        mask_channel_selection="static", mask_channel_other=0.0, mask_channel_length=10,
        no_mask_channel_overlap=False, mask_channel_min_space=1, skip_masked=False,
        skip_nomask=a.skip_unmasked, num_classes=a.classes, final_dim=256, feature_grad_mult=0.1)
    # On a GPU autocast runs norms in fp32 by itself.
    if a.precision == "bf16" and a.device == "cpu":
        for module in model.modules():
            if isinstance(module, (torch.nn.GroupNorm, torch.nn.LayerNorm)):
                in_single_precision(torch, module)
    if a.device == "cpu":
        model.wav2vec2.feature_extractor.conv_layers[-1].register_forward_hook(with_contiguous_gradient)
    return model


def with_contiguous_gradient(_module, _inputs, output):
    """GELU's gradient of torch 1.13 on a CPU is noise, in bf16 up to 1e38, where the gradient after it is not contiguous."""
    if output[0].requires_grad:
        output[0].register_hook(lambda gradient: gradient.contiguous())


def in_single_precision(torch, module):
    plain = module.forward

    def forward(x):
        with torch.autocast("cpu", enabled=False):
            return plain(x.float())

    module.forward = forward


def autocast(torch, a):
    return torch.autocast(a.device, dtype=torch.bfloat16, enabled=a.precision == "bf16")


def train_step(torch, model, wave, a):
    lengths = torch.full((a.batch,), wave.shape[1], device=a.device)
    with torch.no_grad():
        frames = model.wav2vec2.feature_extractor(wave, lengths)[0].shape[1]
    labels = torch.randint(0, a.classes, (a.batch, frames), device=a.device)
    optimiser = torch.optim.AdamW(model.parameters(), lr=1e-5, betas=(0.9, 0.98), eps=1e-6, weight_decay=0.01)
    model.train()

    def step():
        optimiser.zero_grad(set_to_none=True)
        with autocast(torch, a):
            masked, _, penalty = model(wave, labels, lengths)
            # The positive class is the first of each row.
            loss = torch.nn.functional.cross_entropy(
                masked.float(), torch.zeros(masked.shape[0], dtype=torch.long, device=a.device)) + 10 * penalty.float()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 10.0)
        optimiser.step()
        return loss

    return step


def encode(torch, model, wave, a):
    lengths = torch.full((a.batch,), wave.shape[1], device=a.device)
    model.eval()

    def step():
        with torch.no_grad(), autocast(torch, a):
            states, _ = model.wav2vec2.extract_features(wave, lengths)
        return states[-1][0, 0, 0]

    return step


# --- the driver ---


def measure_peer(a, benchmark, tuned):
    command = [sys.executable, __file__, "--peer", benchmark, "--device", a.device, "--size", a.size,
               "--precision", a.precision,
               "--batch", str(a.batch), "--seconds", str(a.seconds), "--classes", str(a.classes),
               "--threads", str(a.threads), "--measure-seconds", str(a.measure_seconds)]
    command += ["--skip-unmasked"] if a.skip_unmasked else []
    command += ["--slow-blas"] if a.slow_blas else []
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, env=environment(a, tuned), check=False)
    if done.returncode:
        sys.exit("the peer could not be measured, see above")
    return json.loads(done.stdout)


def measure_ours(a, folder):
    options = {"seconds": a.seconds, "batch": a.batch, "classes": a.classes,
               "measure_seconds": a.measure_seconds, "warmup_seconds": a.measure_seconds / 4}
    command = [ROOT / "speechbench", "throughput", "--upstreams", "hubert", "--size", a.size, "--precision",
               a.precision, "--rounds", "1", "--out", folder]
    command += ["--device", "gpu:0"] if a.device == "cuda" else []
    command += [part for key, value in options.items() for part in ("--set", f"throughput.{key}={value}")]
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env=environment(a, True),
                          check=False)
    if done.returncode:
        sys.exit("speechbench could not be measured:\n" + done.stdout)
    with open(folder / "results.csv", newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def environment(a, tuned):
    """Threads, and the allocator's settings that our launcher would choose, or none."""
    usual = {key: text for key, text in os.environ.items() if key != "GLIBC_TUNABLES"}
    tunables = {"GLIBC_TUNABLES": launcher_tunables()} if tuned else {}
    return {**usual, **tunables, "OMP_NUM_THREADS": str(a.threads)}


def launcher_tunables():
    text = (ROOT / "speechbench").read_text(encoding="utf-8")
    return re.search(r'export GLIBC_TUNABLES="([^"]+)"', text).group(1)


def value(rows, metric, task):
    return next(float(r["value"]) for r in rows if r["metric"] == metric and r["task"] == task)


def memory(rows, a):
    """Of the GPU no figure where CUDA's runtime does not lie where our engine's library looks for it."""
    metric = "device_memory" if a.device == "cuda" else "peak_memory"
    known = any(r["metric"] == metric and r["task"] == "train_step" for r in rows)
    return value(rows, metric, "train_step") if known else math.nan


def peers(a):
    """
    Whether each peer has our launcher's settings of the host's allocator, which do not matter on a GPU. The fair one is
    first.
    """
    return {"peer": False} if a.device == "cuda" else {"peer_tuned": True, "peer": False}


def measure(a):
    rounds = []
    with tempfile.TemporaryDirectory() as folder:
        for n in range(a.rounds):
            measured = {}
            order = ["ours", *peers(a)]
            for who in order if n % 2 == 0 else reversed(order):
                measured[who] = (one_of_peer(a, peers(a)[who]) if who in peers(a)
                                 else one_of_ours(a, pathlib.Path(folder) / str(n)))
            rounds.append(measured)
            print(f"round {n + 1}, audio-s/s: " + ", ".join(
                f"{b} " + " / ".join(f"{who} {m[b]:.2f}" for who, m in measured.items())
                for b in BENCHMARKS), file=sys.stderr)
    return rounds


def one_of_ours(a, folder):
    rows = measure_ours(a, folder)
    return {
        "ceiling_gflops": next(float(r["value"]) for r in rows
                               if r["metric"] == "gigaflops" and r["precision"] == a.precision),
        "peak_gigabytes": memory(rows, a),
        **{b: value(rows, "audio_seconds_per_second", b) for b in BENCHMARKS}}


def one_of_peer(a, tuned):
    results = {b: measure_peer(a, b, tuned) for b in BENCHMARKS}
    return {
        "torch": results["encode"]["torch"],
        "device": results["encode"]["device"],
        "peak_gigabytes": results["train_step"]["peak_gigabytes"],
        **{b: results[b]["speed"] for b in BENCHMARKS}}


def interval(ratios):
    """Geometric mean and 95 % interval by Student's t over the rounds' logarithms; no interval of one round."""
    logs = [math.log(r) for r in ratios]
    if len(logs) < 2:
        return math.exp(logs[0]), math.nan, math.nan
    t = STUDENT_T_95[min(len(logs) - 1, len(STUDENT_T_95)) - 1]
    half = t * statistics.stdev(logs) / math.sqrt(len(logs))
    return tuple(math.exp(statistics.mean(logs) + side * half) for side in (0, -1, 1))


def processor():
    with open("/proc/cpuinfo", encoding="utf-8") as file:
        lines = file.read().splitlines()
    model = next((l.split(":")[1].strip() for l in lines if l.startswith("model name")), "unknown")
    flags = next((l for l in lines if l.startswith("flags")), "").split()
    return f"{model} ({', '.join(f for f in ('avx2', 'avx512f', 'avx512_bf16', 'amx_bf16') if f in flags)})"


def report(a, rounds):
    """The fair ratio of the training step in words, and under it every benchmark against every peer."""
    names = {"peer": "torchaudio as it is run", "peer_tuned": "torchaudio, same allocator settings"}
    ratios = [f"{interval(ratios_to(rounds, 'train_step', who))[0]:.1f}x {names[who]}" for who in peers(a)]
    first = rounds[0][next(iter(peers(a)))]
    lines = [
        "training step of speechbench: " + "; ".join(ratios),
        f"{first['device']}, {a.threads} threads, {a.precision} matrix product of ours at "
        f"{max(r['ours']['ceiling_gflops'] for r in rounds):.0f} GFLOP/s; peer: torch {first['torch']}",
        f"HuBERT {a.size}, {a.batch} x {a.seconds:g} s, {a.classes} classes, {a.precision}, {a.rounds} rounds"
        + (", peer without logits of unmasked frames" if a.skip_unmasked else "")]
    for who in peers(a):
        lines += [comparison(rounds, benchmark, who, names[who]) for benchmark in BENCHMARKS]
    lines.append("peak memory of a training step: " + ", ".join(
        f"{who} {max(r[who]['peak_gigabytes'] for r in rounds):.2f} GB" for who in ("ours", *peers(a))))
    return lines


def ratios_to(rounds, benchmark, who):
    return [r["ours"][benchmark] / r[who][benchmark] for r in rounds]


def comparison(rounds, benchmark, who, name):
    mean, low, high = interval(ratios_to(rounds, benchmark, who))
    ours = statistics.geometric_mean(r["ours"][benchmark] for r in rounds)
    theirs = statistics.geometric_mean(r[who][benchmark] for r in rounds)
    return (f"{benchmark:10}  speechbench {ours:7.2f}  {name:35} {theirs:7.2f} audio-s/s  "
            f"ratio {mean:.2f} [{low:.2f}, {high:.2f}]")


def main():
    a = arguments()
    if a.peer:
        peer(a)
        return
    rounds = measure(a)
    print("\n".join(report(a, rounds)))
    if a.json:
        with open(a.json, "w", encoding="utf-8") as file:
            json.dump({"arguments": vars(a), "processor": rounds[0][next(iter(peers(a)))]["device"], "rounds": rounds}, file, indent=2)


if __name__ == "__main__":
    main()
