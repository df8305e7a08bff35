/* The main button says what it will do: publish now, or on the date that has been typed. */
(() => {
  const { now, later } = document.currentScript.dataset;
  const label = document.querySelector("[name=action-publish] [data-w-progress-target=label]");
  if (!label) return;

  const spelled = (field) => {
    const date = new Date(field.value.replace(" ", "T"));
    return date > new Date() && date.toLocaleString(document.documentElement.lang, { dateStyle: "long", timeStyle: "short" });
  };
  const say = (field) => {
    const date = spelled(field);
    label.textContent = date ? later.replace("%(date)s", date) : now;
  };
  for (const change of ["input", "change"]) document.addEventListener(change, ({ target }) => target.name === "go_live_at" && say(target));
  // The dialog with the field is a template until Wagtail has begun. Without a date to come, the
  // server's words stay: they know of old versions that are published again.
  window.addEventListener("load", () => {
    const field = document.querySelector("[name=go_live_at]");
    if (field && spelled(field)) say(field);
  });
})();
