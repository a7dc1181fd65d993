"""Akoma Ntoso, the format for parliamentary and United Nations documents."""
