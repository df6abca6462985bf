"""Puts a model's weights back into an ONNX graph that was stored without them.

usage: join_graph.py GRAPH WEIGHTS_MAP SAFETENSORS OUTPUT
"""
import json
import sys

import numpy as np
import onnx
from safetensors.numpy import load_file

graph, weights_map, safetensors, output = sys.argv[1:]
model, weights = onnx.load(graph), load_file(safetensors)
with open(weights_map) as file:
    for name, (key, transposed) in json.load(file).items():
        value = weights[key].T if transposed else weights[key]
        model.graph.initializer.append(onnx.numpy_helper.from_array(np.ascontiguousarray(value), name))
onnx.save(model, output)
