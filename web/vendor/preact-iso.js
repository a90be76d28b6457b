// node_modules/preact-iso/src/router.js
import { h, createContext, cloneElement, toChildArray } from "preact";
import { useContext, useMemo, useReducer, useLayoutEffect, useRef } from "preact/hooks";
var push;
var scope;
function isInScope(href) {
  return !scope || (typeof scope == "string" ? href.startsWith(scope) : scope.test(href));
}
function handleNav(state, action) {
  let url = "";
  push = void 0;
  if (action && action.type === "click") {
    if (action.ctrlKey || action.metaKey || action.altKey || action.shiftKey || action.button !== 0) {
      return state;
    }
    const link = action.composedPath().find((el) => el.nodeName == "A" && el.href), href = link && link.getAttribute("href");
    if (!link || link.origin != location.origin || /^#/.test(href) || !/^(_?self)?$/i.test(link.target) || !isInScope(href) || link.download) {
      return state;
    }
    push = true;
    action.preventDefault();
    url = link.href.replace(location.origin, "");
  } else if (action && action.url) {
    push = !action.replace;
    url = action.url;
  } else {
    url = location.pathname + location.search;
  }
  if (push === true)
    history.pushState(null, "", url);
  else if (push === false)
    history.replaceState(null, "", url);
  return url;
}
var exec = (url, route, matches = {}) => {
  url = url.split("/").filter(Boolean);
  route = (route || "").split("/").filter(Boolean);
  if (!matches.params)
    matches.params = {};
  for (let i = 0, val, rest; i < Math.max(url.length, route.length); i++) {
    let [, m, param, flag] = (route[i] || "").match(/^(:?)(.*?)([+*?]?)$/);
    val = url[i];
    if (!m && param == val)
      continue;
    if (!m && val && flag == "*") {
      matches.rest = "/" + url.slice(i).join("/");
      break;
    }
    if (!m || !val && flag != "?" && flag != "*")
      return;
    rest = flag == "+" || flag == "*";
    if (rest)
      val = url.slice(i).map(decodeURIComponent).join("/") || void 0;
    else if (val)
      val = decodeURIComponent(val);
    matches.params[param] = val;
    if (!(param in matches))
      matches[param] = val;
    if (rest)
      break;
  }
  return matches;
};
function LocationProvider(props) {
  const [url, route] = useReducer(handleNav, props.url || location.pathname + location.search);
  if (props.scope)
    scope = props.scope;
  const wasPush = push === true;
  const value = useMemo(() => {
    const u = new URL(url, location.origin);
    const path = u.pathname.replace(/\/+$/g, "") || "/";
    return {
      url,
      path,
      query: Object.fromEntries(u.searchParams),
      route: (url2, replace) => route({ url: url2, replace }),
      back: () => {
        history.back();
      },
      forward: () => {
        history.forward();
      },
      wasPush
    };
  }, [url]);
  useLayoutEffect(() => {
    addEventListener("click", route);
    addEventListener("popstate", route);
    return () => {
      removeEventListener("click", route);
      removeEventListener("popstate", route);
    };
  }, []);
  return h(LocationProvider.ctx.Provider, { value }, props.children);
}
var RESOLVED = Promise.resolve();
function Router(props) {
  const [c, update] = useReducer((c2) => c2 + 1, 0);
  const { url, query, wasPush, path } = useLocation();
  if (!url) {
    throw new Error(`preact-iso's <Router> must be used within a <LocationProvider>, see: https://github.com/preactjs/preact-iso#locationprovider`);
  }
  const { rest = path, params = {} } = useContext(RouteContext);
  const isLoading = useRef(false);
  const prevRoute = useRef(path);
  const count = useRef(1);
  const cur = (
    /** @type {RefObject<VNode<any>>} */
    useRef()
  );
  const prev = (
    /** @type {RefObject<VNode<any>>} */
    useRef()
  );
  const pendingBase = (
    /** @type {RefObject<Element | Text>} */
    useRef()
  );
  const hasEverCommitted = useRef(false);
  const didSuspend = (
    /** @type {RefObject<boolean>} */
    useRef()
  );
  didSuspend.current = false;
  let pathRoute, defaultRoute, matchProps;
  toChildArray(props.children).some((vnode) => {
    const matches = exec(
      rest,
      vnode.props.path,
      matchProps = {
        ...vnode.props,
        path: rest,
        query,
        params: Object.assign({}, params),
        rest: ""
      }
    );
    if (matches)
      return pathRoute = cloneElement(vnode, matchProps);
    if (vnode.props.default)
      defaultRoute = cloneElement(vnode, matchProps);
  });
  let incoming = pathRoute || defaultRoute;
  const isHydratingSuspense = cur.current && cur.current.__u & MODE_HYDRATE && cur.current.__u & MODE_SUSPENDED;
  const isHydratingBool = cur.current && cur.current.__h;
  const routeChanged = useMemo(() => {
    prev.current = cur.current;
    cur.current = /** @type {VNode<any>} */
    h(RouteContext.Provider, { value: matchProps }, incoming);
    const outgoing = prev.current && prev.current.props.children;
    if (!outgoing || !incoming || incoming.type !== outgoing.type || incoming.props.component !== outgoing.props.component) {
      count.current++;
      return true;
    }
    return false;
  }, [url, JSON.stringify(matchProps)]);
  if (isHydratingSuspense) {
    cur.current.__u |= MODE_HYDRATE;
    cur.current.__u |= MODE_SUSPENDED;
  } else if (isHydratingBool) {
    cur.current.__h = true;
  }
  const p = prev.current;
  prev.current = null;
  this.__c = (e, suspendedVNode) => {
    didSuspend.current = true;
    prev.current = p;
    if (props.onLoadStart)
      props.onLoadStart(url);
    isLoading.current = true;
    let c2 = count.current;
    e.then(() => {
      if (c2 !== count.current)
        return;
      prev.current = null;
      if (cur.current) {
        if (suspendedVNode.__h) {
          cur.current.__h = suspendedVNode.__h;
        }
        if (suspendedVNode.__u & MODE_SUSPENDED) {
          cur.current.__u |= MODE_SUSPENDED;
        }
        if (suspendedVNode.__u & MODE_HYDRATE) {
          cur.current.__u |= MODE_HYDRATE;
        }
      }
      RESOLVED.then(update);
    });
  };
  useLayoutEffect(() => {
    const currentDom = this.__v && this.__v.__e;
    if (didSuspend.current) {
      if (!hasEverCommitted.current && !pendingBase.current) {
        pendingBase.current = currentDom;
      }
      return;
    }
    if (!hasEverCommitted.current && pendingBase.current) {
      if (pendingBase.current !== currentDom)
        pendingBase.current.remove();
      pendingBase.current = null;
    }
    hasEverCommitted.current = true;
    if (prevRoute.current !== path) {
      if (wasPush)
        scrollTo(0, 0);
      if (props.onRouteChange)
        props.onRouteChange(url);
      prevRoute.current = path;
    }
    if (props.onLoadEnd && isLoading.current)
      props.onLoadEnd(url);
    isLoading.current = false;
  }, [path, wasPush, c]);
  return routeChanged ? [
    h(RenderRef, { r: cur, key: count.current }),
    h(RenderRef, { r: prev, key: count.current - 1 })
  ] : h(RenderRef, { r: cur, key: count.current });
}
var MODE_HYDRATE = 1 << 5;
var MODE_SUSPENDED = 1 << 7;
var RenderRef = ({ r }) => r.current;
Router.Provider = LocationProvider;
LocationProvider.ctx = createContext(
  /** @type {import('./router.d.ts').LocationHook & { wasPush: boolean }} */
  {}
);
var RouteContext = createContext(
  /** @type {import('./router.d.ts').RouteHook & { rest: string }} */
  {}
);
var Route = (props) => h(props.component, props);
var useLocation = () => useContext(LocationProvider.ctx);
var useRoute = () => useContext(RouteContext);
export {
  LocationProvider,
  Route,
  Router,
  exec,
  useLocation,
  useRoute
};
