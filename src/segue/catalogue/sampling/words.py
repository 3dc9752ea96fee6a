"""Word lists behind the names of the sample library. Lists that share a place in names share no word."""

from __future__ import annotations

LANGUAGE = {
    "United States": "English", "United Kingdom": "English", "Canada": "English", "Australia": "English",
    "Ireland": "English", "New Zealand": "English", "Jamaica": "English", "Trinidad and Tobago": "English",
    "Nigeria": "English", "Ghana": "English", "South Africa": "English", "Sweden": "Swedish", "Norway": "Norwegian",
    "Denmark": "Danish", "Finland": "Finnish", "Iceland": "Icelandic", "Germany": "German", "Austria": "German",
    "Netherlands": "Dutch", "France": "French", "Belgium": "French", "Senegal": "French", "Mali": "Bambara",
    "Niger": "Tamasheq", "Italy": "Italian", "Spain": "Spanish", "Mexico": "Spanish", "Colombia": "Spanish",
    "Cuba": "Spanish", "Puerto Rico": "Spanish", "Venezuela": "Spanish", "Peru": "Spanish", "Argentina": "Spanish",
    "Uruguay": "Spanish", "Panama": "Spanish", "Brazil": "Portuguese", "Japan": "Japanese", "South Korea": "Korean",
    "India": "Punjabi", "Poland": "Polish", "Czech Republic": "Czech", "Russia": "Russian", "Romania": "Romanian",
    "Greece": "Greek",
}  # fmt: skip
"""The language sung at home, by country."""

_NORDIC = "Aslaug Birk Dagny Eskil Frida Gunnvor Halvard Ingrid Jorunn Kjersti Liv Marit Njord Oddny Ragna Sverre Tuva Ylva Torunn"
_GERMAN = "Anselm Berthe Detlef Elke Friedhelm Gesine Heiko Imke Jorg Katrin Lothar Mechthild Norbert Ottilie Reinhild Sabine Ulrike"
_LATIN = "Adelina Benicio Catarina Dario Estela Fermin Graciela Horacio Ines Joaquin Leocadia Maricel Nuria Octavio Paloma Ramiro Socorro Teodora Valentin Ximena"
_FRENCH = "Aurelie Bastien Clothilde Didier Eulalie Fabrice Ghislaine Honore Josiane Loic Mireille Noemie Perrine Quentin Rosalie Solange Thibault Yvonne"
_EAST = "Akio Chiyo Daiki Emiko Fumiko Haruka Isamu Junko Kenzo Mayumi Natsuki Reiko Saburo Tomoe Yuzuki Hyeon Jiwon Minseo Sooyun Taeyul"
_AFRICAN = "Abena Bintou Chidi Djeneba Efua Femi Garba Habib Ifeoma Kwabena Lamine Mariama Nkechi Oumar Safiatou Tunde Yaa Zainab"
_SLAVIC = "Bozena Danuta Eliska Grigor Halina Ivana Jaromir Kasimir Ludmila Milos Nadezda Oksana Pavla Radek Stanislava Tadeusz Vesna"
_INDIAN = "Amrita Baldev Charanjit Deepinder Gurleen Harpal Jasleen Kuldip Manpreet Navjot Parminder Rajwinder Simran"
_ENGLISH = (
    "Ada Barnaby Cecily Dorian Edith Fergus Greta Hollis Imogen Jasper Keziah Lorna Magnus Nell Orla Percival Quincy Rosalind Silas "
    "Tabitha Ulric Verity Wendell Xanthe Yardley Zora Alban Bryony Cormac Delphine Enoch Fenella Gideon Hattie Ichabod Jessamy Kester"
)

GIVEN = {
    "Swedish": _NORDIC, "Norwegian": _NORDIC, "Danish": _NORDIC, "Finnish": _NORDIC, "Icelandic": _NORDIC,
    "German": _GERMAN, "Dutch": _GERMAN, "French": _FRENCH, "Spanish": _LATIN, "Portuguese": _LATIN, "Italian": _LATIN,
    "Japanese": _EAST, "Korean": _EAST, "Bambara": _AFRICAN, "Tamasheq": _AFRICAN, "Polish": _SLAVIC,
    "Czech": _SLAVIC, "Russian": _SLAVIC, "Romanian": _SLAVIC, "Greek": _SLAVIC, "Punjabi": _INDIAN,
}  # fmt: skip
GIVEN_NAMES = {language: tuple(names.split()) for language, names in GIVEN.items()}
"""Given names by language; `ENGLISH_NAMES` where it is not there."""
ENGLISH_NAMES = tuple(_ENGLISH.split())
AFRICAN_NAMES = tuple(_AFRICAN.split())

FAMILY_HEADS = tuple(
    "Abel Aster Barrow Birk Brack Bram Brindle Calder Carrow Copple Corvin Crandle Dapper Darrow Dover Drumm Elder Ember Farrow Fenn "
    "Fother Gander Garrow Glim Gorse Hallow Hasp Hather Hearn Hollin Iver Jessel Kelder Kettle Lanter Larch Lorrim Marl Merrow Mosten "
    "Nettle Norrow Oaken Orrin Pender Pickel Quill Ravel Rowle Sallow Sedge Skerry Sorrel Tallow Tarn Thistle Umber Vander Wether Yarrow".split()
)
FAMILY_TAILS = tuple(
    "beck bourne bridge brook by combe cote croft dale den don fell field ford garth gate grave ham hurst keld land ley lock low "
    "mere moor ness ridge rigg row shaw stead stone thorpe thwaite toft wick worth".split()
)
"""Family names are a head and a tail: Yarrowkeld."""

COINED_HEADS = tuple("Al Bel Cor Dax Em Fal Gri Hel Ix Jun Kal Lum Mor Nev Ost Pel Quor Rin Sol Tav Ul Vel Wyn Xel Yor Zan".split())
COINED_MIDDLES = tuple("a ada amo ari e emi eno eri i ido imo ivo o odo omi oru u uma una y".split())
COINED_TAILS = tuple("bar dane dron fex gan kash lune mont nix phor quil rax sett tide tron vane vex wick zel zent".split())
"""Coined names are a head, a middle and a tail: Velunatide."""

BAND_FIRSTS = tuple(
    "Amber Borrowed Brittle Cardboard Clockwork Copper Counterfeit Crooked Dented Distant Drowsy Dusty Enamel Feathered Folded Foreign "
    "Frosted Gilded Gravel Hand-Me-Down Harvest Hollow Indoor Inland Ivory Kerosene Lacquered Laminated Leftover Linen Lopsided Magnetic "
    "Makeshift Marzipan Mechanical Misplaced Moth-Eaten Municipal Mustard Nylon Offshore Overdue Painted Paraffin Patchwork Pewter Plywood "
    "Porcelain Provincial Rented Rusted Second-Hand Sleepless Suburban Tangerine Thirteenth Tin Unposted Upholstered Wicker Winding Woollen".split()
)
BAND_LASTS = tuple(
    "Abacus Accordions Almanacs Antlers Archipelago Aviaries Awnings Ballots Barometers Bobbins Bookends Buoys Cabinets Canaries Carousels "
    "Catapults Chandeliers Chimneys Compasses Cormorants Corridors Couriers Decimals Dominoes Envelopes Escalators Ferries Foghorns Gazebos "
    "Gondolas Hammocks Hedgerows Herons Hinges Kettles Lampposts Lanterns Letterboxes Lighthouses Magpies Mannequins Marmalades Moths Orchards "
    "Otters Paddocks Parasols Pendulums Periscopes Pylons Quarries Radiators Sextants Shutters Skylarks Spigots Starlings Suitcases "
    "Sundials Telegrams Thimbles Tollbooths Trellises Turnstiles Typewriters Umbrellas Vestibules Weathervanes Windmills Yachts Zeppelins".split()
)

PLACES = tuple(
    "Abbersea Almacora Bellmarsh Brackenholt Caldrey Corvossa Dunmarrow Eastrill Esterhaven Fallowick Ferrenport Galdera Greymouth Bay "
    "Harrowsand Ilvermere Jorvanger Kelstrand Lindora Lower Vessing Marrowby Montelume Nethercombe Nordrum Ostermoor Pellisar Port Ansel "
    "Quarrel Point Ravenna Sound Rosmarin Saltreach Sanvero Tellinger Umbermouth Valdoro Westerfold Yarrowgate Zellenburg".replace(
        "Greymouth Bay", "Greymouth_Bay"
    )
    .replace("Lower Vessing", "Lower_Vessing")
    .replace("Port Ansel", "Port_Ansel")
    .replace("Quarrel Point", "Quarrel_Point")
    .replace("Ravenna Sound", "Ravenna_Sound")
    .split()
)
"""Towns that are on no map."""
