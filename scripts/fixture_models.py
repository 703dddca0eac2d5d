"""What the scripts that make checkpoints for tests have in common."""
import collections
import json
import re

import numpy as np
import torch

KERNELS = [10, 3, 3, 3, 3, 2, 2]
STRIDES = [5, 2, 2, 2, 2, 2, 2]


def wav2vec2(layer_norm, bias, size=48, heads=3, kernel=128, groups=16, aux=None):
    """A small Wav2Vec2Model of torchaudio's with 3 layers: the front end and the order of norms of Base or Large."""
    import torchaudio

    return torchaudio.models.wav2vec2_model(
        extractor_mode="layer_norm" if layer_norm else "group_norm",
        extractor_conv_layer_config=[(16, k, s) for k, s in zip(KERNELS, STRIDES)],
        extractor_conv_bias=bias,
        encoder_embed_dim=size,
        encoder_projection_dropout=0.1,
        encoder_pos_conv_kernel=kernel,
        encoder_pos_conv_groups=groups,
        encoder_num_layers=3,
        encoder_num_heads=heads,
        encoder_attention_dropout=0.1,
        encoder_ff_interm_features=2 * size,
        encoder_ff_interm_dropout=0.1,
        encoder_dropout=0.1,
        encoder_layer_norm_first=layer_norm,
        encoder_layer_drop=0.1,
        aux_num_out=aux,
    )


def states(model, wave):
    """(layers + 1, frames, size) of a Wav2Vec2Model, as s3prl counts them: inputs of all layers and what the encoder puts out."""
    layers = []
    handles = [
        layer.register_forward_hook(lambda _, inputs, __: layers.append(inputs[0].squeeze(0).numpy()))
        for layer in model.encoder.transformer.layers
    ]
    with torch.no_grad():
        features, _ = model.feature_extractor(wave.unsqueeze(0), None)
        last = model.encoder(features)
    for handle in handles:
        handle.remove()
    return np.stack(layers + [last.squeeze(0).numpy()])


def read_safetensors(file):
    """The tensors of a file in fp32."""
    data = file.read_bytes()
    begin = 8 + int.from_bytes(data[:8], "little")
    tensors = collections.OrderedDict()
    for name, entry in json.loads(data[8:begin]).items():
        if name != "__metadata__":
            first, end = (begin + n for n in entry["data_offsets"])
            values = np.frombuffer(data[first:end], dtype="<f4").reshape(entry["shape"])
            tensors[name] = torch.from_numpy(values.copy())
    return tensors


def renamed(tensors, rules):
    """The tensors with regular expressions replaced in their names, one rule after another."""
    result = collections.OrderedDict()
    for key, value in tensors.items():
        for pattern, replacement in rules:
            key = re.sub(pattern, replacement, key)
        result[key] = value
    return result
