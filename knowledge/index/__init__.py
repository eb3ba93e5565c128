"""The compiled index: BM25 weights of every term and article, ready to be added up."""
