"""Names in a prompt: where one is expected, which artist, track or album of the catalogue it is, and who it lacks.

words      the words that stand before, between and behind names
context    what stands around a run: the word that leads to it, capitals
hits       runs that are an artist's name, letter by letter
plausible  whether such a run is meant as a name, for every English word is also the name of some act
zones      places where a name must follow: behind "like", "similar to", "by"
look       which of the artists' names are meant there
titles     titles there, with their artist or alone
unknown    names that are misspelt, called for short, or in no catalogue
items      a zone's names, one after the other
pairs      names on either side of a dash or of "by", wherever they stand
meaning    the best reading of a run that is a name
"""
