"""Numbers and codes that taggers write in place of words."""

from __future__ import annotations

from typing import Final

ID3V1_GENRES: Final[tuple[str, ...]] = (
    "Blues", "Classic Rock", "Country", "Dance", "Disco", "Funk", "Grunge", "Hip-Hop", "Jazz", "Metal", "New Age",
    "Oldies", "Other", "Pop", "R&B", "Rap", "Reggae", "Rock", "Techno", "Industrial", "Alternative", "Ska",
    "Death Metal", "Pranks", "Soundtrack", "Euro-Techno", "Ambient", "Trip-Hop", "Vocal", "Jazz+Funk", "Fusion",
    "Trance", "Classical", "Instrumental", "Acid", "House", "Game", "Sound Clip", "Gospel", "Noise",
    "Alternative Rock", "Bass", "Soul", "Punk", "Space", "Meditative", "Instrumental Pop", "Instrumental Rock",
    "Ethnic", "Gothic", "Darkwave", "Techno-Industrial", "Electronic", "Pop-Folk", "Eurodance", "Dream",
    "Southern Rock", "Comedy", "Cult", "Gangsta", "Top 40", "Christian Rap", "Pop/Funk", "Jungle",
    "Native American", "Cabaret", "New Wave", "Psychedelic", "Rave", "Showtunes", "Trailer", "Lo-Fi", "Tribal",
    "Acid Punk", "Acid Jazz", "Polka", "Retro", "Musical", "Rock & Roll", "Hard Rock",
)  # fmt: skip
"""Genres of ID3v1 by their number."""

LANGUAGES: Final[dict[str, str]] = {
    "ara": "Arabic", "cat": "Catalan", "ces": "Czech", "chi": "Chinese", "cze": "Czech", "dan": "Danish",
    "deu": "German", "dut": "Dutch", "ell": "Greek", "eng": "English", "est": "Estonian", "eus": "Basque",
    "fas": "Persian", "fin": "Finnish", "fra": "French", "fre": "French", "ger": "German", "gle": "Irish",
    "gre": "Greek", "heb": "Hebrew", "hin": "Hindi", "hrv": "Croatian", "hun": "Hungarian", "ice": "Icelandic",
    "ind": "Indonesian", "isl": "Icelandic", "ita": "Italian", "jpn": "Japanese", "kor": "Korean", "lat": "Latin",
    "mlt": "Maltese", "msa": "Malay", "nld": "Dutch", "nor": "Norwegian", "per": "Persian", "pol": "Polish",
    "por": "Portuguese", "ron": "Romanian", "rum": "Romanian", "rus": "Russian", "slk": "Slovak", "slo": "Slovak",
    "slv": "Slovenian", "spa": "Spanish", "srp": "Serbian", "swa": "Swahili", "swe": "Swedish", "tam": "Tamil",
    "tha": "Thai", "tur": "Turkish", "ukr": "Ukrainian", "vie": "Vietnamese", "wel": "Welsh", "yid": "Yiddish",
    "yor": "Yoruba", "zho": "Chinese", "zul": "Zulu", "ar": "Arabic", "ca": "Catalan", "cs": "Czech", "cy": "Welsh",
    "da": "Danish", "de": "German", "el": "Greek", "en": "English", "es": "Spanish", "fi": "Finnish",
    "fr": "French", "ga": "Irish", "he": "Hebrew", "hi": "Hindi", "hu": "Hungarian", "is": "Icelandic",
    "it": "Italian", "ja": "Japanese", "ko": "Korean", "la": "Latin", "nl": "Dutch", "no": "Norwegian",
    "pl": "Polish", "pt": "Portuguese", "ro": "Romanian", "ru": "Russian", "sv": "Swedish", "tr": "Turkish",
    "uk": "Ukrainian", "vi": "Vietnamese", "zh": "Chinese",
}  # fmt: skip
"""ISO 639-2 (both forms) and 639-1 codes of the languages most sung in, by their English names."""
