#!/usr/bin/env python3
"""Writes small checkpoints in the structure of the published Fast-HuBERT, and the states that it has of them.

    python3 scripts/make-fast-hubert-fixtures.py

They go to upstream/src/test/resources/fixtures/fast_hubert. Needed are PyTorch, torchaudio and NumPy; fairseq is not.
Weights are random. The forward pass below is written from the published description (arXiv 2309.13860) and from what the
names and shapes of the released checkpoint and its configuration say:

- Kaldi's log-mel filter bank of 80 bins over samples in 16-bit scale, minus the mean and over the deviation that
  global_cmvn.npy holds for every bin;
- convolutions of stride 2, each padded by half its kernel and followed by a gated linear unit (subsample.conv_layers.N);
- a layer norm and a projection (layer_norm, post_extract_proj), a positional convolution under weight norm, added and
  followed by GELU (encoder.pos_conv.0), a layer norm where norms come last, and Transformer layers.
"""
import argparse
import collections
import pathlib
import sys
import types

import numpy as np
import torch
import torchaudio

ROOT = pathlib.Path(__file__).resolve().parent.parent
FIXTURES = ROOT / "upstream/src/test/resources/fixtures/fast_hubert"
WAVES = ROOT / "engine/src/test/resources/fixtures/wavs.npy"
SAMPLES = 16000


class Model:
    """A network of random weights under the names of the published code."""

    def __init__(self, seed, kernels, conv_channels, front, size, layers, heads, feed_forward, kernel, groups, norm_first):
        self.generator = torch.Generator().manual_seed(seed)
        self.kernels, self.layers, self.heads, self.norm_first = kernels, layers, heads, norm_first
        self.groups, self.size = groups, size
        self.weights = w = collections.OrderedDict()
        w["mask_emb"] = self.draw(1, size)
        width = 80
        for i, k in enumerate(kernels):
            out = 2 * front if i == len(kernels) - 1 else conv_channels
            self.linear(f"subsample.conv_layers.{i}", (out, width, k), 1 / (width * k) ** 0.5)
            width = out // 2
        self.linear("post_extract_proj", (size, front), 0.3)
        w["encoder.pos_conv.0.bias"] = self.draw(0.1, size)
        w["encoder.pos_conv.0.weight_g"] = 1 + self.draw(0.2, 1, 1, kernel)
        w["encoder.pos_conv.0.weight_v"] = self.draw(1, size, size // groups, kernel)
        for i in range(layers):
            layer = f"encoder.layers.{i}"
            for name in ("k_proj", "v_proj", "q_proj", "out_proj"):
                self.linear(f"{layer}.self_attn.{name}", (size, size), 0.3)
            self.norm(f"{layer}.self_attn_layer_norm", size)
            self.linear(f"{layer}.fc1", (feed_forward, size), 0.3)
            self.linear(f"{layer}.fc2", (size, feed_forward), 0.3)
            self.norm(f"{layer}.final_layer_norm", size)
        self.norm("encoder.layer_norm", size)
        self.norm("layer_norm", front)

    def draw(self, scale, *shape):
        return scale * torch.randn(*shape, generator=self.generator)

    def linear(self, name, shape, scale):
        self.weights[name + ".weight"] = self.draw(scale, *shape)
        self.weights[name + ".bias"] = self.draw(0.1, shape[0])

    def norm(self, name, size):
        self.weights[name + ".weight"] = 1 + self.draw(0.1, size)
        self.weights[name + ".bias"] = self.draw(0.1, size)

    def apply(self, name, x):
        return x @ self.weights[name + ".weight"].double().t() + self.weights[name + ".bias"].double()

    def normed(self, name, x):
        centred = x - x.mean(-1, keepdim=True)
        scaled = centred / (centred.square().mean(-1, keepdim=True) + 1e-5).sqrt()
        return scaled * self.weights[name + ".weight"].double() + self.weights[name + ".bias"].double()

    def states(self, features):
        """The input of the first layer and the output of each, of features (T, 80)."""
        x = features.double().t()[None]
        for i, k in enumerate(self.kernels):
            name = f"subsample.conv_layers.{i}"
            weight, bias = self.weights[name + ".weight"].double(), self.weights[name + ".bias"].double()
            y = torch.nn.functional.conv1d(x, weight, bias, stride=2, padding=k // 2)
            values, gates = y.chunk(2, dim=1)
            x = values * torch.sigmoid(gates)
        x = self.apply("post_extract_proj", self.normed("layer_norm", x[0].t()))
        x = x + self.positions(x)
        if not self.norm_first:
            x = self.normed("encoder.layer_norm", x)
        states = [x]
        for i in range(self.layers):
            x = self.layer(f"encoder.layers.{i}", x)
            states.append(x)
        if self.norm_first:
            states[-1] = self.normed("encoder.layer_norm", x)
        return states

    def positions(self, x):
        g, v = (self.weights[f"encoder.pos_conv.0.weight_{n}"].double() for n in "gv")
        weight = g * v / v.square().sum((0, 1), keepdim=True).sqrt()
        kernel = v.shape[2]
        bias = self.weights["encoder.pos_conv.0.bias"].double()
        y = torch.nn.functional.conv1d(x.t()[None], weight, bias, padding=kernel // 2, groups=self.groups)
        y = y[:, :, : x.shape[0]]
        return (0.5 * y * (1 + torch.erf(y / 2**0.5)))[0].t()

    def layer(self, name, x):
        if self.norm_first:
            x = x + self.attention(name, self.normed(name + ".self_attn_layer_norm", x))
            return x + self.feed_forward(name, self.normed(name + ".final_layer_norm", x))
        x = self.normed(name + ".self_attn_layer_norm", x + self.attention(name, x))
        return self.normed(name + ".final_layer_norm", x + self.feed_forward(name, x))

    def attention(self, name, x):
        width = self.size // self.heads
        outputs = []
        q, k, v = (self.apply(f"{name}.self_attn.{n}_proj", x) for n in "qkv")
        for h in range(self.heads):
            part = slice(h * width, (h + 1) * width)
            weights = torch.softmax(q[:, part] @ k[:, part].t() / width**0.5, dim=-1)
            outputs.append(weights @ v[:, part])
        return self.apply(f"{name}.self_attn.out_proj", torch.cat(outputs, dim=1))

    def feed_forward(self, name, x):
        y = self.apply(name + ".fc1", x)
        return self.apply(name + ".fc2", 0.5 * y * (1 + torch.erf(y / 2**0.5)))


def dictionary(symbols):
    """fairseq's class of this name, as far as a pickle shows it."""
    module = types.ModuleType("fairseq.data.dictionary")
    kind = type("Dictionary", (), {"__module__": module.__name__})
    module.Dictionary = kind
    for name in ("fairseq", "fairseq.data"):
        sys.modules.setdefault(name, types.ModuleType(name))
    sys.modules[module.__name__] = module
    made = kind()
    made.bos_word, made.symbols, made.count = "<s>", list(symbols), [1] * len(symbols)
    made.indices = {symbol: i for i, symbol in enumerate(symbols)}
    return made


def configuration(model, **changed):
    section = {
        "_name": "fasthubert",
        "label_rate": 50.0,
        "encoder_layers": model.layers,
        "encoder_embed_dim": model.size,
        "encoder_attention_heads": model.heads,
        "activation_fn": "gelu",
        "layer_norm_first": model.norm_first,
        "conv_kernel_sizes": ",".join(map(str, model.kernels)),
        "input_feat_per_channel": 80,
        "input_channels": 1,
        "ils": False,
        "predict_layers": "[3,11]",
        "logit_temp": 0.1,
        "final_dim": 16,
    }
    section.update(changed)
    task = {"_name": "fasthubert_pretraining", "normalize": False, "sample_rate": 100, "labels": ["phn"]}
    return {"model": section, "task": task}


def released():
    """As released: intermediate heads, and what the published class inherits and never uses."""
    model = Model(1, (5, 5), 24, 20, 32, 3, 4, 48, 16, 4, False)
    for i in range(2):
        model.linear(f"final_proj.{i}", (9, 32), 0.3)
    model.weights["label_embs_concat"] = model.draw(1, 9, 16)
    model.weights["feature_extractor.conv_layers.0.0.weight"] = model.draw(1, 6, 1, 10)
    model.weights["feature_extractor.conv_layers.0.2.weight"] = model.draw(1, 6)
    model.weights["feature_extractor.conv_layers.0.2.bias"] = model.draw(1, 6)
    model.weights["feature_extractor.conv_layers.1.0.weight"] = model.draw(1, 6, 6, 3)
    return model, {
        "args": None,
        "cfg": configuration(model, ils=True, predict_layers="[0,2]", conv_channels=24, fbank_encoder_dim=20),
        "model": model.weights,
        "criterion": None,
        "optimizer_history": [{"num_updates": 400000, "optimizer_name": "FP16Optimizer"}],
        "task_state": {"dictionaries": [dictionary(["<s>", "<pad>", "</s>", "<unk>", "AA", "B", "K", "S", "T"])]},
        "extra_state": {"epoch": 280, "val_loss": np.float64(1.5), "train_iterator": {"epoch": 281}},
        "last_optimizer_state": {"state": {0: {"step": 400000, "exp_avg": torch.zeros(3)}}},
    }


def fine_tuned():
    """Under a CTC head, which has seen transcripts; norms first, other kernels, one intermediate width."""
    model = Model(2, (3, 5, 3), 32, 16, 32, 2, 2, 40, 8, 2, True)
    below = {"w2v_encoder.w2v_model." + name: value for name, value in model.weights.items()}
    below["w2v_encoder.proj.weight"] = torch.ones(5, 32)
    below["w2v_encoder.proj.bias"] = torch.zeros(5)
    own = {"_name": "hubert_ctc", "w2v_args": configuration(model), "normalize": False}
    return model, {"cfg": {"model": own, "task": {"fine_tuning": True, "normalize": False}}, "model": below}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--to", type=pathlib.Path, default=FIXTURES, help="folder that is written")
    target = parser.parse_args().to
    wave = np.load(WAVES).reshape(-1)[:SAMPLES]
    features = torchaudio.compliance.kaldi.fbank(torch.from_numpy(wave)[None].float() * 2**15, num_mel_bins=80)
    generator = np.random.default_rng(3)
    mean = (12 + 2 * generator.standard_normal(80)).astype("float32")
    deviation = (2 + generator.random(80)).astype("float32")
    normalised = torch.from_numpy((features.numpy() - mean) / deviation)
    for name, (model, file) in {"released": released(), "fine_tuned": fine_tuned()}.items():
        folder = target / name
        folder.mkdir(parents=True, exist_ok=True)
        torch.save(file, folder / "checkpoint.pt")
        np.save(folder / "global_cmvn.npy", {"mean": mean, "std": deviation})
        for i, state in enumerate(model.states(normalised)):
            np.save(folder / f"state{i}.npy", state.numpy().astype("float32"))


if __name__ == "__main__":
    main()
