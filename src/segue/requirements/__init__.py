"""The one answer to "does this track keep this requirement, and on which source?", vectorised over columns.

`check` answers for tracks, `Checked` the same within one request, `whole` for wishes about the list as a whole,
`supported` says whether the catalogue can tell at all, `absent` which names it lacks, `posted` which tracks alone can
keep a wish, `several` whether versions of one song may stand together, and `standing` keeps what nobody asks for out
(Christmas songs, spoken word) until somebody does.
"""

from segue.requirements.check import check, on_tracks
from segue.requirements.checked import Checked
from segue.requirements.heard import Heard, hear
from segue.requirements.named import absent
from segue.requirements.posted import posted
from segue.requirements.similar import seeds
from segue.requirements.standing import standing
from segue.requirements.support import supported
from segue.requirements.version import several
from segue.requirements.whole import Whole, whole

__all__ = [
    "Checked", "Heard", "Whole", "absent", "check", "hear", "on_tracks", "posted", "seeds", "several", "standing",
    "supported", "whole",
]  # fmt: skip
