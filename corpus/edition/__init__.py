"""The reading edition: five source texts read into documents and set as pages.

`python -m edition` rebuilds everything under `corpus/` that is made from `sources/`,
`catalogue.toml` and `corrections.toml`. The same inputs give the same bytes.
"""
