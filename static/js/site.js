/* Beyond HTML, CSS and htmx. */

// Everything works without htmx, so it is loaded after the page is drawn.
const { htmx: address } = document.currentScript.dataset;
const config = {
  allowEval: false,
  allowScriptTags: false,
  includeIndicatorStyles: false,
  historyCacheSize: 0,
  historyRestoreAsHxRequest: false,
  refreshOnHistoryMiss: true,
  responseHandling: [
    { code: "204", swap: false },
    { code: "[23]..|4(00|13|22|29)", swap: true },
    { code: "[45]..", swap: false, error: true },
  ],
};

function fetchHtmx() {
  const meta = document.createElement("meta");
  meta.name = "htmx-config";
  meta.content = JSON.stringify(config);
  const script = document.createElement("script");
  script.src = address;
  script.onload = catchUp;
  document.head.append(meta, script);
}

addEventListener("load", () => requestAnimationFrame(() => setTimeout(fetchHtmx, 200)));

// What was typed before.
function catchUp() {
  // A cancelled search is no error.
  htmx.logger = (element, name, detail) => {
    if (name === "htmx:afterRequest" || name === "htmx:sendAbort") delete detail.error;
  };
  const search = document.getElementById("finder-q");
  if (search?.value !== search?.defaultValue) search.form.requestSubmit();
  const service = document.querySelector("select[name=service]");
  const shown = service?.querySelector("[selected]") ?? service?.options[0];
  if (service?.value !== shown?.value) htmx.trigger(service, "change");
}

function followReading() {
  const links = [...document.querySelectorAll(".chapters a")];
  const answerOf = (link) => document.getElementById(link.hash.slice(1));
  const isReached = (link) => answerOf(link)?.getBoundingClientRect().top <= innerHeight * 0.4;
  const read = () => {
    const last = links.findLast(isReached) ?? links[0];
    for (const link of links) link.ariaCurrent = link === last ? "location" : null;
    // where the list is longer than the window
    last.closest("nav").scrollTo({ top: last.offsetTop - 80 });
  };
  const observer = new IntersectionObserver(read, { rootMargin: "999999px 0px -60%" });
  for (const answer of links.map(answerOf)) if (answer) observer.observe(answer);
}

const region = document.getElementById("announcer");
const words = region.dataset;

function announce(message) {
  region.replaceChildren();
  // A frame later, so that repetitions are spoken.
  requestAnimationFrame(() => region.replaceChildren(message));
}

// A phone has a sheet of its own for sharing; elsewhere the link is copied.
function offerSharing(root) {
  for (const button of root.querySelectorAll("[data-link]")) {
    if (navigator.share) button.firstChild.data = words.share;
    button.hidden = !(navigator.share || navigator.clipboard);
  }
}

document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-link]");
  if (!button) return;
  const url = new URL(button.dataset.link, location.href).href;
  try {
    if (navigator.share) return await navigator.share({ url });
    await navigator.clipboard.writeText(url);
  } catch ({ name }) {
    // the sheet was closed
    return name === "AbortError" || announce(words.failed);
  }
  const label = button.firstChild;
  button.dataset.label ??= label.data;
  label.data = words.copied;
  announce(words.copied);
  setTimeout(() => (label.data = button.dataset.label), 2500);
});

document.addEventListener("htmx:beforeSend", ({ detail: { elt } }) => {
  const busy = elt.querySelector(".form-busy");
  if (busy) announce(busy.textContent);
});

// The form in place is a step of history. Back closes it; Forward, and the link that opened it, show
// it again with what was typed.
const place = document.getElementById("inquiry");
// the address that the form in place came from
let subject;

function openForm({ href }) {
  if (place.hidden || !place.firstChild) {
    history.replaceState({ ...history.state, form: false }, "");
    history.pushState({ form: true }, "");
  }
  subject = href;
  place.hidden = false;
}

document.addEventListener("htmx:beforeRequest", (event) => {
  const { elt, target } = event.detail;
  if (target !== place || elt.href !== subject || !place.querySelector("form")) return;
  event.preventDefault();
  openForm(elt);
  goTo(place.firstElementChild);
});

document.addEventListener("htmx:beforeSwap", ({ detail }) => {
  if (detail.target === place && detail.shouldSwap) openForm(detail.requestConfig.elt);
});

addEventListener("popstate", (event) => {
  const { state } = event;
  if (state?.htmx && !window.htmx) return location.reload();
  const shown = state?.form;
  if (shown === undefined || !place?.firstChild) return;
  // htmx would load the page again
  event.stopImmediatePropagation();
  place.hidden = !shown;
  if (!shown) place.previousElementSibling.focus({ preventScroll: true });
});

function goTo(element) {
  element.focus({ preventScroll: true });
  element.scrollIntoView();
}

document.addEventListener("htmx:afterSettle", (event) => {
  const swapped = event.detail.elt;
  if (!(swapped instanceof Element)) return;
  offerSharing(swapped);
  if (swapped.id === "answers") followReading();
  const said = swapped.closest("[data-announce]") ?? swapped.querySelector("[data-announce]");
  if (said) announce(said.dataset.announce);
  const alert = swapped.querySelector("[role=alert]");
  if (alert) return alert.focus();
  const next = swapped.matches("[data-focus]") ? swapped : swapped.querySelector("[data-focus]");
  if (next && !swapped.contains(document.activeElement)) {
    goTo(next);
  } else if (document.activeElement === document.body) {
    // The clicked element was replaced.
    document.getElementById(event.detail.requestConfig?.elt.id)?.focus();
  }
});

// Typing adds one history entry, the same address none.
document.addEventListener("htmx:beforeHistoryUpdate", ({ detail: { history, requestConfig } }) => {
  const [from, to] = [new URL(location), new URL(history.path, location)];
  if (!to.searchParams.get("q")) to.searchParams.delete("q");
  history.path = to.pathname + to.search;
  const typed = requestConfig.triggeringEvent?.type === "input";
  if (from.search === to.search || (typed && from.searchParams.get("q") && to.searchParams.get("q"))) {
    history.type = "replace";
  }
});

// A topic replaced during a click would miss it, so only its attributes change.
document.addEventListener("htmx:oobBeforeSwap", ({ detail }) => {
  if (detail.target.id !== "topics") return;
  const successors = [...detail.fragment.querySelectorAll("[id]:not(#topics)")];
  const elements = [...detail.target.querySelectorAll("[id]")];
  if (elements.map(({ id }) => id).join() !== successors.map(({ id }) => id).join()) return;
  elements.forEach((element, index) => {
    for (const name of element.getAttributeNames()) element.removeAttribute(name);
    for (const { name, value } of successors[index].attributes) element.setAttribute(name, value);
    htmx.process(element);
  });
  detail.shouldSwap = false;
});

// If a request fails, links are followed, and forms say so.
for (const failure of ["htmx:responseError", "htmx:sendError"]) {
  document.addEventListener(failure, ({ detail: { elt } }) => {
    if (elt.href) return location.assign(elt.href);
    const notice = elt.closest("form")?.querySelector(".send-failed");
    if (!notice) return announce(words.failed);
    notice.hidden = false;
    notice.focus();
  });
}

// The server counts what is read, not what a browser fetches in advance.
if (/^nav/.test(performance.getEntriesByType("navigation")[0].deliveryType)) {
  fetch("", { method: "HEAD", headers: { "X-Prefetched": document.referrer } });
}

offerSharing(document);
followReading();
document.querySelector("main [role=alert]")?.focus();
