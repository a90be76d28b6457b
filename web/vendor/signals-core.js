// node_modules/@preact/signals-core/dist/signals-core.mjs
var t = Symbol.for("preact-signals");
function i() {
  if (e > 1) {
    e--;
    return;
  }
  let t2, i2 = false;
  !function() {
    let t3 = h;
    h = void 0;
    while (void 0 !== t3) {
      const i3 = t3.S;
      if (i3.v === t3.v) {
        for (let n2 = i3.t; void 0 !== n2; n2 = n2.x)
          if (n2.i === t3.i)
            n2.i = i3.i;
      }
      t3 = t3.o;
    }
  }();
  while (void 0 !== r) {
    let n2 = r;
    r = void 0;
    c++;
    while (void 0 !== n2) {
      const o2 = n2.u;
      n2.u = void 0;
      n2.f &= -3;
      if (!(8 & n2.f) && w(n2))
        try {
          n2.c();
        } catch (n3) {
          if (!i2) {
            t2 = n3;
            i2 = true;
          }
        }
      n2 = o2;
    }
  }
  c = 0;
  e--;
  if (i2)
    throw t2;
}
function n(t2) {
  if (e > 0)
    return t2();
  d = ++u;
  e++;
  try {
    return t2();
  } finally {
    i();
  }
}
var o;
var s;
var r;
function f(t2) {
  const i2 = o, n2 = s;
  o = void 0;
  s = void 0;
  try {
    return t2();
  } finally {
    o = i2;
    s = n2;
  }
}
var h;
var e = 0;
var c = 0;
var u = 0;
var d = 0;
var v = 0;
function l(t2) {
  if (void 0 === o)
    return;
  let i2 = t2.n;
  if (void 0 === i2 || i2.t !== o) {
    i2 = { i: 0, S: t2, p: o.s, n: void 0, t: o, e: void 0, x: void 0, r: i2 };
    if (void 0 !== o.s)
      o.s.n = i2;
    o.s = i2;
    t2.n = i2;
    if (32 & o.f)
      t2.S(i2);
    return i2;
  } else if (-1 === i2.i) {
    i2.i = 0;
    if (void 0 !== i2.n) {
      i2.n.p = i2.p;
      if (void 0 !== i2.p)
        i2.p.n = i2.n;
      i2.p = o.s;
      i2.n = void 0;
      o.s.n = i2;
      o.s = i2;
    }
    return i2;
  }
}
function y(t2, i2) {
  this.v = t2;
  this.i = 0;
  this.n = void 0;
  this.t = void 0;
  this.l = 0;
  this.W = null == i2 ? void 0 : i2.watched;
  this.Z = null == i2 ? void 0 : i2.unwatched;
  this.name = null == i2 ? void 0 : i2.name;
}
y.prototype.brand = t;
y.prototype.h = function() {
  return true;
};
y.prototype.S = function(t2) {
  const i2 = this.t;
  if (i2 !== t2 && void 0 === t2.e) {
    t2.x = i2;
    this.t = t2;
    if (void 0 !== i2)
      i2.e = t2;
    else
      f(() => {
        var t3;
        null == (t3 = this.W) || t3.call(this);
      });
  }
};
y.prototype.U = function(t2) {
  if (void 0 !== this.t) {
    const i2 = t2.e, n2 = t2.x;
    if (void 0 !== i2) {
      i2.x = n2;
      t2.e = void 0;
    }
    if (void 0 !== n2) {
      n2.e = i2;
      t2.x = void 0;
    }
    if (t2 === this.t) {
      this.t = n2;
      if (void 0 === n2)
        f(() => {
          var t3;
          null == (t3 = this.Z) || t3.call(this);
        });
    }
  }
};
y.prototype.subscribe = function(t2) {
  return x(() => {
    const i2 = this.value;
    f(() => t2(i2));
  }, { name: "sub" });
};
y.prototype.valueOf = function() {
  return this.value;
};
y.prototype.toString = function() {
  return this.value + "";
};
y.prototype.toJSON = function() {
  return this.value;
};
y.prototype.peek = function() {
  return f(() => this.value);
};
Object.defineProperty(y.prototype, "value", { get() {
  const t2 = l(this);
  if (void 0 !== t2)
    t2.i = this.i;
  return this.v;
}, set(t2) {
  if (t2 !== this.v) {
    if (c > 100)
      throw new Error("Cycle detected");
    !function(t3) {
      if (0 !== e && 0 === c) {
        if (t3.l !== d) {
          t3.l = d;
          h = { S: t3, v: t3.v, i: t3.i, o: h };
        }
      }
    }(this);
    this.v = t2;
    this.i++;
    v++;
    e++;
    try {
      for (let t3 = this.t; void 0 !== t3; t3 = t3.x)
        t3.t.N();
    } finally {
      i();
    }
  }
} });
function a(t2, i2) {
  return new y(t2, i2);
}
function w(t2) {
  for (let i2 = t2.s; void 0 !== i2; i2 = i2.n)
    if (i2.S.i !== i2.i || !i2.S.h() || i2.S.i !== i2.i)
      return true;
  return false;
}
function b(t2) {
  for (let i2 = t2.s; void 0 !== i2; i2 = i2.n) {
    const n2 = i2.S.n;
    if (void 0 !== n2)
      i2.r = n2;
    i2.S.n = i2;
    i2.i = -1;
    if (void 0 === i2.n) {
      t2.s = i2;
      break;
    }
  }
}
function _(t2) {
  let i2, n2 = t2.s;
  while (void 0 !== n2) {
    const t3 = n2.p;
    if (-1 === n2.i) {
      n2.S.U(n2);
      if (void 0 !== t3)
        t3.n = n2.n;
      if (void 0 !== n2.n)
        n2.n.p = t3;
    } else
      i2 = n2;
    n2.S.n = n2.r;
    if (void 0 !== n2.r)
      n2.r = void 0;
    n2 = t3;
  }
  t2.s = i2;
}
function j(t2, i2) {
  y.call(this, void 0, i2);
  this.x = t2;
  this.s = void 0;
  this.g = v - 1;
  this.f = 4;
}
j.prototype = new y();
j.prototype.h = function() {
  this.f &= -3;
  if (1 & this.f)
    return false;
  if (32 == (36 & this.f))
    return true;
  this.f &= -5;
  if (this.g === v)
    return true;
  this.g = v;
  this.f |= 1;
  if (this.i > 0 && !w(this)) {
    this.f &= -2;
    return true;
  }
  const t2 = o;
  try {
    b(this);
    o = this;
    const t3 = this.x();
    if (16 & this.f || this.v !== t3 || 0 === this.i) {
      this.v = t3;
      this.f &= -17;
      this.i++;
    }
  } catch (t3) {
    this.v = t3;
    this.f |= 16;
    this.i++;
  }
  o = t2;
  _(this);
  this.f &= -2;
  return true;
};
j.prototype.S = function(t2) {
  if (void 0 === this.t) {
    this.f |= 36;
    for (let t3 = this.s; void 0 !== t3; t3 = t3.n)
      t3.S.S(t3);
  }
  y.prototype.S.call(this, t2);
};
j.prototype.U = function(t2) {
  if (void 0 !== this.t) {
    y.prototype.U.call(this, t2);
    if (void 0 === this.t) {
      this.f &= -33;
      for (let t3 = this.s; void 0 !== t3; t3 = t3.n)
        t3.S.U(t3);
    }
  }
};
j.prototype.N = function() {
  if (!(2 & this.f)) {
    this.f |= 6;
    for (let t2 = this.t; void 0 !== t2; t2 = t2.x)
      t2.t.N();
  }
};
Object.defineProperty(j.prototype, "value", { get() {
  if (1 & this.f)
    throw new Error("Cycle detected");
  const t2 = l(this);
  this.h();
  if (void 0 !== t2)
    t2.i = this.i;
  if (16 & this.f)
    throw this.v;
  return this.v;
} });
function O(t2, i2) {
  return new j(t2, i2);
}
function p(t2) {
  const n2 = t2.j;
  t2.j = void 0;
  if ("function" == typeof n2) {
    e++;
    const s2 = o;
    o = void 0;
    try {
      n2();
    } catch (i2) {
      t2.f &= -2;
      t2.f |= 8;
      g(t2);
      throw i2;
    } finally {
      o = s2;
      i();
    }
  }
}
function g(t2) {
  for (let i2 = t2.s; void 0 !== i2; i2 = i2.n)
    i2.S.U(i2);
  t2.x = void 0;
  t2.s = void 0;
  p(t2);
}
function S(t2) {
  if (o !== this)
    throw new Error("Out-of-order effect");
  _(this);
  o = t2;
  this.f &= -2;
  try {
    if (8 & this.f)
      g(this);
  } finally {
    i();
  }
}
function m(t2, i2) {
  this.x = t2;
  this.j = void 0;
  this.s = void 0;
  this.u = void 0;
  this.f = 32;
  this.name = null == i2 ? void 0 : i2.name;
  if (s)
    s.push(this);
}
m.prototype.c = function() {
  const t2 = this.S();
  try {
    if (8 & this.f)
      return;
    if (void 0 === this.x)
      return;
    const i2 = this.x();
    if ("function" == typeof i2)
      this.j = i2;
  } finally {
    t2();
  }
};
m.prototype.S = function() {
  if (1 & this.f)
    throw new Error("Cycle detected");
  this.f |= 1;
  this.f &= -9;
  p(this);
  b(this);
  e++;
  const t2 = o;
  o = this;
  return S.bind(this, t2);
};
m.prototype.N = function() {
  if (!(2 & this.f)) {
    this.f |= 2;
    this.u = r;
    r = this;
  }
};
m.prototype.d = function() {
  this.f |= 8;
  if (!(1 & this.f))
    g(this);
};
m.prototype.dispose = function() {
  this.d();
};
function x(t2, i2) {
  const n2 = new m(t2, i2);
  try {
    n2.c();
  } catch (t3) {
    n2.d();
    throw t3;
  }
  const o2 = n2.d.bind(n2);
  o2[Symbol.dispose] = o2;
  return o2;
}
function E(t2) {
  return function(...i2) {
    return n(() => f(() => t2.apply(this, i2)));
  };
}
var C = (t2, i2) => {
  i2.push(t2);
  const n2 = "[object Object]" === Object.prototype.toString.call(t2), o2 = /* @__PURE__ */ Object.create(null);
  for (let s2 = t2; s2 && s2 !== Object.prototype; s2 = n2 && Object.getPrototypeOf(s2)) {
    const n3 = Object.getOwnPropertyDescriptors(s2);
    for (const r2 in n3) {
      if (o2[r2])
        continue;
      o2[r2] = true;
      const f2 = n3[r2].value;
      if ("function" == typeof f2) {
        if ("constructor" !== r2)
          t2[r2] = E(f2);
      } else if (s2 === t2 && "object" == typeof f2 && null !== f2 && !("brand" in f2) && i2.indexOf(f2) < 0)
        C(f2, i2);
    }
  }
};
function k(t2) {
  return function(...i2) {
    let o2, r2;
    const f2 = function() {
      let t3 = s;
      s = [];
      return function() {
        let i3 = s;
        if (s && t3)
          t3 = t3.concat(s);
        s = t3;
        return i3;
      };
    }();
    try {
      r2 = t2(...i2);
    } catch (t3) {
      const i3 = s;
      s = void 0;
      if (i3)
        try {
          n(() => {
            for (let t4 = 0; t4 < i3.length; t4++)
              try {
                i3[t4].dispose();
              } catch (t5) {
              }
          });
        } catch (t4) {
        }
      throw t3;
    } finally {
      o2 = f2();
    }
    C(r2, []);
    r2[Symbol.dispose] = E(function() {
      if (o2)
        for (let t3 = 0; t3 < o2.length; t3++)
          o2[t3].dispose();
      o2 = void 0;
    });
    return r2;
  };
}
export {
  j as Computed,
  m as Effect,
  y as Signal,
  E as action,
  n as batch,
  O as computed,
  k as createModel,
  x as effect,
  a as signal,
  f as untracked
};
