#!/usr/bin/env python3
"""Runs speechbench's training scripts from Python, to see what a device makes of them. No Java, no network.

  python3 gpu_check.py --scripts DIR --out FILE [--budget SECONDS] [--only A,B] [--device cuda|cpu] [--batch N] [--seconds S]

DIR holds finished scripts as GpuCheck of the tests of module upstream writes them: NAME.py, and NAME.json with the
shapes of its weights. Every section writes one line of JSON as it ends, so that a run that is cut short still says what it
found.
"""
import argparse
import io
import json
import os
import sys
import time
import warnings
import zipfile

import torch


def load(folder, name):
    """Packs a script into the archive that PyTorch loads, as ScriptArchive does."""
    with open(os.path.join(folder, name + ".py"), encoding="utf-8") as f:
        source = f.read()
    with open(os.path.join(folder, name + ".json"), encoding="utf-8") as f:
        facts = json.load(f)
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_STORED) as z:
        z.writestr("kernels/data.pkl", b"\x80\x02c__torch__\nKernels\n)\x81}(X\x08\x00\x00\x00training\x88ub.")
        z.writestr("kernels/code/__torch__.py", source)
        z.writestr("kernels/constants.pkl", b"\x80\x02).")
        z.writestr("kernels/version", "10\n")
    archive.seek(0)
    torch._C._set_graph_executor_optimize(False)  # as EngineContext does; a setting of the thread
    return torch.jit.load(archive), facts


def weights(facts):
    """Weights on the host: what begins as 1 is 1, the rest is drawn."""
    g = torch.Generator().manual_seed(1)
    drawn = []
    for shape in facts["shapes"].values():
        fan_in = max(1, int(torch.tensor(shape[1:]).prod())) if len(shape) > 1 else 1
        drawn.append(torch.randn(shape, generator=g) * fan_in**-0.5)
    for i, name in enumerate(facts["shapes"]):
        if name.endswith("norm.weight") or name.endswith("weight_g"):
            drawn[i] = torch.ones_like(drawn[i])
        elif name.endswith("bias"):
            drawn[i] = torch.zeros_like(drawn[i])
    return drawn


def batch(facts, device, size, seconds):
    """Arguments of a step up to the divisors; all but the normalisation on the host, as the trainer hands them over."""
    units = int(seconds * (16000 if facts["width"] == 1 else 100))
    t = units
    for kernel, stride, padding in facts["windows"]:
        t = (t + 2 * padding - kernel) // stride + 1
    g = torch.Generator().manual_seed(3)
    shape = [size, units] if facts["width"] == 1 else [size, units, facts["width"]]
    mask = torch.zeros(size, t, dtype=torch.bool)
    mask[:, : t // 2] = True
    masked = mask.flatten().nonzero().flatten()
    unmasked = (~mask).flatten().nonzero().flatten()
    targets = torch.randint(0, facts["classes"], [size * t], generator=g)
    divisors = torch.tensor([float(len(masked)), float(len(unmasked)), 1.0])
    norm = torch.stack([torch.zeros(facts["width"]), torch.ones(facts["width"])]).to(device)
    none = torch.zeros(0, dtype=torch.long)
    keep = torch.ones(facts["layers"])
    x = torch.randn(shape, generator=g) * 0.1
    return [x, none, torch.zeros(0), norm, keep, mask, masked, unmasked, targets, divisors]


class Check:
    def __init__(self, options):
        self.options = options
        self.cuda = options.device == "cuda"
        self.device = torch.device("cuda", 0) if self.cuda else torch.device("cpu")
        scripts = sorted(f[:-3] for f in os.listdir(options.scripts) if f.endswith(".py"))
        self.recognizers = [name for name in scripts if name.startswith("ctc_")]
        self.layouts = [name for name in scripts if name.startswith("positions_")]
        others = ["adamw", *self.recognizers, *self.layouts]
        self.names = [name for name in scripts if name not in others]

    def sync(self):
        if self.cuda:
            torch.cuda.synchronize()

    def opened(self, name):
        module, facts = load(self.options.scripts, name)
        w = [t.to(self.device) for t in weights(facts)]
        arguments = batch(facts, self.device, self.options.batch, self.options.seconds)
        return module, facts, w, arguments, torch.ones((), device=self.device)

    def A_environment(self):
        """What runs here."""
        found = {"torch": torch.__version__, "python": sys.version.split()[0]}
        if self.cuda:
            found.update(name=torch.cuda.get_device_name(0), cudnn=torch.backends.cudnn.version())
        return found

    def B_steps(self):
        """Losses and gradients are finite; on a GPU nothing waits for it, and they are those of the CPU in fp32."""
        found = {}
        for name in self.names:
            module, facts, w, arguments, one = self.opened(name)
            torch.manual_seed(7)
            g = module.gradients(*arguments, one, w)
            self.sync()
            result = {"loss": float(g[0][0]), "finite": all(bool(torch.isfinite(t).all()) for t in g)}
            result["evaluated"] = float(module.evaluate(*arguments, one, w)[0][0])
            if self.cuda:
                result["waits"] = self.refused(lambda: module.gradients(*arguments, one, w))
                if facts["precision"] == "fp32" and facts["dropout"] == 0:
                    host = module.gradients(*[t.cpu() for t in arguments], torch.ones(()), [t.cpu() for t in w])
                    difference = sum(float((x.cpu() - y).double().square().sum()) for x, y in zip(g[1:], host[1:]))
                    norm = sum(float(y.double().square().sum()) for y in host[1:])
                    result["from_cpu"] = (difference / norm) ** 0.5
            found[name] = result
        return found

    def C_bits(self):
        """Weights whose gradients differ between equal steps; none, where tests assume equality."""
        found = {}
        for name in self.names:
            module, facts, w, arguments, one = self.opened(name)
            runs = []
            for _ in range(3):
                torch.manual_seed(7)
                runs.append(module.gradients(*arguments, one, w))
            names = ["statistics"] + list(facts["shapes"])
            found[name] = [n for i, n in enumerate(names) if not all(torch.equal(runs[0][i], r[i]) for r in runs[1:])]
        return found

    def D_optimiser(self):
        """AdamW with clipping against torch.optim.AdamW; NaN changes nothing."""
        if not hasattr(torch.ops.aten, "_fused_adamw_"):
            return {"left_out": "this PyTorch has no fused AdamW"}
        module, _ = load(self.options.scripts, "adamw")
        step = module.fused if self.cuda else module.foreach
        torch.manual_seed(0)
        w = [torch.randn(s, device=self.device) for s in ([7], [5, 3], [1, 1, 128], [512, 1, 10])]
        reference = [t.clone().requires_grad_(True) for t in w]
        optimiser = torch.optim.AdamW(reference, lr=1e-3, betas=(0.9, 0.98), eps=1e-6, weight_decay=0.01)
        means = [torch.zeros_like(t) for t in w]
        squares = [torch.zeros_like(t) for t in w]
        steps, skipped = torch.zeros((), device=self.device), torch.zeros((), device=self.device)
        scale, rate = torch.full((), 1024.0, device=self.device), torch.tensor(1e-3, dtype=torch.float64)
        for _ in range(5):
            g = [torch.randn_like(t) for t in w]
            for t, x in zip(reference, g):
                t.grad = x.clone()
            torch.nn.utils.clip_grad_norm_(reference, 10.0)
            optimiser.step()
            step(w, [1024 * x for x in g], means, squares, steps, skipped, rate, scale)
        worst = max(float((x - y).detach().abs().max()) for x, y in zip(w, reference))
        before = [t.clone() for t in w]
        bad = [torch.full_like(t, float("nan")) for t in w]
        step(w, bad, means, squares, steps, skipped, rate, scale)
        same = all(torch.equal(x, y) for x, y in zip(w, before))
        return {"worst": worst, "steps": float(steps), "skipped": float(skipped), "nan_changes_nothing": same}

    def E_times(self):
        """Milliseconds of a step: until the host has queued it, and until it is done."""
        found = {}
        for name in self.names:
            module, _, w, arguments, one = self.opened(name)
            for _ in range(3):
                module.gradients(*arguments, one, w)
            self.sync()
            host = total = 0.0
            for _ in range(self.options.steps):
                began = time.perf_counter()
                module.gradients(*arguments, one, w)
                queued = time.perf_counter()
                self.sync()
                host += queued - began
                total += time.perf_counter() - began
            found[name] = {"host_ms": 1e3 * host / self.options.steps, "total_ms": 1e3 * total / self.options.steps}
            if self.cuda:
                found[name]["gigabytes"] = torch.cuda.max_memory_reserved() / 1e9
                torch.cuda.reset_peak_memory_stats()
                torch.cuda.empty_cache()
        return found


    def F_recognizers(self):
        """Scores of padded utterances are finite and wait for nothing; how often a step of CTC makes the host wait."""
        found = {}
        for name in self.recognizers:
            module, facts, w, arguments, one = self.opened(name)
            x, _, _, norm, keep, mask = arguments[:6]
            size, t = mask.shape
            lengths = torch.tensor([x.shape[1]] * (size - 1) + [x.shape[1] // 2])
            valid = torch.ones(size, t)
            valid[-1, t // 2 :] = 0
            given = [x, lengths, valid, norm, keep, [torch.zeros(0)] * 4]
            targets = torch.ones(size, 3, dtype=torch.long)
            long = [torch.full([size], n, dtype=torch.long) for n in (t // 2, 3)]
            step = [*given, targets, *long, torch.tensor(0), torch.ones(()), one, w]
            scores = module.recognize(*given, w)
            gradients = module.ctc_gradients(*step)
            result = {"finite": bool(torch.isfinite(scores).all()), "loss": float(gradients[0])}
            result["finite_gradients"] = all(bool(torch.isfinite(g).all()) for g in gradients)
            if self.cuda:
                result["waits"] = self.refused(lambda: module.recognize(*given, w))
                with warnings.catch_warnings(record=True) as said:
                    warnings.simplefilter("always")
                    torch.cuda.set_sync_debug_mode("warn")
                    module.ctc_gradients(*step)
                    torch.cuda.set_sync_debug_mode(0)
                result["waits_of_a_step"] = len(said)
            found[name] = result
        return found

    def G_layouts(self):
        """Milliseconds of the positional convolution of a typical batch in each layout, and a value of both to compare."""
        found = {"trained": {}, "encoded": {}}
        for name in self.layouts:
            module, facts = load(self.options.scripts, name)
            w = [t.to(self.device) for t in weights(facts)]
            x = torch.randn([8, facts["frames"], facts["size"]], generator=torch.Generator().manual_seed(5)).to(self.device)
            frozen = module.prepared_positions(w)
            layout = name.removeprefix("positions_")
            found["trained"][layout] = self.timed(lambda: module.trained(x, w))
            found["encoded"][layout] = self.timed(lambda: module.encoded(x[:1], frozen))
        return found

    def timed(self, action):
        """The value of an action and the milliseconds of one of several; what PyTorch says if it has no kernel."""
        try:
            value = float(action())
            began = time.perf_counter()
            for _ in range(self.options.steps):
                last = action()
            float(last)
            return {"value": value, "ms": 1e3 * (time.perf_counter() - began) / self.options.steps}
        except RuntimeError as e:
            return {"missing": str(e)[-300:]}

    @staticmethod
    def refused(action):
        """What PyTorch says where an action waits for the GPU, or 'never'."""
        torch.cuda.set_sync_debug_mode("error")
        try:
            action()
            return "never"
        except RuntimeError as e:
            return str(e)[-300:]
        finally:
            torch.cuda.set_sync_debug_mode(0)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--scripts", required=True)
    parser.add_argument("--out", required=True)
    parser.add_argument("--device", default="cuda", choices=["cuda", "cpu"])
    parser.add_argument("--only", default="", help="letters of sections, with commas between them")
    parser.add_argument("--budget", type=float, default=420)
    parser.add_argument("--batch", type=int, default=2)
    parser.add_argument("--seconds", type=float, default=1)
    parser.add_argument("--steps", type=int, default=5)
    options = parser.parse_args()
    check = Check(options)
    wanted = set(options.only.split(",")) - {""}
    began = time.time()
    failed = False
    with open(options.out, "a", encoding="utf-8") as out:
        for name in sorted(n for n in dir(check) if n[0].isupper()):
            if wanted and name[0] not in wanted:
                continue
            if time.time() - began > options.budget:
                print(json.dumps({"section": name, "left_out": "no time"}), file=out, flush=True)
                continue
            started = time.time()
            try:
                with torch.set_grad_enabled(name == "D_optimiser"):
                    result = getattr(check, name)()
            except Exception as e:  # a section that fails costs no other section
                result = {"error": str(e)[-1500:]}
                failed = True
            line = json.dumps({"section": name, "seconds": round(time.time() - started, 1), "result": result})
            print(line, file=out, flush=True)
            print(line, flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
