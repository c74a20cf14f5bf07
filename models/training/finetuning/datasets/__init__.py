"""Readers of the data sets, and how their labels become ours."""
