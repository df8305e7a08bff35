/* Make the editor's buttons wait for a draft that is being saved, and then submit the form.

   Wagtail sends both at once. Then a new page is created twice, and a draft stored after a published
   version looks like that of another window, so that the next click only shows a warning. */
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
    // A ping sent before a draft was stored takes that draft for somebody else's. Ignore its answer.
    if (before !== saves && String(address).includes("/editing-sessions/ping/")) return never();
    return response;
  };

  function settle({ type, detail }) {
    saving = false;
    const button = pressed;
    pressed = null;
    if (!button) return;
    if ("wProgressLoadingValue" in button.dataset) button.dataset.wProgressLoadingValue = "false"; // enabled again
    // There is a newer version of somebody else's. Wagtail says so and asks before overwriting it.
    if (type !== "w-autosave:error" || detail.type !== "invalid_revision") setTimeout(() => button.click());
  }
  document.addEventListener("w-autosave:success", settle);
  document.addEventListener("w-autosave:error", settle);

  // On `window`, so that it runs after all listeners that may cancel the submission.
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
