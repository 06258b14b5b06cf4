"""From settings to numbers: races, the learning-rate lab, predictions and claims, the terrain below the paths."""
