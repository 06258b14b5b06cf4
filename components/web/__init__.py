"""What the server sends: the data of the components and, by URL, documents, assets and results of long computations."""
