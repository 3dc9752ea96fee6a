"""Listens to one audio file: tempo, key, loudness, edges, and proxies for what audio only hints at."""

from segue.hearing.ear.heard import LOUDNESS_FLOOR, PEAK_FLOOR, VECTOR_SIZE, Heard, Proxy
from segue.hearing.ear.listening import hear

__all__ = ["LOUDNESS_FLOOR", "PEAK_FLOOR", "VECTOR_SIZE", "Heard", "Proxy", "hear"]
