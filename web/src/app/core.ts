// SPDX-License-Identifier: MIT
// What the first load brings along anyway. The build lets every page depend on it, so that esbuild makes one file of it instead
// of one for each set of pages that happen to share a part.

import "@preact/signals";
import "@tanstack/preact-query";
import "preact-iso/router";
import "../form/read-field";
import "../form/save";
import "../routes";
import "./chunk";
import "./record";
import "./shell";
