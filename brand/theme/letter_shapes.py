"""Outlines of capital letters, which form the body of an avatar.

They are part of the page: a file of their own would mean one more request before a visitor sees the
first screen.
"""

from django.utils.text import slugify

# Outlines of 300 by 450 units, for the attribute `d` of an SVG path.
SHAPES = {
    "a": "M0 450 110 0h80l110 450H200V330H100v120Z",
    "b": "M0 0h185a112.5 112.5 0 0 1 0 225 112.5 112.5 0 0 1 0 225H0Z",
    "c": "M300 0h-75a225 225 0 0 0 0 450h75V290h-75V160h75Z",
    "d": "M0 0h75a225 225 0 0 1 0 450H0Z",
    "e": "M0 0h300v110H150v60h110v110H150v60h150v110H0Z",
    "f": "M0 0h300v130H150v60h110v120H150v140H0Z",
    "g": "M300 0h-75a225 225 0 0 0 0 450h75V225H200v-75h100Z",
    "h": "M0 0h110v150h80V0h110v450H190V300h-80v150H0Z",
    "i": "M75 0h150v450H75Z",
    "j": "M150 0h150v300a150 150 0 0 1-300 0h150Z",
    "k": "M0 0h130v170L300 0v450L130 280v170H0Z",
    "l": "M0 0h150v300h150v150H0Z",
    "m": "M0 450V0l150 200L300 0v450Z",
    "n": "M0 0l190 230V0h110v450L110 220v230H0Z",
    "o": "M0 150a150 150 0 0 1 300 0v150a150 150 0 0 1-300 0Z",
    "p": "M0 0h165a135 135 0 0 1 0 270h-15v180H0Z",
    "q": "M0 150a150 150 0 0 1 300 0v300H150A150 150 0 0 1 0 300Z",
    "r": "M0 0h165a130 130 0 0 1 50 250l85 200H0Z",
    "s": "M300 0H112a112.5 112.5 0 0 0 0 225H0v225h188a112.5 112.5 0 0 0 0-225h112Z",
    "t": "M0 0h300v150h-75v300H75V150H0Z",
    "u": "M0 0h110v225h80V0h110v300a150 150 0 0 1-300 0Z",
    "v": "M0 0h300L190 450h-80Z",
    "w": "M0 0h300v450L150 250 0 450Z",
    "x": "M0 0l150 150L300 0v450L150 300 0 450Z",
    "y": "M0 0h300v60l-75 170v220H75V230L0 60Z",
    "z": "M0 0h300v130L190 300h110v150H0V320l110-170H0Z",
}


def shape_of(text: str) -> str:
    """Return the outline of the first letter of `text`, without accent: that of "e" for "Évry".

    For text that does not begin with a Latin letter, return the shape of an "o".
    """
    return SHAPES.get(slugify(text)[:1], SHAPES["o"])
