/// The HTTP door to Retrieval.
