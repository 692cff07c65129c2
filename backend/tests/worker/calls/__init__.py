"""Loops of the worker: one poisoned thing stops no other."""
