#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""web_permissions.py: reads `visioncrm routes --json`, prints the least role of each route that not everybody may use."""

import json
import sys

routes = json.load(sys.stdin)
kept = {f"{route['method']} {route['path']}": route["perm"] for route in routes if route["perm"] not in ("none", "user")}
json.dump(dict(sorted(kept.items())), sys.stdout, indent=0)
print()
