"""all-MiniLM-L6-v2 in ONNX Runtime, as the peers' users run it."""
import os

import numpy as np
import onnxruntime
import tokenizers


class MiniLM:
    """Counts tokens and embeds texts; remembers how much it has embedded."""

    def __init__(self, folder, graph):
        self.texts = self.tokens = 0
        self._tokenizer = tokenizers.Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._tokenizer.no_truncation()
        self._tokenizer.no_padding()
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = len(os.sched_getaffinity(0))
        self._session = onnxruntime.InferenceSession(str(graph), options, providers=["CPUExecutionProvider"])

    def tokenize(self, text):
        """Token ids without the special ones, for splitters that measure."""
        return self._tokenizer.encode(text, add_special_tokens=False).ids

    def embed(self, texts, batch=32):
        """Unit vectors, a row a text; batches are cut after sorting by length, so that little is padded."""
        ids = [encoding.ids for encoding in self._tokenizer.encode_batch(texts)]
        self.texts += len(ids)
        self.tokens += sum(map(len, ids))
        order = sorted(range(len(ids)), key=lambda row: -len(ids[row]))
        vectors = np.empty((len(ids), 384), np.float32)
        for start in range(0, len(order), batch):
            rows = order[start : start + batch]
            tokens = np.zeros((len(rows), len(ids[rows[0]])), np.int64)
            mask = np.zeros_like(tokens)
            for line, row in enumerate(rows):
                tokens[line, : len(ids[row])], mask[line, : len(ids[row])] = ids[row], 1
            feed = {"input_ids": tokens, "attention_mask": mask, "token_type_ids": np.zeros_like(tokens)}
            hidden = self._session.run(None, feed)[0]
            # The mean over a text's tokens, but for its length, which is taken away.
            total = (hidden * mask[:, :, None].astype(np.float32)).sum(1)
            vectors[rows] = total / np.linalg.norm(total, axis=1, keepdims=True)
        return vectors
