"""Evaluation: how good and how fast Segue is, measured beside a plain peer in the same run."""
