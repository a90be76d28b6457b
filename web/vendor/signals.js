// node_modules/@preact/signals/dist/signals.mjs
import { createElement as t, Fragment as i, Component as n, options as e, isValidElement as o } from "preact";
import { useMemo as f, useRef as r, useEffect as u } from "preact/hooks";
import { effect as c, Signal as s, computed as l, signal as a, batch as h } from "@preact/signals-core";
import { Signal, action, batch, computed, createModel, effect, signal, untracked } from "@preact/signals-core";
var d = "undefined" != typeof window && !!window.__PREACT_SIGNALS_DEVTOOLS__;
var p;
var m;
var v;
var _ = [];
var g = [];
c(function() {
  p = this.N;
})();
function b(t2, i2) {
  e[t2] = i2.bind(null, e[t2] || (() => {
  }));
}
function y(t2) {
  if (v) {
    const t3 = v;
    v = void 0;
    t3();
  }
  v = t2 && t2.S();
}
function w({ data: t2 }) {
  const i2 = useSignal(t2);
  i2.name = "ReactiveDom";
  i2.value = t2;
  const [n2, e2] = f(() => {
    let t3 = this, n3 = this.__v;
    while (n3 = n3.__)
      if (n3.__c) {
        n3.__c.__$f |= 4;
        break;
      }
    const e3 = l(() => {
      let t4 = i2.value.value;
      return 0 === t4 ? 0 : true === t4 ? "" : t4 || "";
    }), f2 = l(() => !Array.isArray(e3.value) && !o(e3.value)), r2 = c(function() {
      this.N = M;
      if (f2.value) {
        const i3 = e3.value;
        if (t3.__v && t3.__v.__e && 3 === t3.__v.__e.nodeType)
          t3.__v.__e.data = i3;
      }
    }), u2 = this.__$u.d;
    this.__$u.d = function() {
      r2();
      u2.call(this);
    };
    return [f2, e3];
  }, []);
  return n2.value ? e2.peek() : e2.value;
}
w.displayName = "ReactiveTextNode";
Object.defineProperties(s.prototype, { constructor: { configurable: true, value: t(i, null).constructor }, type: { configurable: true, value: w }, props: { configurable: true, get() {
  const t2 = this;
  return { data: { get value() {
    return t2.value;
  } } };
} }, __b: { configurable: true, value: 1 } });
b("__b", (t2, i2) => {
  y();
  m = void 0;
  if ("string" == typeof i2.type) {
    let t3, n2 = i2.props;
    for (let e2 in n2) {
      if ("children" === e2)
        continue;
      let o2 = n2[e2];
      if (o2 instanceof s) {
        if (!t3)
          i2.__np = t3 = {};
        t3[e2] = o2;
        n2[e2] = o2.peek();
      }
    }
  }
  t2(i2);
});
b("__r", (t2, n2) => {
  t2(n2);
  if (n2.type !== i) {
    y();
    let t3, i2 = n2.__c;
    if (i2) {
      i2.__$f &= -2;
      t3 = i2.__$u;
      if (void 0 === t3)
        i2.__$u = t3 = function(t4, i3) {
          let n3;
          c(function() {
            n3 = this;
          }, { name: i3 });
          n3.c = t4;
          return n3;
        }(function(t4) {
          return function() {
            var i3;
            if (d)
              null == (i3 = this.y) || i3.call(this);
            t4.__$f |= 1;
            t4.setState({});
          };
        }(i2), "function" == typeof n2.type ? n2.type.displayName || n2.type.name : "");
    }
    m = i2;
    y(t3);
  }
});
b("__e", (t2, i2, n2, e2) => {
  y();
  m = void 0;
  t2(i2, n2, e2);
});
b("diffed", (t2, i2) => {
  y();
  m = void 0;
  let n2;
  if ("string" == typeof i2.type && (n2 = i2.__e)) {
    let t3 = i2.__np, e2 = i2.props, o2 = n2.U;
    if (o2)
      for (let i3 in o2) {
        let n3 = o2[i3];
        if (!(void 0 === n3 || t3 && i3 in t3)) {
          n3.d();
          o2[i3] = void 0;
        }
      }
    if (t3) {
      if (!o2) {
        o2 = {};
        n2.U = o2;
      }
      for (let i3 in t3) {
        let f2 = o2[i3], r2 = t3[i3];
        if (void 0 === f2) {
          f2 = k(n2, i3, r2, e2);
          o2[i3] = f2;
        } else
          f2.o(r2, e2);
      }
    }
  }
  t2(i2);
});
function k(t2, i2, n2, e2) {
  const o2 = i2 in t2 && void 0 === t2.ownerSVGElement, f2 = a(n2);
  return { o: (t3, i3) => {
    f2.value = t3;
    e2 = i3;
  }, d: c(function() {
    this.N = M;
    const n3 = f2.value.value;
    if (e2[i2] !== n3) {
      e2[i2] = n3;
      if (o2)
        t2[i2] = n3;
      else if (null != n3 && (false !== n3 || "-" === i2[4]))
        t2.setAttribute(i2, n3);
      else
        t2.removeAttribute(i2);
    }
  }) };
}
b("unmount", (t2, i2) => {
  if ("string" == typeof i2.type) {
    let t3 = i2.__e;
    if (t3) {
      const i3 = t3.U;
      if (i3) {
        t3.U = void 0;
        for (let t4 in i3) {
          let n3 = i3[t4];
          if (n3)
            n3.d();
        }
      }
    }
    let n2 = i2.__np;
    if (n2) {
      let t4 = i2.props;
      for (let i3 in n2)
        t4[i3] = n2[i3];
    }
    i2.__np = void 0;
  } else {
    let t3 = i2.__c;
    if (t3) {
      t3.__$f |= 8;
      const i3 = t3.__$u;
      if (i3) {
        t3.__$u = void 0;
        i3.d();
      }
    }
  }
  t2(i2);
});
b("__h", (t2, i2, n2, e2) => {
  if (e2 < 3)
    i2.__$f |= 2;
  t2(i2, n2, e2);
});
n.prototype.shouldComponentUpdate = function(t2, i2) {
  if (this.__R)
    return true;
  const n2 = this.__$u, e2 = n2 && void 0 !== n2.s;
  for (let t3 in i2)
    return true;
  if (this.__f || "boolean" == typeof this.u && true === this.u) {
    const t3 = 2 & this.__$f;
    if (!(e2 || t3 || 4 & this.__$f))
      return true;
    if (1 & this.__$f)
      return true;
  } else {
    if (!(e2 || 4 & this.__$f))
      return true;
    if (3 & this.__$f)
      return true;
  }
  for (let i3 in t2)
    if ("__source" !== i3 && t2[i3] !== this.props[i3])
      return true;
  for (let i3 in this.props)
    if (!(i3 in t2))
      return true;
  return false;
};
function useSignal(t2, i2) {
  return f(() => a(t2, i2), []);
}
function useComputed(t2, i2) {
  const n2 = r(t2);
  n2.current = t2;
  m.__$f |= 4;
  return f(() => l(() => n2.current(), i2), []);
}
var q = "undefined" == typeof requestAnimationFrame ? setTimeout : function(t2) {
  const i2 = () => {
    clearTimeout(n2);
    cancelAnimationFrame(e2);
    t2();
  }, n2 = setTimeout(i2, 35), e2 = requestAnimationFrame(i2);
};
var A = (t2) => {
  queueMicrotask(() => {
    queueMicrotask(t2);
  });
};
function T() {
  h(() => {
    let t2;
    while (t2 = _.shift())
      p.call(t2);
  });
}
function x() {
  if (1 === _.push(this))
    (e.requestAnimationFrame || q)(T);
}
function F() {
  h(() => {
    let t2;
    while (t2 = g.shift())
      p.call(t2);
  });
}
function M() {
  if (1 === g.push(this))
    (e.requestAnimationFrame || A)(F);
}
function useSignalEffect(t2, i2) {
  const n2 = r(t2);
  n2.current = t2;
  const e2 = m;
  u(() => c(function() {
    this.N = x;
    if (!(e2 && 8 & e2.__$f))
      return n2.current();
  }, i2), []);
}
function R(t2) {
  const i2 = f(() => t2(), []);
  u(() => i2[Symbol.dispose], [i2]);
  return i2;
}
export {
  Signal,
  action,
  batch,
  computed,
  createModel,
  effect,
  signal,
  untracked,
  useComputed,
  R as useModel,
  useSignal,
  useSignalEffect
};
