"""What is known of music itself: the genre graph, and the arithmetic of names, keys and tempi. Pure, without I/O but for its own data."""
