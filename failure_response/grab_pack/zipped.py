"""The locked zip. AES-256 of the WinZip kind, which 7-Zip, Keka, The Unarchiver, WinZip and libarchive open.

The files stand in the zip as they are, not in a second zip inside the first: at two in the morning one archive is
opened, not two. What can be read of it without the pass-phrase is the same for every event (seven names that say
nothing of anybody) but for the sizes, of which the zip's own size says as much. The format's second version (AE-2)
keeps no checksums of what is inside.
"""

import io
from collections.abc import Mapping

import pyzipper


def zip_locked(files: Mapping[str, bytes], pass_phrase: str) -> bytes:
    """A zip of these files, each compressed and then encrypted and authenticated."""
    made = io.BytesIO()
    with pyzipper.AESZipFile(made, "w", compression=pyzipper.ZIP_DEFLATED) as locked:
        locked.setpassword(pass_phrase.encode())
        locked.setencryption(pyzipper.WZ_AES, nbits=256, force_wz_aes_version=2)
        for name, content in files.items():
            locked.writestr(name, content)
    return made.getvalue()
