"""Words that stand before, between and behind names."""

from __future__ import annotations

from typing import Final

from segue.intent.tokens import words_of

JOINTS: Final = words_of("and or nor , & + / no not vs meets x")
"""What may stand between the names of a list."""
BY: Final = words_of("by artist artists band feat featuring ft called")
"""Words behind which a name stands."""
LEADS: Final = words_of(
    """like only no not without except to nothing excluding avoid just of minus skip love loves strictly exclusively
    similar from include including with despise hate but meets and or add plus"""
)
"""Words behind which a name may stand."""
STRONG: Final = words_of("like only no not without except excluding avoid minus skip nor just strictly")
"""Those of them behind which an everyday word may be one."""
FOLLOWERS: Final = words_of(
    """songs song tracks track tunes discography albums records stuff hits music fans numbers cuts ballads deep only
    covers"""
)
"""Words that make the name before them plain: "Queen songs"."""
LITTLE: Final = words_of("of the in to a an my on n de la le el y der & ' - and")
"""Words that a name may hold, but not end with."""
ACTS: Final = words_of(
    """band bands artist artists group groups singer singers rapper rappers duo trio act acts dj composer producer
    musician called named"""
)
"""What an act is said to be, before its name."""
KINDS: Final = words_of("song track tune single title album record lp ep soundtrack")
"""What a work is said to be, before its title."""
ALBUMS: Final = words_of("album record lp ep soundtrack")
"""Those of them that are an album."""
FEATURING: Final = words_of("ft feat featuring")
PASSED: Final = words_of(
    """the a an some of his her their early old older new newer late songs song music stuff tracks style sound sounds
    vibe vibes bit little work works anything something more material in from to and - ' maybe possibly either both
    first last second half intro outro end ending beginning start chorus bridge drop verse breakdown solo riff part
    parts seconds minutes soundtrack ost score theme cover covers version remix live thats like than los
    las les el la le die der das"""
)
"""Words before a name that are no part of it: "the intro of …"."""
ARTICLES: Final = words_of("the los las les el la le die der das")
"""Those of them that may stand before the name of an act which has none."""
POINTING: Final = words_of(
    """this that these those it them him her what when how if you your youre im we they my mine me our us each one ones
    he she there here where being to at on for with while someone every its hes shes"""
)
"""Words that begin something other than a name."""
INSIDE: Final = words_of("me you i my your we us her him she he they at on to")
"""Those of them that may stand in the middle of a name."""
STOPS: Final = words_of(
    """but except without that which who whose where when because preferably please any suggestions recommendations
    recommend suggest looking what how does do is are was has have had though although if im ive i ideally maybe
    with for especially specifically thanks something anything more not instead while in on at from by about also or
    and type style vibe vibes sound sounds sounding era songs song music stuff tracks track album albums band bands
    genre kind similar help need genres ft feat featuring around during its hes shes theyre etc soundtrack ost score
    theme remix cover version than"""
)
"""Words behind which a name has ended."""
