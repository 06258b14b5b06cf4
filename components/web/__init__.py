"""What the browser gets: the data of the components, and by URL documents, assets, and results that take a while."""
