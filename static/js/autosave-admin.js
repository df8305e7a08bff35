/* Autosave and buttons take turns: what is pressed while a draft is on its way is done right after.

   Wagtail sends both at once. A new page then exists twice, and a draft that is stored after what
   was published looks like another window's: the next press only leads to a warning. */
(() => {
  const form = document.querySelector("[data-edit-form][data-controller~=w-autosave]");
  if (!form) return;
  const plainFetch = window.fetch;
  const never = () => new Promise(() => {});
  let saves = 0;
  let saving = false;
  let pressed = null;
  let sent = false;

  window.fetch = async (address, options) => {
    if (address === form.action && options?.method === "post") {
      if (sent) return never();
      saves += 1;
      saving = true;
    }
    const before = saves;
    const response = await plainFetch(address, options);
    // Asked before a draft was stored, it takes that draft for somebody else's. The next one knows.
    if (before !== saves && String(address).includes("/editing-sessions/ping/")) return never();
    return response;
  };

  function settle({ type, detail }) {
    saving = false;
    const button = pressed;
    pressed = null;
    if (!button) return;
    if ("wProgressLoadingValue" in button.dataset) button.dataset.wProgressLoadingValue = "false"; // enabled again
    // Somebody else's newer version: Wagtail says so, and nothing is written over it unasked.
    if (type !== "w-autosave:error" || detail.type !== "invalid_revision") setTimeout(() => button.click());
  }
  document.addEventListener("w-autosave:success", settle);
  document.addEventListener("w-autosave:error", settle);

  // On `window`: after everybody who may still keep the form from being sent.
  window.addEventListener("submit", (event) => {
    if (event.target !== form || event.defaultPrevented) return;
    if (!saving) {
      sent = true;
      return;
    }
    event.preventDefault();
    pressed ??= event.submitter;
  });
  window.addEventListener("pageshow", () => (sent = false));
})();
