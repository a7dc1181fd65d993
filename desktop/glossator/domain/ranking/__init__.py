"""Which passages are like each other, and which themes they are likely to carry."""
