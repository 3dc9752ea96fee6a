"""What is known of music itself: the genre graph, the lexicon, and the arithmetic of names, keys and tempi."""
