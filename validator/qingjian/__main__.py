"""python -m qingjian"""

from __future__ import annotations

from qingjian.cli import main

if __name__ == "__main__":
    main()
