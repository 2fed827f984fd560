// The preview's script: keeps a page up to date, shows what is wrong, and the writer's bar.
// The server tells the state of the page after each change; what differs from the page at hand is done here.
(() => {
  "use strict";
  const own = document.currentScript.dataset;
  const here = location.pathname;
  const STYLE = "{{STYLE}}";
  // A browser that keeps nothing of this page throws where others answer: then nothing is remembered.
  const memory = (name) => {
    const attempt = (work) => {
      try {
        return work();
      } catch {
        return null;
      }
    };
    return {
      getItem: (key) => attempt(() => window[name].getItem(key)),
      setItem: (key, value) => attempt(() => window[name].setItem(key, value)),
      removeItem: (key) => attempt(() => window[name].removeItem(key)),
    };
  };
  const store = memory("sessionStorage");

  const element = (name, attributes = {}, ...children) => {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) {
      if (key === "onclick") made.addEventListener("click", value);
      else if (value !== null && value !== undefined && value !== false) made.setAttribute(key, value === true ? "" : value);
    }
    made.append(...children.filter((child) => child !== null && child !== undefined));
    return made;
  };

  // Scrolling ----------------------------------------------------------------
  const SCROLL = "dateline:scroll";
  let isLeaving = false;
  let isWaiting = false;
  const reload = () => {
    // Somebody goes to another page: that is not to be undone. If it was only a download, the page is still here later.
    isWaiting = isLeaving;
    if (isLeaving) return;
    store.setItem(SCROLL, JSON.stringify({ here, x: scrollX, y: scrollY, focus: wayTo(document.activeElement), name: root.activeElement?.dataset?.name }));
    location.reload();
  };
  // The way to an element: its place among its siblings, from the body down. In the next page it leads to the same element,
  // or to one near it.
  const wayTo = (element) => {
    const way = [];
    for (; element && element !== document.body && element.parentElement; element = element.parentElement) {
      way.unshift([...element.parentElement.children].indexOf(element));
    }
    return way;
  };
  const focusBack = (kept) => {
    const element = (kept.focus ?? []).reduce((at, index) => at?.children[index], document.body);
    if (element && element !== document.body && element !== host) element.focus({ preventScroll: true });
    focusName = kept.name;
  };
  let focusName = null;
  const scrollBack = () => {
    let kept = null;
    try {
      kept = JSON.parse(store.getItem(SCROLL));
    } catch {
      // Nothing that this script has written.
    }
    if (!kept || kept.here !== here) return;
    const go = () => scrollTo({ left: kept.x, top: kept.y, behavior: "instant" });
    const done = () => {
      go();
      store.removeItem(SCROLL);
    };
    go();
    focusBack(kept);
    if (document.readyState === "complete") done();
    else addEventListener("load", done, { once: true });
  };

  addEventListener("beforeunload", () => {
    isLeaving = true;
    setTimeout(() => {
      isLeaving = false;
      if (isWaiting) reload();
    }, 3000);
  });

  // Style sheets -------------------------------------------------------------
  // An address without what stands in it for the contents of the file.
  const nameOf = (address) => {
    const url = new URL(address, location.href);
    return url.origin + url.pathname.replace(/\/assets\/[0-9a-f]{10}\//, "/assets/");
  };
  const exchangeStyles = (styles) => {
    const byName = new Map(Object.values(styles).map((address) => [nameOf(address), new URL(address, location.href).href]));
    for (const link of document.querySelectorAll('link[rel~="stylesheet"]:not([data-dateline-old])')) {
      const address = byName.get(nameOf(link.href));
      if (!address || address === link.href) continue;
      const next = link.cloneNode();
      next.href = address;
      // The old rules stay until the new ones are there: the page is never without.
      link.setAttribute("data-dateline-old", "");
      const remove = () => link.remove();
      next.addEventListener("load", remove);
      next.addEventListener("error", remove);
      link.after(next);
    }
  };

  // What is shown ------------------------------------------------------------
  const host = element("dateline-preview", { lang: "en", dir: "ltr" });
  const root = host.attachShadow({ mode: "open" });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(STYLE);
  root.adoptedStyleSheets = [sheet];
  const bar = element("div", { class: "bar", role: "region", "aria-label": "Dateline preview" });
  const panel = element("div", { class: "panel", hidden: true });
  const overlay = element("dialog", { class: "overlay", "aria-label": "What is wrong" });
  root.append(bar, panel, overlay);
  root.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !opened || overlay.open) return;
    const name = opened;
    opened = null;
    store.removeItem(PANEL);
    show();
    bar.querySelector(`[data-name="${name}"]`)?.focus({ preventScroll: true });
  });

  let problems = { errors: 0, warnings: 0, shown: [] };
  let isBehind = false;
  let isUnwatched = false;
  let page = null;
  let connected = true;
  const PANEL = "dateline:panel";
  let opened = store.getItem(PANEL);
  const DISMISSED = "dateline:dismissed";

  const counted = (n, noun) => `${n} ${noun}${n === 1 ? "" : "s"}`;

  const problemElement = (problem) => {
    const at = problem.path ? `${problem.path}${problem.line ? `:${problem.line}:${problem.column ?? 1}` : ""}` : "";
    const item = element("article", { class: `problem ${problem.severity}` });
    item.append(
      element("p", { class: "place" }, element("strong", {}, problem.severity), ` ${problem.code} `, element("code", {}, at)),
      element("p", { class: "message" }, problem.message),
    );
    if (problem.excerpt) {
      const column = (problem.column ?? 1) - 1;
      const characters = [...problem.excerpt];
      const start = column > 70 ? column - 50 : 0;
      const mark = " ".repeat(column - start + (start > 0 ? 1 : 0)) + "^";
      const line = (start > 0 ? "…" : "") + characters.slice(start).join("").replaceAll("\t", " ");
      item.append(element("pre", {}, element("span", { class: "number" }, String(problem.line)), ` ${line}\n`, " ".repeat(String(problem.line).length + 1) + mark));
    }
    for (const hint of problem.hints) item.append(element("p", { class: "hint" }, hint));
    return item;
  };

  // Lines move while one writes, and each page lists its own errors first: they are the same errors.
  const keyOf = (errors) => errors.map((error) => [error.code, error.path, error.message].join()).sort().join("\n");

  let key = "";
  let shown = null;
  overlay.addEventListener("close", () => {
    // Escape, or the button: not that the errors are gone.
    if (shown !== null) store.setItem(DISMISSED, key);
    shown = null;
  });
  const showOverlay = () => {
    const errors = problems.shown.filter((problem) => problem.severity === "error");
    key = keyOf(errors);
    if (errors.length === 0) store.removeItem(DISMISSED);
    const isShown = errors.length > 0 && store.getItem(DISMISSED) !== key;
    if (!isShown) {
      shown = null;
      overlay.close();
      return;
    }
    // The same errors at other places: what has the focus stays, what is read is put right.
    const now = JSON.stringify([errors, isBehind]);
    if (shown === now) return;
    shown = now;
    const close = element("button", { type: "button", onclick: () => overlay.close() }, "Back to the page");
    const rest = problems.errors - errors.length;
    overlay.replaceChildren(
      element(
        "div",
        { class: "sheet" },
        element("header", {}, element("h1", {}, problems.errors === 1 ? "One thing is wrong" : `${problems.errors} things are wrong`), close),
        element("p", {}, isBehind ? "Below is the last state that was right. This goes away by itself when the files are right." : "The page below is as the files are, but nothing could be published like this."),
        ...errors.map(problemElement),
        rest > 0 ? element("p", {}, `… and ${counted(rest, "more error")}: see dateline check`) : null,
      ),
    );
    if (!overlay.open) overlay.showModal();
    close.focus({ preventScroll: true });
  };

  const WORDS = { draft: "Draft", embargo: "Scheduled", unlisted: "Unlisted", public: "Public" };
  const STANDING = { present: "", missing: "missing", outdated: "out of date", draft: "draft" };

  const panels = {
    problems: () => {
      const list = problems.shown;
      const rest = problems.errors + problems.warnings - list.length;
      const mine = list.filter((problem) => problem.own);
      const others = list.filter((problem) => !problem.own);
      return [
        mine.length > 0 ? element("h2", {}, "In this page") : null,
        ...mine.map(problemElement),
        others.length > 0 ? element("h2", {}, mine.length > 0 ? "Elsewhere" : "Elsewhere in the site") : null,
        ...others.map(problemElement),
        rest > 0 ? element("p", {}, `… and ${rest} more: see dateline check`) : null,
      ];
    },
    related: () => [
      element("h2", {}, "Why these under “More on this topic”"),
      page.related.length === 0 ? element("p", {}, "There are none: no other article shares a tag with this one.") : null,
      element(
        "ol",
        {},
        ...page.related.map((entry) =>
          element("li", {}, element("a", { href: entry.url }, entry.title), " ", element("small", {}, `${entry.score ? `${entry.score} = ` : ""}${entry.why}`)),
        ),
      ),
      element("p", {}, element("small", {}, "Each shared tag counts for as much as it is rare (how many articles have it).")),
    ],
  };

  const toggle = (name, label, attributes = {}) =>
    element(
      "button",
      {
        type: "button",
        "aria-expanded": String(opened === name),
        onclick: () => {
          opened = opened === name ? null : name;
          if (opened) store.setItem(PANEL, opened);
          else store.removeItem(PANEL);
          show();
        },
        "data-name": name,
        ...attributes,
      },
      label,
    );

  const showBar = () => {
    const parts = [element("a", { class: "home", href: "/__dateline/", "data-name": "home", title: "Drafts, what is scheduled, what was edited last" }, "Dateline")];
    if (!connected) parts.push(element("span", { class: "state lost", role: "status" }, "no preview is running"));
    if (page?.state) {
      parts.push(element("span", { class: `state ${page.state.name}` }, WORDS[page.state.name], page.state.more ? element("small", {}, ` ${page.state.more}`) : null));
    }
    if (page?.words !== undefined) parts.push(element("span", { class: "words" }, `${counted(page.words, "word")}, ${page.minutes} min`));
    const languages = (page?.translations ?? []).map((translation) => {
      const standing = STANDING[translation.state];
      const title = [translation.name, standing, translation.more].filter(Boolean).join(": ");
      const label = [translation.lang, standing ? element("small", {}, ` ${standing}`) : null].filter(Boolean);
      const is = { class: `language ${translation.state}`, title, hreflang: translation.lang, "data-name": translation.lang };
      if (translation.here) return element("span", { ...is, "aria-current": "page" }, ...label);
      return translation.url && translation.state !== "missing" ? element("a", { ...is, href: translation.url }, ...label) : element("span", is, ...label);
    });
    if (languages.length > 0) parts.push(element("span", { class: "languages" }, ...languages));
    const changed = (page?.translations ?? []).filter((translation) => translation.changes && (translation.here || translation.state === "outdated"));
    for (const { lang, changes } of changed) parts.push(element("a", { href: changes, "data-name": `changes ${lang}` }, `What changed for ${lang}?`));
    if (page?.related) parts.push(toggle("related", "Why these?"));
    if (page?.source) parts.push(element("code", { class: "source", title: page.source }, page.source));
    bar.replaceChildren(...parts);
  };

  const badge = () => {
    const { errors, warnings } = problems;
    if (errors + warnings === 0) return null;
    const label = [errors ? counted(errors, "error") : "", warnings ? counted(warnings, "warning") : ""].filter(Boolean).join(", ");
    const mine = problems.shown.filter((problem) => problem.own).length;
    return toggle("problems", mine > 0 ? `${label} (${mine} here)` : label, { class: errors ? "badge error" : "badge" });
  };

  const isPlain = own.plain !== undefined;
  const show = () => {
    // What has the focus is made anew, and keeps it.
    const focused = root.activeElement?.dataset?.name ?? focusName;
    if (isPlain) bar.replaceChildren();
    else showBar();
    if (isUnwatched) bar.prepend(element("span", { class: "state lost", role: "status" }, "changes of files are not seen: look at the terminal"));
    const sign = badge();
    if (sign) bar.append(sign);
    bar.hidden = bar.childElementCount === 0;
    const content = opened === "problems" ? (sign ? panels.problems() : null) : opened === "related" && !isPlain && page?.related ? panels.related() : null;
    panel.hidden = !content;
    panel.replaceChildren(...(content ?? []).filter(Boolean));
    host.toggleAttribute("data-plain", isPlain);
    const again = focused && bar.querySelector(`[data-name="${CSS.escape(focused)}"]`);
    if (again) {
      again.focus({ preventScroll: true });
      focusName = null;
    }
    showOverlay();
  };

  let asked = 0;
  const readPage = async () => {
    if (isPlain) return;
    const ticket = ++asked;
    try {
      const response = await fetch(`/__dateline/page?path=${encodeURIComponent(here)}`);
      const answer = await response.json();
      // A later question has been answered, or will be.
      if (ticket !== asked) return;
      page = answer;
      show();
    } catch {
      // The server has ended; the events tell when it is back.
    }
  };

  // Events -------------------------------------------------------------------
  const WANTED = "dateline:wanted";
  const take = (state) => {
    const samePlace = (path) => new URL(encodeURI(path), location.href).pathname === here || path === here;
    if (state.follow && own.follow !== undefined && document.visibilityState === "visible" && !samePlace(state.follow)) {
      location.assign(state.follow);
      return;
    }
    // Once for each state: a page that is another each time it is rendered would be loaded for ever.
    const wanted = `${here} ${state.page} ${state.others}`;
    if (state.page === own.page && state.others === own.others) {
      store.removeItem(WANTED);
    } else if (store.getItem(WANTED) !== wanted) {
      store.setItem(WANTED, wanted);
      reload();
      return;
    }
    exchangeStyles(state.styles);
    problems = state.problems;
    isBehind = state.behind;
    isUnwatched = state.unwatched;
    show();
    readPage();
  };

  // One name for all tabs of this browser: the server sees how many of them listen.
  const BROWSER = "dateline:browser";
  const browsers = memory("localStorage");
  let browser = browsers.getItem(BROWSER);
  if (!browser) browsers.setItem(BROWSER, (browser = Math.random().toString(36).slice(2)));
  let source = null;
  let isAsleep = false;
  const listen = () => {
    source?.close();
    isAsleep = false;
    source = new EventSource(`/__dateline/events?path=${encodeURIComponent(here)}&browser=${browser}`);
    source.onmessage = (event) => {
      connected = true;
      take(JSON.parse(event.data));
    };
    // A browser with many tabs has no connection left for pages: those that nobody looks at wait.
    source.addEventListener("sleep", () => {
      source.close();
      isAsleep = true;
      // One that somebody sees comes back, in turn with others.
      if (document.visibilityState === "visible") setTimeout(wake, 1000);
    });
    source.onerror = () => {
      connected = false;
      show();
      if (source.readyState === EventSource.CLOSED) setTimeout(listen, 1000);
    };
  };
  const wake = () => {
    if (isAsleep) listen();
  };
  document.addEventListener("visibilitychange", wake);
  addEventListener("focus", wake);
  addEventListener("pageshow", (event) => {
    if (event.persisted) listen();
  });
  addEventListener("pagehide", () => source?.close());

  scrollBack();
  document.body.append(host);
  show();
  listen();
})();
