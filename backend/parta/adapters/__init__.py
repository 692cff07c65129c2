"""Adapters to outside services: for each a Protocol, the real implementation, and a local stand-in."""
