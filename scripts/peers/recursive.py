"""Chunks as LangChain's users cut them, for the engines that leave it to others."""
from langchain_text_splitters import RecursiveCharacterTextSplitter


def blocks(pages, model, size=1000):
    """Lists of `size` (page name, chunk) pairs, the last one shorter; a block is embedded and stored at once."""
    splitter = RecursiveCharacterTextSplitter(
        chunk_size=240, chunk_overlap=24, length_function=lambda text: len(model.tokenize(text)))
    block = []
    for name, text in pages:
        block += [(name, chunk) for chunk in splitter.split_text(text)]
        while len(block) >= size:
            yield block[:size]
            block = block[size:]
    if block:
        yield block
