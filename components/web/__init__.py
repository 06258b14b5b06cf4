"""What the browser fetches by URL: documents, assets, and results that take a while."""
