"""From numbers to Plotly figures, with the colours of the optimizers."""
