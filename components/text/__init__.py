"""From numbers to words: alt texts, captions of exported pictures, and the zones of the learning-rate lab."""
