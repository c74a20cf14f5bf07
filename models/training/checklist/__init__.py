"""Behavioural tests of a model package: suites of sentences with what is expected of them, and the judge."""
