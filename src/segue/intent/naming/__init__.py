"""Names in a prompt: where one is expected, which artist, track or album of the catalogue it is, and who it lacks.

    context    what stands around a run of words: the word that leads to it, capitals, lists
    hits       runs that are an artist's name, letter by letter
    plausible  whether such a run is meant as a name, for every English word is also the name of some act
    zones      places where a name must follow: behind "like", "similar to", "by"
    items      what such a place names: artists, titles, titles by artists, misspelt ones, unknown ones
    meaning    the best reading of a run that is a name
"""
