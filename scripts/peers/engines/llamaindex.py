"""LlamaIndex: its sentence splitter and its own vector store, kept as JSON; no index of words."""
from llama_index.core import Document, VectorStoreIndex
from llama_index.core.base.embeddings.base import BaseEmbedding
from llama_index.core.node_parser import SentenceSplitter


def ingest(pages, model, folder):
    class Embedding(BaseEmbedding):
        def _get_text_embeddings(self, texts):
            return model.embed(texts).tolist()

        def _get_text_embedding(self, text):
            return self._get_text_embeddings([text])[0]

        _get_query_embedding = _get_text_embedding

        async def _aget_query_embedding(self, query):
            return self._get_text_embedding(query)

    splitter = SentenceSplitter(chunk_size=240, chunk_overlap=24, tokenizer=model.tokenize)
    index = VectorStoreIndex.from_documents(
        [Document(id_=name, text=text) for name, text in pages], transformations=[splitter],
        embed_model=Embedding(embed_batch_size=1000))
    index.storage_context.persist(folder)
    retriever = index.as_retriever(similarity_top_k=10)

    def search(query):
        return [hit.node.ref_doc_id for hit in retriever.retrieve(query)]

    return search
