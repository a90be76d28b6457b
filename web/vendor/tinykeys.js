// node_modules/tinykeys/dist/tinykeys.mjs
var KEYBINDING_MODIFIER_KEYS = [
  "Shift",
  "Meta",
  "Alt",
  "Control"
];
var DEFAULT_TIMEOUT = 1e3;
var DEFAULT_EVENT = "keydown";
var PLATFORM = typeof navigator === "object" ? navigator.platform : "";
var MOD = /Mac|iPod|iPhone|iPad/.test(PLATFORM) ? "Meta" : "Control";
var ALT_GRAPH_ALIASES = PLATFORM === "Win32" ? ["Control", "Alt"] : ["Alt"];
function isKeyboardEvent(event) {
  return !!(event.key && event.code && event.getModifierState);
}
function defaultKeybindingsHandlerIgnore(event) {
  let target = event.target;
  return event.repeat || event.isComposing || target !== event.currentTarget && target.matches("[contenteditable],input,select,textarea");
}
function getModifierState(event, mod) {
  return typeof event.getModifierState === "function" ? event.getModifierState(mod) || ALT_GRAPH_ALIASES.includes(mod) && event.getModifierState("AltGraph") : false;
}
function parseKeybinding(str) {
  return str.trim().split(" ").map((press) => {
    let parts = press.split(/(?<=\w|\])\+/);
    let last = parts.pop();
    let regex = last.match(/^\((.+)\)$/);
    let key = regex ? new RegExp(`^(?:${regex[1]})$`, "iv") : last;
    let requiredModifiers = [];
    let optionalModifiers = [];
    for (const part of parts) {
      let optional = part.match(/^\[(.*)\]$/);
      let mod = optional?.[1] ?? part;
      mod = mod === "$mod" ? MOD : mod;
      if (optional)
        optionalModifiers.push(mod);
      else
        requiredModifiers.push(mod);
    }
    return [
      requiredModifiers,
      optionalModifiers,
      key
    ];
  });
}
function matchKeybindingPress(event, [requiredModifiers, optionalModifiers, key]) {
  const hasAltGraph = requiredModifiers.includes("AltGraph");
  return !((key instanceof RegExp ? !(key.test(event.key) || key.test(event.code)) : key.toUpperCase() !== event.key.toUpperCase() && key !== event.code) || requiredModifiers.find((mod) => {
    return !getModifierState(event, mod);
  }) || KEYBINDING_MODIFIER_KEYS.find((mod) => {
    return !requiredModifiers.includes(mod) && !optionalModifiers.includes(mod) && key !== mod && getModifierState(event, mod) && !(hasAltGraph && ALT_GRAPH_ALIASES.includes(mod));
  }));
}
function createKeybindingsHandler(keybindingsMap, options = {}) {
  let timeout = options.timeout ?? DEFAULT_TIMEOUT;
  let ignore = options.ignore ?? defaultKeybindingsHandlerIgnore;
  let keybindings = Object.keys(keybindingsMap).map((input) => {
    return [
      input,
      parseKeybinding(input),
      keybindingsMap[input]
    ];
  });
  let pending = /* @__PURE__ */ new Map();
  let timer = null;
  return (event) => {
    if (!isKeyboardEvent(event) || ignore(event))
      return;
    let conflicts = [];
    for (let [input, sequence, handler] of keybindings) {
      let prev = pending.get(input);
      let [current, ...rest] = prev ? prev : sequence;
      if (!matchKeybindingPress(event, current)) {
        if (!getModifierState(event, event.key))
          pending.delete(input);
      } else if (rest.length > 0) {
        pending.set(input, rest);
        conflicts.push(input);
      } else {
        pending.delete(input);
        if (conflicts.length)
          console.warn(`tinykeys: Conflict found, "${input}" did not fire, waiting for:`, conflicts);
        else {
          handler(event);
          break;
        }
      }
    }
    if (timer)
      clearTimeout(timer);
    timer = setTimeout(() => pending.clear(), timeout);
  };
}
function tinykeys(target, keybindingMap, options = {}) {
  let event = options.event ?? DEFAULT_EVENT;
  let onKeyEvent = createKeybindingsHandler(keybindingMap, options);
  target.addEventListener(event, onKeyEvent, options.capture);
  return () => {
    target.removeEventListener(event, onKeyEvent, options.capture);
  };
}
export {
  createKeybindingsHandler,
  defaultKeybindingsHandlerIgnore,
  matchKeybindingPress,
  parseKeybinding,
  tinykeys
};
