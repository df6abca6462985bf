"""Chroma: a persistent collection with its HNSW index; it keeps words searchable too."""
import chromadb
from chromadb.config import Settings
from recursive import blocks


def ingest(pages, model, folder):
    client = chromadb.PersistentClient(folder, Settings(anonymized_telemetry=False))
    collection = client.create_collection(
        "pages", configuration={"hnsw": {"space": "cosine"}}, embedding_function=None)
    for number, block in enumerate(blocks(pages, model)):
        names, texts = zip(*block)
        collection.add(
            ids=[f"{number}:{row}" for row in range(len(block))], documents=list(texts),
            embeddings=model.embed(texts), metadatas=[{"page": name} for name in names])

    def search(query):
        found = collection.query(query_embeddings=model.embed([query]), n_results=10)
        return [metadata["page"] for metadata in found["metadatas"][0]]

    return search
