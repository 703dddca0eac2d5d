#!/usr/bin/env python3
"""Writes one HuBERT of torchaudio's with random weights in the layouts of several toolkits, and its hidden states.

    python3 scripts/make-hubert-checkpoints.py --size tiny --out DIR WAVES.npy [WAVES.npy ...]

Needs PyTorch and torchaudio (Debian's python3-torchaudio). Each WAVES.npy has the samples of one recording at 16 kHz.
Sizes are torchaudio's hubert_base, hubert_large and hubert_xlarge, and tiny and tiny-large for tests, which have the
front ends of base and large. DIR gets all of these, or those that --format (once or more) names,

    torchaudio.pt          state dict of Wav2Vec2Model
    fairseq.pt             state with cfg, below 'model'
    s3prl.pt               task_cfg, model_cfg, model_weight, dictionaries_symbols
    hugging-face/          config.json, preprocessor_config.json, two shards in fp16 with their index, old names of
                           weight norm, prefix 'hubert.'
    hugging-face-new/      the same in one pytorch_model.bin, fp32, new names of weight norm, no prefix
    states-N.npy           (layers + 1, frames, size): the input of the first layer, the output of each, the last one
                           after the final norm where norms come first
    hugging-face-states-N.npy
                           the same with the epsilon by which Hugging Face normalises samples, 1e-7 instead of 1e-5

Weights are rounded to fp16 first, so that all files hold the same values. Samples are normalised for large and xlarge,
as torchaudio's bundles do.
"""
import argparse
import json
import pathlib

import numpy as np
import torch
import torchaudio
from fixture_models import KERNELS, STRIDES, renamed, states, wav2vec2

FORMATS = ["torchaudio", "fairseq", "s3prl", "hugging-face", "hugging-face-new"]


MODELS = {
    "tiny": lambda: wav2vec2(False, False),
    "tiny-large": lambda: wav2vec2(True, False),
    "base": torchaudio.models.hubert_base,
    "large": torchaudio.models.hubert_large,
    "xlarge": torchaudio.models.hubert_xlarge,
}


def build(size):
    torch.manual_seed(1)
    model = MODELS[size]().eval()
    with torch.no_grad():
        for name, parameter in model.named_parameters():
            # Norms and biases as they begin would hide what is confused with what.
            if parameter.dim() == 1:
                parameter.add_(torch.randn_like(parameter) * 0.1)
            parameter.copy_(parameter.half().float())
    return model


def normalized_states(model, wave, large, epsilon):
    return states(model, torch.nn.functional.layer_norm(wave, wave.shape, eps=epsilon) if large else wave)


ENCODER = [(r"^encoder\.feature_projection\.", "feature_projection."), (r"^encoder\.transformer\.", "encoder.")]


def fairseq_weights(tensors, large, mask):
    rules = ENCODER + [
        (r"^(feature_extractor\.conv_layers\.\d+)\.conv\.", r"\1.0."),
        (r"^(feature_extractor\.conv_layers\.\d+)\.layer_norm\.", r"\1.2.1." if large else r"\1.2."),
        (r"^feature_projection\.layer_norm\.", "layer_norm."),
        (r"^feature_projection\.projection\.", "post_extract_proj."),
        (r"^encoder\.pos_conv_embed\.conv\.", "encoder.pos_conv.0."),
        (r"\.attention\.", ".self_attn."),
        (r"^(encoder\.layers\.\d+)\.layer_norm\.", r"\1.self_attn_layer_norm."),
        (r"\.feed_forward\.intermediate_dense\.", ".fc1."),
        (r"\.feed_forward\.output_dense\.", ".fc2."),
    ]
    result = renamed(tensors, rules)
    result["mask_emb"] = mask
    return result


def fairseq_configuration(shape, large):
    width = shape["channels"]
    model = {
        "_name": "hubert",
        "label_rate": 50.0,
        "extractor_mode": "layer_norm" if large else "default",
        "encoder_layers": shape["layers"],
        "encoder_embed_dim": shape["size"],
        "encoder_ffn_embed_dim": shape["feed_forward"],
        "encoder_attention_heads": shape["heads"],
        "activation_fn": "gelu",
        "layer_norm_first": large,
        "conv_feature_layers": f"[({width},10,5)] + [({width},3,2)] * 4 + [({width},2,2)] * 2",
        "conv_bias": False,
    }
    return model, {"_name": "hubert_pretraining", "normalize": large, "sample_rate": 16000, "labels": ["km"]}


def hugging_face_configuration(shape, large):
    return {
        "architectures": ["HubertModel"],
        "model_type": "hubert",
        "hidden_size": shape["size"],
        "num_hidden_layers": shape["layers"],
        "num_attention_heads": shape["heads"],
        "intermediate_size": shape["feed_forward"],
        "do_stable_layer_norm": large,
        "feat_extract_norm": "layer" if large else "group",
        "conv_bias": False,
        "conv_dim": [shape["channels"]] * 7,
        "conv_kernel": KERNELS,
        "conv_stride": STRIDES,
    }


def write_json(file, value):
    file.write_text(json.dumps(value, indent=2) + "\n", encoding="utf-8")


def save_safetensors(file, tensors):
    header, offset = {"__metadata__": {"format": "pt"}}, 0
    for name, tensor in tensors.items():
        end = offset + tensor.numel() * 2
        header[name] = {"dtype": "F16", "shape": list(tensor.shape), "data_offsets": [offset, end]}
        offset = end
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    with open(file, "wb") as out:
        out.write(len(text).to_bytes(8, "little"))
        out.write(text)
        for tensor in tensors.values():
            out.write(tensor.half().contiguous().numpy().tobytes())


def hugging_face(folder, tensors, shape, large, mask, new):
    folder.mkdir(parents=True, exist_ok=True)
    write_json(folder / "config.json", hugging_face_configuration(shape, large))
    write_json(folder / "preprocessor_config.json", {"do_normalize": large, "sampling_rate": 16000})
    result = renamed(tensors, ENCODER)
    result["masked_spec_embed"] = mask
    if new:
        norm = [(r"weight_g$", "parametrizations.weight.original0"), (r"weight_v$", "parametrizations.weight.original1")]
        torch.save(renamed(result, norm), folder / "pytorch_model.bin")
        return
    names = list(result)
    where = {}
    for number, part in enumerate((names[: len(names) // 2], names[len(names) // 2 :]), 1):
        file = f"model-{number:05d}-of-00002.safetensors"
        save_safetensors(folder / file, {"hubert." + name: result[name] for name in part})
        where.update({"hubert." + name: file for name in part})
    write_json(folder / "model.safetensors.index.json", {"metadata": {}, "weight_map": where})


def write(out, formats, size, model):
    tensors = model.state_dict()
    large = size.endswith("large")
    layers = model.encoder.transformer.layers
    shape = {
        "layers": len(layers),
        "size": layers[0].layer_norm.weight.numel(),
        "heads": layers[0].attention.num_heads,
        "feed_forward": layers[0].feed_forward.intermediate_dense.bias.numel(),
        "channels": model.feature_extractor.conv_layers[0].conv.weight.shape[0],
    }
    mask = torch.zeros(shape["size"])
    model_cfg, task_cfg = fairseq_configuration(shape, large)
    if "torchaudio" in formats:
        torch.save(tensors, out / "torchaudio.pt")
    if "fairseq" in formats:
        state = {"cfg": {"model": model_cfg, "task": task_cfg}, "model": fairseq_weights(tensors, large, mask)}
        torch.save(state, out / "fairseq.pt")
    if "s3prl" in formats:
        state = {
            "task_cfg": task_cfg,
            "model_cfg": model_cfg,
            "model_weight": fairseq_weights(tensors, large, mask),
            "dictionaries_symbols": [["<s>", "<pad>", "</s>", "<unk>", "0", "1"]],
        }
        torch.save(state, out / "s3prl.pt")
    if "hugging-face" in formats:
        hugging_face(out / "hugging-face", tensors, shape, large, mask, False)
    if "hugging-face-new" in formats:
        hugging_face(out / "hugging-face-new", tensors, shape, large, mask, True)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--size", choices=list(MODELS), required=True)
    parser.add_argument("--out", type=pathlib.Path, required=True)
    parser.add_argument("--format", action="append", choices=FORMATS)
    parser.add_argument("waves", nargs="+", type=pathlib.Path)
    arguments = parser.parse_args()
    arguments.out.mkdir(parents=True, exist_ok=True)
    model = build(arguments.size)
    for number, file in enumerate(arguments.waves):
        wave = torch.from_numpy(np.load(file).astype(np.float32))
        for prefix, epsilon in (("", 1e-5), ("hugging-face-", 1e-7)):
            result = normalized_states(model, wave, arguments.size.endswith("large"), epsilon)
            np.save(arguments.out / f"{prefix}states-{number}.npy", result)
    write(arguments.out, arguments.format or FORMATS, arguments.size, model)


if __name__ == "__main__":
    main()
