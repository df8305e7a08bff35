/* Label the main button with what it will do: publish now, or on the date in the form. */
(() => {
  const { now, later } = document.currentScript.dataset;
  const label = document.querySelector("[name=action-publish] [data-w-progress-target=label]");
  if (!label) return;

  const spelled = (field) => {
    // "2026-12-01 09:00", or typed "1/12/2026 9:00". The server accepts both, and reports other input.
    const [, day, month, year, time = ""] = field.value.match(/^\s*(\d{1,2})[/.](\d{1,2})[/.](\d{4})(.*)$/) || [];
    const iso = day && `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")} ${time.trim().padStart(5, "0")}`;
    const date = new Date((iso || field.value.trim()).replace(" ", "T"));
    return date > new Date() && date.toLocaleString(document.documentElement.lang, { dateStyle: "long", timeStyle: "short" }).replace(/^1 (?=\p{L})/u, document.documentElement.lang.startsWith("fr") ? "1er " : "1 ");
  };
  const say = (field) => {
    const date = spelled(field);
    label.textContent = date ? later.replace("%(date)s", date) : now;
  };
  for (const change of ["input", "change"]) document.addEventListener(change, ({ target }) => target.name === "go_live_at" && say(target));
  // The dialog with the field is a <template> until Wagtail starts. Without a future date, keep the
  // server's label, which also covers old versions that are published again.
  window.addEventListener("load", () => {
    const field = document.querySelector("[name=go_live_at]");
    if (field && spelled(field)) say(field);
  });
})();
