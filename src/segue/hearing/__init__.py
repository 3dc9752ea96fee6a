"""What can be known of a track by listening to it: an offline worker's business, never a playlist's."""
