"""The parts of the built-in sample library: styles, names, acts, songs, their sound and their labels. All invented."""
