"""Trains the catalogue model news-en: one encoder, three heads."""
