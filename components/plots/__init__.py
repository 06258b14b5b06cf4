"""From numbers to Plotly figures, with the colors of the optimizers."""
