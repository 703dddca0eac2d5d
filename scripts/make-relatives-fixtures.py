#!/usr/bin/env python3
"""Writes small checkpoints of HuBERT's relatives as their toolkits write them, and states of torchaudio's wav2vec 2.0.

    python3 scripts/make-relatives-fixtures.py [--arrays DIR]

They go to engine/src/test/resources/fixtures/relatives. Needed are PyTorch, torchaudio and NumPy.

    wav2vec2_group.pt, wav2vec2_layer.pt    state dicts of torchaudio's Wav2Vec2Model with random weights and a head (aux):
                                            group norm, biases in convolutions, norms last; layer norms, no biases, norms
                                            first
    wav2vec2_group.npy, wav2vec2_layer.npy  (layers + 1, frames, size) for wavlm/wave.npy: the input of every layer and
                                            what the encoder puts out

--arrays names a folder of weights that the original code of the other models has drawn (wavlm_post.safetensors,
distil.safetensors, data2vec_like.safetensors), which are packed as published files are:

    wavlm_post.pt           Microsoft's: cfg, a flat dictionary, and model
    distil.ckpt             s3prl's: Config and Distiller
    data2vec.pt             fairseq's: cfg with model and task, and model
"""
import argparse
import pathlib

import numpy as np
import torch
from fixture_models import read_safetensors, states, wav2vec2

FIXTURES = pathlib.Path(__file__).resolve().parent.parent / "engine/src/test/resources/fixtures"
OUT = FIXTURES / "relatives"
CONVOLUTIONS = "[(16,10,5)] + [(16,3,2)] * 4 + [(16,2,2)] * 2"


def random_wav2vec2(layer_norm):
    torch.manual_seed(2)
    model = wav2vec2(layer_norm, not layer_norm, size=32, heads=4, kernel=16, groups=4, aux=5).eval()
    with torch.no_grad():
        for parameter in model.parameters():
            # Norms and biases as they begin would hide what is confused with what.
            if parameter.dim() == 1:
                parameter.add_(torch.randn_like(parameter) * 0.2)
    return model


def encoder(layers, kernel, groups, mode):
    return {
        "extractor_mode": mode,
        "encoder_layers": layers,
        "encoder_embed_dim": 32,
        "encoder_ffn_embed_dim": 64,
        "encoder_attention_heads": 4,
        "activation_fn": "gelu",
        "layer_norm_first": False,
        "conv_feature_layers": CONVOLUTIONS,
        "conv_bias": False,
        "conv_pos": kernel,
        "conv_pos_groups": groups,
    }


def pack(arrays):
    wavlm = dict(
        encoder(3, 16, 4, "default"),
        normalize=False,
        relative_position_embedding=True,
        num_buckets=32,
        max_distance=80,
        gru_rel_pos=True,
    )
    torch.save({"cfg": wavlm, "model": read_safetensors(arrays / "wavlm_post.safetensors")}, OUT / "wavlm_post.pt")
    heads = {"n_tasks": 2, "out_layer_type": "expand-last", "pred_layer_id": [4, 12]}
    config = {"distiller": dict(encoder(2, 16, 4, "default"), **heads)}
    distil = read_safetensors(arrays / "distil.safetensors")
    torch.save({"Config": config, "Distiller": distil, "Step": 3}, OUT / "distil.ckpt")
    model = dict(encoder(2, 15, 4, "layer_norm"), _name="data2vec_audio", pos_conv_depth=3)
    task = {"_name": "audio_pretraining", "normalize": True, "sample_rate": 16000}
    data2vec = read_safetensors(arrays / "data2vec_like.safetensors")
    torch.save({"cfg": {"model": model, "task": task}, "model": data2vec}, OUT / "data2vec.pt")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--arrays", type=pathlib.Path)
    arrays = parser.parse_args().arrays
    OUT.mkdir(exist_ok=True)
    wave = torch.from_numpy(np.load(FIXTURES / "wavlm/wave.npy")).flatten()
    for name, layer_norm in (("wav2vec2_group", False), ("wav2vec2_layer", True)):
        model = random_wav2vec2(layer_norm)
        torch.save(model.state_dict(), OUT / (name + ".pt"))
        np.save(OUT / (name + ".npy"), states(model, wave))
    if arrays:
        pack(arrays)


if __name__ == "__main__":
    main()
