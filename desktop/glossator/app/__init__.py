"""Qt without widgets: workspace, undo, actions, models, tasks, settings."""
