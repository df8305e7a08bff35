/* Say that the session has ended, keep the typed text, and go on after a log-in in another tab. */
(() => {
  const notice = document.querySelector("[data-session]");
  if (!notice) return;
  const CHECK_EVERY = 20_000; // ms, while somebody is active
  const WAIT = 3_000; // ms between two checks for a new session
  const plainFetch = window.fetch;
  let ended = false;
  let seen = Date.now();
  let token = cookie();

  function cookie() {
    return document.cookie.match(/(?:^|; )csrftoken=([^;]+)/)?.[1];
  }

  // A log-in changes the CSRF cookie, but open forms still contain the old token.
  function renew() {
    const now = cookie();
    if (!now || now === token) return;
    token = now;
    document.querySelectorAll("[name=csrfmiddlewaretoken]").forEach((field) => (field.value = now));
    if (window.wagtailConfig) window.wagtailConfig.CSRF_TOKEN = now;
  }

  function show(state) {
    notice.hidden = !state;
    notice.querySelectorAll("[data-when]").forEach((part) => (part.hidden = part.dataset.when !== state));
  }

  function end() {
    if (ended) return;
    ended = true;
    show("ended");
    look();
  }

  function resume() {
    renew();
    if (!ended) return;
    ended = false;
    show("resumed");
    // Autosave only tries again at the next change, so save the typed text now.
    document.querySelector("[data-edit-form]")?.dispatchEvent(new CustomEvent("w-unsaved:add", { bubbles: true, cancelable: true }));
  }

  async function check() {
    seen = Date.now();
    try {
      const response = await plainFetch(notice.dataset.url, { headers: { Accept: "application/json" }, cache: "no-store" });
      const { logged_in: goesOn } = await response.json();
      goesOn ? resume() : end();
    } catch {
      // Without network or site, nothing is known about the session.
    }
  }

  function look() {
    if (ended) setTimeout(async () => { if (!document.hidden) await check(); look(); }, WAIT);
  }

  window.fetch = async (...request) => {
    const response = await plainFetch(...request);
    const { origin, pathname } = new URL(response.url || location.href);
    if (origin === location.origin && pathname.startsWith("/admin/")) response.status === 401 ? end() : (seen = Date.now());
    return response;
  };
  document.addEventListener("htmx:responseError", ({ detail }) => detail.xhr.status === 401 && end());
  window.jQuery?.(document).on("ajaxError", (event, request) => request.status === 401 && end());

  const somebodyIsHere = () => { if (Date.now() - seen > CHECK_EVERY) check(); };
  for (const sign of ["input", "pointerdown", "keydown"]) document.addEventListener(sign, somebodyIsHere, { capture: true, passive: true });
  document.addEventListener("visibilitychange", () => document.hidden || check());
  window.addEventListener("focus", () => ended && check());
  document.addEventListener("w-autosave:success", () => show());

  // A form sent now would lead to the log-in. This runs before Wagtail's own listeners, which would
  // change the button to "Saving…".
  document.addEventListener("click", async (event) => {
    renew();
    const button = event.target.closest?.("button, input[type=submit]");
    if (!ended || button?.type !== "submit" || button.form?.method !== "post") return;
    event.preventDefault();
    event.stopImmediatePropagation();
    await check();
    if (!ended) return button.click();
    notice.scrollIntoView({ block: "nearest" });
    notice.querySelector("a").focus();
  }, true);

  if (notice.dataset.session === "ended") end();
})();
