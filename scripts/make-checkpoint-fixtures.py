#!/usr/bin/env python3
"""Writes the PyTorch archives that the tests of checkpoint reading need (PyTorch 1.6 or later and NumPy).

    python3 scripts/make-checkpoint-fixtures.py [FOLDER]

They go to a folder, otherwise to engine/src/test/resources/fixtures/checkpoints. The models are hubert_tiny and hubert_tiny_prenorm of the
folder above under the names of other toolkits; hostile.pt would make a file if a reader ran what it says.
"""
import argparse
import collections
import os
import pathlib
import sys

import torch
from fixture_models import read_safetensors, renamed

FIXTURES = pathlib.Path(__file__).resolve().parent.parent / "engine/src/test/resources/fixtures"
TARGET = FIXTURES / "checkpoints"

ENCODER = [
    (r"^wav2vec2\.encoder\.feature_projection\.", "feature_projection."),
    (r"^wav2vec2\.encoder\.transformer\.", "encoder."),
    (r"^wav2vec2\.", ""),
    (r"^logit_generator\.", ""),
    (r"^mask_generator\.", ""),
]
HUGGING_FACE = ENCODER + [(r"^mask_embedding$", "masked_spec_embed"), (r"^", "hubert.")]
FAIRSEQ = ENCODER + [
    (r"^(feature_extractor\.conv_layers\.\d+)\.conv\.", r"\1.0."),
    (r"^(feature_extractor\.conv_layers\.\d+)\.layer_norm\.", r"\1.2.1."),
    (r"^feature_projection\.layer_norm\.", "layer_norm."),
    (r"^feature_projection\.projection\.", "post_extract_proj."),
    (r"^mask_embedding$", "mask_emb"),
    (r"^label_embeddings$", "label_embs_concat"),
    (r"^encoder\.pos_conv_embed\.conv\.", "encoder.pos_conv.0."),
    (r"\.attention\.", ".self_attn."),
    (r"^(encoder\.layers\.\d+)\.layer_norm\.", r"\1.self_attn_layer_norm."),
    (r"\.feed_forward\.intermediate_dense\.", ".fc1."),
    (r"\.feed_forward\.output_dense\.", ".fc2."),
]


def hugging_face():
    tensors = renamed(read_safetensors(FIXTURES / "hubert_tiny.safetensors"), HUGGING_FACE)
    for head in ("hubert.label_embeddings", "hubert.final_proj.weight", "hubert.final_proj.bias"):
        del tensors[head]
    tensors["lm_head.weight"] = torch.ones(5, 32)
    tensors["lm_head.bias"] = torch.zeros(5)
    tensors._metadata = collections.OrderedDict({"": {"version": 1}})
    return tensors


def fairseq():
    return {
        "args": argparse.Namespace(arch="hubert"),
        "cfg": {
            "task": {"normalize": False, "sample_rate": 16000},
            "model": {"encoder_attention_heads": 4, "layer_norm_first": True, "extractor_mode": "layer_norm"},
        },
        "model": renamed(read_safetensors(FIXTURES / "hubert_tiny_prenorm.safetensors"), FAIRSEQ),
        "optimizer_history": [{"num_updates": 2**40, "loss": -0.5, "best": None}],
        "last_optimizer_state": {"state": {0: {"step": 7, "exp_avg": torch.zeros(3)}}},
    }


def fairseq_ctc():
    """Fine-tuned: a CTC head, and of the pre-training head the label embeddings alone."""
    group_norm = [(r"\.2\.1\.", ".2.")]
    tensors = renamed(read_safetensors(FIXTURES / "hubert_tiny.safetensors"), FAIRSEQ + group_norm + [(r"^", "w2v_encoder.w2v_model.")])
    del tensors["w2v_encoder.w2v_model.final_proj.weight"]
    del tensors["w2v_encoder.w2v_model.final_proj.bias"]
    tensors["w2v_encoder.proj.weight"] = torch.ones(5, 32)
    tensors["w2v_encoder.proj.bias"] = torch.zeros(5)
    began_with = {"model": {"encoder_attention_heads": 4}}
    return {"cfg": {"task": {"normalize": False}, "model": {"w2v_args": began_with}}, "model": tensors}


def fairseq_args():
    """Of before fairseq had cfg: the command line's arguments; and one projection for each of two sets of labels."""
    tensors = renamed(read_safetensors(FIXTURES / "hubert_tiny.safetensors"), FAIRSEQ + [(r"\.2\.1\.", ".2.")])
    for name in ("final_proj.weight", "final_proj.bias"):
        tensors[name] = torch.cat([tensors[name], tensors[name]])
    args = argparse.Namespace(arch="hubert_base", encoder_attention_heads=4, layer_norm_first=False, normalize=True)
    return {"args": args, "cfg": None, "model": tensors}


def s3prl():
    """As s3prl's converter leaves it."""
    layers = "[(16,10,5)] + [(16,3,2)] * 4 + [(16,2,2)] * 2"
    return {
        "task_cfg": {"_name": "hubert_pretraining", "normalize": False, "labels": ["km"], "sample_rate": 16000},
        "model_cfg": {
            "_name": "hubert",
            "label_rate": 50,
            "extractor_mode": "layer_norm",
            "conv_feature_layers": layers,
            "conv_bias": True,
            "encoder_attention_heads": 4,
            "layer_norm_first": True,
            "activation_fn": "gelu",
        },
        "model_weight": renamed(read_safetensors(FIXTURES / "hubert_tiny_prenorm.safetensors"), FAIRSEQ),
        "dictionaries_symbols": [["<s>", "<pad>", "</s>", "<unk>", "0", "1", "2", "3", "4", "5", "6"]],
    }


def containers():
    base = torch.arange(12, dtype=torch.float32).reshape(3, 4)
    return {
        "transposed": base.t(),
        "part": base[1:, 1:3],
        "expanded": torch.tensor([5.0]).expand(2, 3),
        "half": torch.tensor([1.0, -2.5]).half(),
        "brain": torch.tensor([1.0, -2.5]).bfloat16(),
        "double": torch.tensor([0.1], dtype=torch.float64),
        "long": torch.tensor([-1, 2**40]),
        "bytes": torch.tensor([1, 255], dtype=torch.uint8),
        "bool": torch.tensor([True, False]),
        "scalar": torch.tensor(3.0),
        "empty": torch.zeros(0, 3),
        "parameter": torch.nn.Parameter(torch.ones(2)),
        "nested": [{"x": torch.ones(1)}, ("text", 1, -70000, 2.5, True, None)],
        "size": base.size(),
    }


class Hostile:
    def __reduce__(self):
        return os.system, ("touch hostile-was-here",)


def main():
    target = pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else TARGET
    target.mkdir(parents=True, exist_ok=True)
    torch.save(hugging_face(), target / "hugging_face.bin")
    torch.save(fairseq(), target / "fairseq.pt")
    torch.save(fairseq_ctc(), target / "fairseq_ctc.pt")
    torch.save(fairseq_args(), target / "fairseq_args.pt")
    torch.save(s3prl(), target / "s3prl.pt")
    torch.save(containers(), target / "containers.pt")
    torch.save({"weights": torch.ones(2), "more": Hostile()}, target / "hostile.pt")
    torch.save(torch.ones(2), target / "legacy.pt", _use_new_zipfile_serialization=False)


if __name__ == "__main__":
    main()
