"""Small widgets, and how things are painted alike."""
