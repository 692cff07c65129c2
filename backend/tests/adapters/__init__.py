"""Adapters against fakes of the outside services."""
