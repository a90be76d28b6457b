// node_modules/preact-iso/src/lazy.js
import { h, options } from "preact";
import { useState, useRef } from "preact/hooks";
var oldDiff = options.__b;
options.__b = (vnode) => {
  if (vnode.type && vnode.type._forwarded && vnode.ref) {
    vnode.props.ref = vnode.ref;
    vnode.ref = null;
  }
  if (oldDiff)
    oldDiff(vnode);
};
function lazy(load) {
  let p, c;
  const loadModule = () => load().then((m) => c = m && m.default || m);
  const LazyComponent = (props) => {
    const [, update] = useState(0);
    const r = useRef(c);
    if (!p)
      p = loadModule();
    if (c !== void 0)
      return h(c, props);
    if (!r.current)
      r.current = p.then(() => update(1));
    throw p;
  };
  LazyComponent.preload = () => {
    if (!p)
      p = loadModule();
    return p;
  };
  LazyComponent._forwarded = true;
  return LazyComponent;
}
var oldCatchError = options.__e;
options.__e = (err, newVNode, oldVNode) => {
  if (err && err.then) {
    let v = newVNode;
    while (v = v.__) {
      if (v.__c && v.__c.__c) {
        if (newVNode.__e == null) {
          newVNode.__c.__z = [oldVNode.__e];
          newVNode.__e = oldVNode.__e;
          newVNode.__k = oldVNode.__k;
        }
        if (!newVNode.__k)
          newVNode.__k = [];
        return v.__c.__c(err, newVNode);
      }
    }
  }
  if (oldCatchError)
    oldCatchError(err, newVNode, oldVNode);
};
function ErrorBoundary(props) {
  this.__c = childDidSuspend;
  this.componentDidCatch = props.onError;
  return props.children;
}
function childDidSuspend(err) {
  err.then(() => this.forceUpdate());
}
export {
  ErrorBoundary,
  lazy as default
};
