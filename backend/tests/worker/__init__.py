"""Causes turned into effects by the queue of jobs."""
