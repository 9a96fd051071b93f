"""Write README.png: the figure of the lesson cell that is tagged `readme-picture`, as it was executed.

Usage: python tools/readme_picture.py
"""

import base64
from pathlib import Path

import nbformat

ROOT = Path(__file__).parents[1]


def main():
    """Find the tagged cell and store its PNG."""
    for path in sorted((ROOT / "notebooks").glob("*.ipynb")):
        for cell in nbformat.read(path, 4).cells:
            if "readme-picture" in cell.metadata.get("tags", []):
                png = next(o.data["image/png"] for o in cell.outputs if "image/png" in o.get("data", {}))
                (ROOT / "README.png").write_bytes(base64.b64decode(png))
                print(f"README.png from {path.name}")


if __name__ == "__main__":
    main()
