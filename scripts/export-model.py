#!/usr/bin/env python3
"""Exports a speech model as a file that speechbench opens: TorchScript as upstream `torchscript`, or ONNX as `onnx`.

    python3 scripts/export-model.py torchaudio wav2vec2_base --weights w2v.pt --out model.pt
    python3 scripts/export-model.py hugging-face facebook/wav2vec2-base --out model.onnx
    python3 scripts/export-model.py s3prl wavlm_base --out model.pt

The ending of the file decides: .onnx, or anything else for TorchScript. The file takes wave (B, N) of fp32 and lengths (B)
of int64, and returns layers (B, T, D) of fp32, the input of the first layer and the output of each, and the valid frames (B)
of int64; in ONNX these outputs are called hidden_states.0 and so on, and frames. speechbench checks it when it opens it.
The names are those of torchaudio.models (tiny and tiny-large are for tests), of a folder or model of Hugging Face, and of
s3prl's hub. Without --weights, a model of torchaudio has random weights, which --seed determines. --normalize gives every
utterance zero mean and unit variance first, as the large models want; for Hugging Face it is what preprocessor_config.json
says. --check WAVE.npy ... writes the states of recordings at 16 kHz beside the file, as OUT.states-0.npy and so on,
(layers, frames, size).
"""
import argparse
import inspect

import numpy as np
import torch
from typing import List, Tuple


class Normalized(torch.nn.Module):
    """Zero mean and unit variance of the valid samples of each utterance; padding stays zero."""

    def __init__(self, epsilon):
        super().__init__()
        self.epsilon = epsilon

    def forward(self, wave: torch.Tensor, lengths: torch.Tensor) -> torch.Tensor:
        valid = (torch.arange(wave.size(1), device=wave.device).unsqueeze(0) < lengths.unsqueeze(1)).to(wave.dtype)
        count = lengths.to(wave.dtype).unsqueeze(1)
        mean = (wave * valid).sum(1, keepdim=True) / count
        variance = (((wave - mean) * valid) ** 2).sum(1, keepdim=True) / count
        return (wave - mean) * torch.rsqrt(variance + self.epsilon) * valid


class Plain(torch.nn.Module):
    def forward(self, wave: torch.Tensor, lengths: torch.Tensor) -> torch.Tensor:
        return wave


class Torchaudio(torch.nn.Module):
    """torchaudio's Wav2Vec2Model (wav2vec 2.0, HuBERT, XLS-R)."""

    def __init__(self, model, normalize):
        super().__init__()
        self.input = Normalized(1e-5) if normalize else Plain()
        self.model = model
        # torchaudio's transformer has the opposite of what its layers have.
        self.last_norm = not model.encoder.transformer.layer_norm_first

    def forward(self, wave: torch.Tensor, lengths: torch.Tensor) -> Tuple[List[torch.Tensor], torch.Tensor]:
        x, frames = self.model.feature_extractor(self.input(wave, lengths), lengths)
        assert frames is not None
        # As the encoder does it, but without assigning to x[mask], which the exporter to ONNX gets wrong.
        x = self.model.encoder.feature_projection(x)
        padding = torch.arange(x.size(1), device=x.device).unsqueeze(0) >= frames.unsqueeze(1)
        x = x.masked_fill(padding.unsqueeze(2), 0.0)
        mask = -10000.0 * padding.unsqueeze(1).unsqueeze(2).to(x.dtype)
        mask = mask.expand(x.size(0), 1, x.size(1), x.size(1))
        transformer = self.model.encoder.transformer
        layers = [transformer._preprocess(x)] + transformer.get_intermediate_outputs(x, mask)
        if self.last_norm:
            layers[-1] = transformer.layer_norm(layers[-1])
        return layers, frames


class HuggingFace(torch.nn.Module):
    """A model of transformers that reads waveforms and returns hidden states."""

    def __init__(self, model, normalize):
        super().__init__()
        self.input = Normalized(1e-7) if normalize else Plain()
        self.model = model

    def forward(self, wave, lengths):
        mask = (torch.arange(wave.size(1)).unsqueeze(0) < lengths.unsqueeze(1)).long()
        out = self.model(self.input(wave, lengths), attention_mask=mask, output_hidden_states=True)
        return list(out.hidden_states), self.model._get_feat_extract_output_lengths(lengths).long()


class S3prl(torch.nn.Module):
    """An upstream of s3prl."""

    def __init__(self, model):
        super().__init__()
        self.model = model

    def forward(self, wave, lengths):
        states, frames = self.model(wave, lengths)
        return list(states), frames[0].long()


def torchaudio_model(name):
    if name.startswith("tiny"):
        from fixture_models import wav2vec2

        return wav2vec2(name == "tiny-large", name == "tiny-large")
    import torchaudio

    return getattr(torchaudio.models, name)()


def of_torchaudio(name, weights, seed, normalize):
    torch.manual_seed(seed)
    model = torchaudio_model(name)
    if weights:
        model.load_state_dict(torch.load(weights, map_location="cpu"))
    return Torchaudio(model, normalize)


def of_hugging_face(name):
    import transformers

    model = transformers.AutoModel.from_pretrained(name)
    extractor = transformers.AutoFeatureExtractor.from_pretrained(name)
    return HuggingFace(model, extractor.do_normalize)


def of_s3prl(name):
    from s3prl.nn import S3PRLUpstream

    return S3prl(S3PRLUpstream(name))


def example():
    """Two utterances of different lengths, so that nothing becomes a constant that is none."""
    wave, lengths = torch.randn(2, 40000) * 0.1, torch.tensor([40000, 26000])
    wave[1, 26000:] = 0
    return wave, lengths


def write_torchscript(module, file):
    # Scripts keep control flow; models of the other toolkits do not compile.
    if isinstance(module, Torchaudio):
        torch.jit.save(torch.jit.script(module), file)
    else:
        torch.jit.save(torch.jit.trace(module, example(), check_trace=False, strict=False), file)


def write_onnx(module, file):
    wave, lengths = example()
    layers = [f"hidden_states.{i}" for i in range(len(module(wave, lengths)[0]))]
    axes = {"wave": {0: "batch", 1: "samples"}, "lengths": {0: "batch"}, "frames": {0: "batch"}}
    axes.update({name: {0: "batch", 1: "time"} for name in layers})
    # The exporter that needs no other package; old versions of PyTorch have no other.
    older = {"dynamo": False} if "dynamo" in inspect.signature(torch.onnx.export).parameters else {}
    torch.onnx.export(
        module,
        (wave, lengths),
        file,
        input_names=["wave", "lengths"],
        output_names=layers + ["frames"],
        dynamic_axes=axes,
        opset_version=17,
        **older,
    )


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("toolkit", choices=["torchaudio", "hugging-face", "s3prl"])
    parser.add_argument("name")
    parser.add_argument("--out", required=True)
    parser.add_argument("--weights", help="state dict of torchaudio's model")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--normalize", action="store_true")
    parser.add_argument("--check", nargs="*", default=[], metavar="WAVE.npy")
    options = parser.parse_args()
    if options.toolkit == "torchaudio":
        module = of_torchaudio(options.name, options.weights, options.seed, options.normalize)
    elif options.toolkit == "hugging-face":
        module = of_hugging_face(options.name)
    else:
        module = of_s3prl(options.name)
    module.eval()
    with torch.no_grad():
        (write_onnx if options.out.endswith(".onnx") else write_torchscript)(module, options.out)
    for number, file in enumerate(options.check):
        wave = torch.from_numpy(np.load(file)).unsqueeze(0)
        with torch.no_grad():
            layers, frames = module(wave, torch.tensor([wave.size(1)]))
        states = torch.stack([layer[0, : int(frames[0])] for layer in layers])
        np.save(f"{options.out}.states-{number}.npy", states.numpy())


if __name__ == "__main__":
    main()
