"""Segue: a sentence in, a playlist you can trust out."""
