/* The main button says what it will do: publish now, or on the date that has been typed. */
(() => {
  const { now, later } = document.currentScript.dataset;
  const label = document.querySelector("[name=action-publish] [data-w-progress-target=label]");
  const field = document.querySelector("[name=go_live_at]");
  if (!label || !field) return;
  const before = label.textContent;
  const written = field.value;

  const say = () => {
    const date = new Date(field.value.replace(" ", "T"));
    const spelled = date > new Date() && date.toLocaleString(document.documentElement.lang, { dateStyle: "long", timeStyle: "short" });
    label.textContent = spelled ? later.replace("%(date)s", spelled) : field.value === written ? before : now;
  };
  // Through jQuery: the calendar's own change is one of its events, which no other listener hears.
  window.jQuery(document).on("input change", "[name=go_live_at]", say);
  say();
})();
