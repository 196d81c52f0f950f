"use strict";

/* Blazor sets a table's spacer rows' style by attribute, which the content security policy forbids; the object model may. */
(() => {
  const base = Element.prototype.setAttribute;
  HTMLTableRowElement.prototype.setAttribute = function (name, value) {
    if (name === "style") this.style.cssText = value;
    else base.call(this, name, value);
  };
})();

/* Dialogs, copying, theme and language: one listener each, for whatever the page shows now. */
(() => {
  const year = 60 * 60 * 24 * 365;
  const remember = (name, value) => (document.cookie = `${name}=${value};path=/;max-age=${year};samesite=lax`);

  document.addEventListener("click", async (event) => {
    const target = event.target instanceof Element ? event.target : null;
    const opener = target?.closest("[data-open]");
    if (opener && opener.ariaDisabled !== "true") {
      wanted = opener.dataset.open;
      openWanted();
    }
    if (target?.closest("[data-close]")) target.closest("dialog")?.close();

    const copy = target?.closest("[data-copy]");
    if (copy) {
      await copyText(copy.dataset.copy);
      const said = document.getElementById("copied");
      copy.classList.add("copied");
      if (said) said.textContent = said.dataset.text;
      setTimeout(() => {
        copy.classList.remove("copied");
        if (said) said.textContent = "";
      }, 1200);
    }

    if (target?.closest("[data-theme-toggle]")) {
      const root = document.documentElement;
      const dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
      root.dataset.theme = dark ? "light" : "dark";
      remember("theme", root.dataset.theme);
    }

    const language = target?.closest("[data-language]");
    if (language) {
      remember("language", language.dataset.language);
      location.reload();
    }
  });

  document.addEventListener("submit", (event) => event.target.closest("dialog")?.close());

  /*
   * A dialog opens once the page is alive: before that its form would be sent nowhere, and it would vanish when the page is drawn anew.
   */
  let wanted = null;
  function openWanted() {
    if (!wanted || (document.body.hasAttribute("data-interactive") && !document.querySelector("main[data-live]"))) return;
    document.getElementById(wanted)?.showModal();
    wanted = null;
  }
  new MutationObserver(openWanted).observe(document.body, { subtree: true, childList: true, attributeFilter: ["data-live"] });

  async function copyText(text) {
    if (navigator.clipboard) return navigator.clipboard.writeText(text);
    /* Without TLS there is no clipboard object. */
    const area = document.createElement("textarea");
    area.value = text;
    document.body.append(area);
    area.select();
    document.execCommand("copy");
    area.remove();
  }
})();

/*
 * What is typed into a filter and how a table is sorted stand in the address too, to be shared and to be there after reload and back.
 * Written here with every letter and press: from the server it would come after the press on a link that follows, and lead back from
 * there.
 */
(() => {
  function write(name, value) {
    const address = new URL(location.href);
    if (value) address.searchParams.set(name, value);
    else address.searchParams.delete(name);
    history.replaceState(history.state, "", address);
  }
  document.addEventListener("input", (event) => {
    const name = event.target.dataset?.address;
    if (name) write(name, event.target.value);
  });
  document.addEventListener("click", (event) => {
    const sort = event.target instanceof Element ? event.target.closest("[data-sort]") : null;
    if (sort && document.querySelector("main[data-live]")) write(sort.dataset.sort, sort.dataset.order);
  });
})();

/* Past the navigation without going anywhere: the address on the page's links does not know what has been written into it since. */
document.addEventListener("click", (event) => {
  if (!(event.target instanceof Element && event.target.closest(".skip-link"))) return;
  event.preventDefault();
  event.stopPropagation();
  document.getElementById("main").focus();
}, true);

/* Moments are asked for in the viewer's zone, and stand in the address in UTC. */
(() => {
  const zone = new Intl.DateTimeFormat(document.documentElement.lang || "en", { timeZoneName: "short" })
    .formatToParts(new Date())
    .find((part) => part.type === "timeZoneName")?.value;
  const local = (at) => new Date(at - new Date(at).getTimezoneOffset() * 60000).toISOString().slice(0, 19);
  const show = (root) =>
    root.querySelectorAll?.("input[data-moment]:not([data-local])").forEach((input) => {
      input.dataset.local = "";
      if (input.dataset.moment) input.value = local(Date.parse(input.dataset.moment));
      const named = input.closest("label")?.querySelector("[data-zone]")?.firstChild;
      if (named && zone) named.nodeValue = zone;
    });
  document.addEventListener("formdata", (event) => {
    event.target.querySelectorAll("input[data-local]").forEach((input) => {
      if (input.value) event.formData.set(input.name, `${new Date(input.value).toISOString().slice(0, 19)}Z`);
    });
  });
  new MutationObserver((changes) => changes.forEach((change) => change.addedNodes.forEach(show))).observe(document.documentElement, {
    subtree: true,
    childList: true,
  });
  show(document);
})();

/* Where the pages do not fit in one line, the one we are on is in sight. */
(() => {
  let last = null;
  const show = () => {
    const active = document.querySelector(".top nav .active");
    if (!active || active === last) return;
    last = active;
    const nav = active.parentElement;
    const [inner, outer] = [active.getBoundingClientRect(), nav.getBoundingClientRect()];
    nav.scrollLeft += inner.left - outer.left - (outer.width - inner.width) / 2;
  };
  new MutationObserver(show).observe(document.body, { subtree: true, childList: true, attributeFilter: ["class"] });
  show();
})();

/*
 * A page whose connection never came up would stay as it is for ever, and nothing would say so. It is fetched again as soon as the
 * server answers, a few times at most: where the connection cannot come up at all, the page is at least readable.
 */
(() => {
  if (!document.body.hasAttribute("data-interactive")) return;
  const triesName = "snapshotshare-tries";
  let waited = 0;
  const watch = setInterval(async () => {
    if (document.querySelector("main[data-live]")) {
      sessionStorage.removeItem(triesName);
      document.body.classList.remove("waits");
      clearInterval(watch);
      return;
    }
    document.body.classList.add("waits");
    /* A busy server is given as long again; to fetch everything anew would make it busier. */
    if (++waited < 2) return;
    const answer = await fetch("/healthz", { cache: "no-store" }).catch(() => null);
    const tries = Number(sessionStorage.getItem(triesName));
    if (!answer?.ok || tries >= 3) return;
    sessionStorage.setItem(triesName, tries + 1);
    location.reload();
  }, 6000);
})();

/*
 * Focus is never lost when a page changes by itself: when what had it has gone or can no longer be pressed, the nearest part of the
 * page around it that is still there gets it. When a page comes alive all of it is replaced by its like: then what stands in the same
 * place and is for the same thing gets it, or else the page.
 */
(() => {
  const whatItIsFor = ["id", "href", "data-open", "aria-label"];
  let path = [];
  let place = [];
  function remember(focused) {
    path = [];
    for (let element = focused; element; element = element.parentElement) path.push(element);
    place = path.slice(0, -1).map((element) => [...element.parentElement.children].indexOf(element));
  }

  document.addEventListener("focusin", (event) => remember(event.target));
  // Somebody may have been quicker than this script.
  if (document.activeElement !== document.body) remember(document.activeElement);

  function itsLike(last) {
    const found = place.reduceRight((element, index) => element?.children[index], document.documentElement);
    if (found?.tagName !== last.tagName || whatItIsFor.some((name) => found.getAttribute(name) !== last.getAttribute(name))) return null;
    /* A link may say how many wait behind it; one button "Stop sharing" is told from another by its text only where nothing else does. */
    const isLike = whatItIsFor.some((name) => last.hasAttribute(name)) || found.textContent === last.textContent;
    return isLike && found !== last ? found : null;
  }

  function catchFocus(frames = 10) {
    const [last, ...around] = path;
    const lost = document.activeElement === document.body || document.activeElement === last;
    if (!last || (last.isConnected && !last.disabled) || !lost) return;
    const inPlace = around.find((element) => element.isConnected && element.matches("section, form, [role=tabpanel], dialog, main"));
    const found = inPlace ?? itsLike(last);
    /* What takes its place may be drawn a moment later. */
    if (!found && frames > 0) {
      requestAnimationFrame(() => catchFocus(frames - 1));
      return;
    }
    const near = found ?? document.getElementById("main");
    path = [];
    if (near === inPlace && !near.hasAttribute("tabindex")) near.tabIndex = -1;
    near.focus({ preventScroll: true });
  }

  new MutationObserver(() => {
    if (path.length > 0 && (!path[0].isConnected || path[0].disabled)) requestAnimationFrame(() => catchFocus());
  }).observe(document.documentElement, { subtree: true, childList: true, attributeFilter: ["disabled"] });
})();

/* Tabs: arrows, Home and End move among them. */
document.addEventListener("keydown", (event) => {
  const tab = event.target instanceof Element ? event.target.closest('[role="tab"]') : null;
  if (!tab) return;
  const tabs = [...tab.closest('[role="tablist"]').querySelectorAll('[role="tab"]')];
  const now = tabs.indexOf(tab);
  const to = { ArrowRight: now + 1, ArrowLeft: now - 1, Home: 0, End: tabs.length - 1 }[event.key];
  if (to === undefined) return;
  event.preventDefault();
  const next = tabs[(to + tabs.length) % tabs.length];
  next.focus();
  next.click();
});

/* Who closes what a press on the diagram told stays at what was pressed, not at the top of the page. */
document.addEventListener("click", (event) => {
  if (!(event.target instanceof Element && event.target.closest(".diagram-details .close"))) return;
  const pressed = [...event.target.closest(".diagram").querySelectorAll('[aria-pressed="true"]')];
  pressed.find((element) => element.checkVisibility())?.focus({ preventScroll: true });
});

/* What is drawn as a button is pressed with the space bar like any other, and the page stays where it is. */
document.addEventListener("keydown", (event) => {
  if (event.key === " " && event.target instanceof Element && event.target.matches('svg [role="button"]')) event.preventDefault();
});

/*
 * Times: the server writes UTC; here they are shown in the viewer's zone, and ages and countdowns run on. Only the value of the
 * text node that Blazor made is changed, so that Blazor's own changes still arrive.
 */
(() => {
  const words = JSON.parse(document.querySelector("meta[name=time-words]")?.content || "null");
  if (!words) return;

  function span(seconds, rough = false) {
    const unit = (count, name) => words[`TimeUnit.${name}`].replace("{count}", count);
    const two = (large, largeName, small, smallName) =>
      rough || small === 0 ? unit(large, largeName) : `${unit(large, largeName)} ${unit(small, smallName)}`;
    const s = Math.max(0, Math.floor(seconds));
    if (s >= 172800) return two(Math.floor(s / 86400), "Days", Math.floor((s % 86400) / 3600), "Hours");
    if (s >= 3600) return two(Math.floor(s / 3600), "Hours", Math.floor((s % 3600) / 60), "Minutes");
    if (s >= 60) return two(Math.floor(s / 60), "Minutes", s % 60, "Seconds");
    return unit(s, "Seconds");
  }

  const told = (key, length) => words[key].replace("{span}", length);

  const parts = { year: "numeric", month: "short", day: "numeric", hour: "2-digit", minute: "2-digit", hourCycle: "h23" };
  const toMinute = new Intl.DateTimeFormat(document.documentElement.lang || "en", parts);
  const toSecond = new Intl.DateTimeFormat(document.documentElement.lang || "en", { ...parts, second: "2-digit" });
  const toExact = new Intl.DateTimeFormat(document.documentElement.lang || "en", { ...parts, second: "2-digit", timeZoneName: "shortOffset" });

  /* The server's clock, so that a viewer's wrong one does not turn a countdown round. */
  const skew = (() => {
    const served = performance.getEntriesByType("navigation")[0]?.responseStart;
    const date = document.querySelector("meta[name=server-time]")?.content;
    return date && served ? Date.parse(date) - (performance.timeOrigin + served) : 0;
  })();

  function show(element) {
    const at = new Date(element.dateTime);
    if (Number.isNaN(at.valueOf())) return;
    const seconds = (Date.now() + skew - at) / 1000;
    const text = {
      moment: () => toMinute.format(at),
      second: () => toSecond.format(at),
      exact: () => toExact.format(at),
      age: () => told("time.ago", span(seconds, true)),
      elapsed: () => span(seconds),
      likely: () => (seconds < 0 ? told("time.likely", span(-seconds)) : words["time.late"]),
      countdown: () => (seconds < 0 ? told("time.left", span(-seconds)) : told("time.over", span(seconds))),
    }[element.dataset.as]?.();
    const node = element.firstChild;
    if (text && node && node.nodeValue !== text) node.nodeValue = text;
  }

  const showAll = (root) => {
    if (root instanceof Element && root.matches("time[data-as]")) show(root);
    root.querySelectorAll?.("time[data-as]").forEach(show);
  };

  new MutationObserver((changes) => {
    for (const change of changes) {
      if (change.type === "childList") change.addedNodes.forEach((node) => showAll(node.nodeType === 3 ? node.parentElement : node));
      else showAll(change.target.nodeType === 3 ? change.target.parentElement ?? document.createElement("i") : change.target);
    }
  }).observe(document.documentElement, { subtree: true, childList: true, characterData: true, attributeFilter: ["datetime", "data-as"] });
  setInterval(() => document.querySelectorAll('time[data-as]:not([data-as="moment"], [data-as="second"], [data-as="exact"])').forEach(show), 1000);
  showAll(document);
})();
