"""LanceDB: a table that is scanned, as it is at this size; no index of vectors or words."""
import lancedb
import pyarrow
from recursive import blocks

SCHEMA = pyarrow.schema([
    ("page", pyarrow.string()), ("text", pyarrow.string()), ("vector", pyarrow.list_(pyarrow.float32(), 384))])


def ingest(pages, model, folder):
    table = lancedb.connect(folder).create_table("pages", schema=SCHEMA)
    for block in blocks(pages, model):
        names, texts = zip(*block)
        vectors = pyarrow.FixedSizeListArray.from_arrays(model.embed(texts).ravel(), 384)
        table.add(pyarrow.table([pyarrow.array(names), pyarrow.array(texts), vectors], schema=SCHEMA))

    def search(query):
        return [row["page"] for row in table.search(model.embed([query])[0]).limit(10).to_list()]

    return search
