"""Explorers on a page without a kernel: each becomes a piece of HTML that holds all of its positions."""

import base64
import gzip
import html
import io
import json
from pathlib import Path

import numpy as np
from PIL import Image

HERE = Path(__file__).parent


def fragment(shown):
    """Return an explorer as HTML; until the script has run, or without one, it is the picture of its first position."""
    moving = np.frombuffer(shown.moving, np.int32)
    frames = np.frombuffer(shown.frames, np.int16).reshape(-1, moving.size)
    steps = np.diff(frames, axis=0, prepend=np.zeros_like(frames[:1]))  # from one position to the next: packs better
    scene = json.dumps({**shown.scene, "texts": shown.texts}, separators=(",", ":"), ensure_ascii=False)
    parts = {"scene": scene.encode(), "still": shown.still, "moving": shown.moving, "frames": steps}
    packed = json.dumps({name: _packed(part) for name, part in parts.items()})
    picture = f"data:image/png;base64,{base64.b64encode(_small(shown.png, shown.width)).decode()}"
    return (
        f'<div class="explorer" style="max-width: {shown.width}px">'
        f'<img src="{picture}" alt="{html.escape(shown.scene["description"])}" width="{shown.width}">'
        f'<script type="application/json">{packed}</script></div>'
    )


def assets():
    """Return (style, script) of a page with explorers; the script goes to its end, and asks nobody for anything."""
    script = "\n".join((HERE / name).read_text("utf-8") for name in ("drawing.js", "page.js"))
    return (HERE / "stage.css").read_text("utf-8"), f"(() => {{\n{script}}})();\n"


def _small(png, width):
    picture, page = Image.open(io.BytesIO(png)).convert("RGB"), io.BytesIO()
    picture = picture.resize((width, round(picture.height * width / picture.width)))
    picture.quantize(24).save(page, "png", optimize=True)
    return page.getvalue()


def _packed(data):
    return base64.b64encode(gzip.compress(bytes(data), mtime=0)).decode()
