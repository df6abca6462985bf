#!/usr/bin/env python3
"""Makes the tiny random BERTs that the encoder is tested with, and what they must answer.

usage: make_tiny_bert.py        (needs numpy; writes tiny-f32/, tiny-f16/, tiny-bf16/ and tiny-expected.json beside itself)

Sizes are odd on purpose: no width is a multiple of a vector or a panel. The three folders differ in how numbers are
stored, in the prefix of tensor names and in pooling. Answers are computed in double precision from the stored numbers.
"""
import json, math, pathlib, struct

import numpy as np

here = pathlib.Path(__file__).parent
hidden, layers, heads, intermediate, vocabulary, positions, window = 24, 2, 3, 70, 64, 72, 70
epsilon = 1e-12
erf = np.vectorize(math.erf)


def random_weights():
    random = np.random.default_rng(20240101)
    shapes = {"embeddings.word_embeddings.weight": (vocabulary, hidden),
              "embeddings.position_embeddings.weight": (positions, hidden),
              "embeddings.token_type_embeddings.weight": (2, hidden)}
    norms = ["embeddings.LayerNorm"]
    for layer in range(layers):
        name = f"encoder.layer.{layer}"
        for part, outputs, inputs in [("attention.self.query", hidden, hidden), ("attention.self.key", hidden, hidden),
                                      ("attention.self.value", hidden, hidden), ("attention.output.dense", hidden, hidden),
                                      ("intermediate.dense", intermediate, hidden), ("output.dense", hidden, intermediate)]:
            shapes[f"{name}.{part}.weight"], shapes[f"{name}.{part}.bias"] = (outputs, inputs), (outputs,)
        norms += [f"{name}.attention.output.LayerNorm", f"{name}.output.LayerNorm"]
    tensors = {name: random.normal(0, 0.35, shape) for name, shape in shapes.items()}
    for name in norms:
        tensors[f"{name}.weight"] = random.normal(1, 0.2, hidden)
        tensors[f"{name}.bias"] = random.normal(0, 0.2, hidden)
    return tensors


def store(values, kind):
    """The bytes of a tensor, and the doubles they stand for."""
    single = values.astype(np.float32)
    if kind == "F16":
        half = single.astype(np.float16)
        return half.tobytes(), half.astype(np.float64)
    if kind == "BF16":
        bits = single.view(np.uint32)
        bits = ((bits + 0x7FFF + ((bits >> 16) & 1)) >> 16).astype(np.uint16)
        return bits.tobytes(), (bits.astype(np.uint32) << 16).view(np.float32).astype(np.float64)
    return single.tobytes(), single.astype(np.float64)


def save(folder, kind, prefix, pooling):
    folder.mkdir(exist_ok=True)
    (folder / "1_Pooling").mkdir(exist_ok=True)
    header, blob, used = {"__metadata__": {"format": "pt"}}, b"", {}
    for name, values in sorted(random_weights().items()):
        stored, used[name] = store(values, kind)
        header[prefix + name] = {"dtype": kind, "shape": list(values.shape), "data_offsets": [len(blob), len(blob) + len(stored)]}
        blob += stored
    text = json.dumps(header).encode()
    (folder / "model.safetensors").write_bytes(struct.pack("<Q", len(text)) + text + blob)
    write = lambda name, value: (folder / name).write_text(json.dumps(value) + "\n")
    write("config.json", {"model_type": "bert", "hidden_size": hidden, "num_hidden_layers": layers, "num_attention_heads": heads,
                          "intermediate_size": intermediate, "vocab_size": vocabulary, "max_position_embeddings": positions,
                          "type_vocab_size": 2, "layer_norm_eps": epsilon, "hidden_act": "gelu"})
    write("modules.json", [{"idx": i, "name": str(i), "path": path, "type": f"sentence_transformers.models.{type}"}
                           for i, (path, type) in enumerate([("", "Transformer"), ("1_Pooling", "Pooling"), ("2_Normalize", "Normalize")])])
    write("1_Pooling/config.json", {"word_embedding_dimension": hidden, "pooling_mode_cls_token": pooling == "cls",
                                    "pooling_mode_mean_tokens": pooling == "mean"})
    write("sentence_bert_config.json", {"max_seq_length": window, "do_lower_case": False})
    return used


def encode(w, tokens, pooling):
    def linear(x, name):
        return x @ w[f"{name}.weight"].T + w[f"{name}.bias"]

    def norm(x, name):
        x = x - x.mean(1, keepdims=True)
        return x / np.sqrt((x * x).mean(1, keepdims=True) + epsilon) * w[f"{name}.weight"] + w[f"{name}.bias"]

    n = len(tokens)
    x = w["embeddings.word_embeddings.weight"][tokens] + w["embeddings.position_embeddings.weight"][:n]
    x = norm(x + w["embeddings.token_type_embeddings.weight"][0], "embeddings.LayerNorm")
    split = lambda y: y.reshape(n, heads, -1).transpose(1, 0, 2)
    for layer in range(layers):
        name = f"encoder.layer.{layer}"
        q, k, v = (split(linear(x, f"{name}.attention.self.{part}")) for part in ("query", "key", "value"))
        scores = q @ k.transpose(0, 2, 1) / math.sqrt(hidden // heads)
        p = np.exp(scores - scores.max(2, keepdims=True))
        p /= p.sum(2, keepdims=True)
        x = norm(x + linear((p @ v).transpose(1, 0, 2).reshape(n, hidden), f"{name}.attention.output.dense"),
                 f"{name}.attention.output.LayerNorm")
        y = linear(x, f"{name}.intermediate.dense")
        x = norm(x + linear(y * 0.5 * (1 + erf(y / math.sqrt(2))), f"{name}.output.dense"), f"{name}.output.LayerNorm")
    y = x[0] if pooling == "cls" else x.mean(0)
    return y / np.linalg.norm(y)


random = np.random.default_rng(7)
sequences = [[int(t) for t in random.integers(0, vocabulary, n)] for n in (1, 2, 5, 6, 7, 16, 33, 63, 64, 65, 70)]
answers = {}
for folder, kind, prefix, pooling in [("tiny-f32", "F32", "", "mean"), ("tiny-f16", "F16", "bert.", "mean"), ("tiny-bf16", "BF16", "", "cls")]:
    weights = save(here / folder, kind, prefix, pooling)
    answers[folder] = [[round(float(v), 8) for v in encode(weights, tokens, pooling)] for tokens in sequences]
(here / "tiny-expected.json").write_text(json.dumps({"sequences": sequences, "vectors": answers}) + "\n")
