/* Open the panel of the other language, and keep its text beside the focused field. */
document.addEventListener("DOMContentLoaded", () => {
  const panel = document.querySelector('[data-side-panel="side-by-side"]');
  if (!panel) return;
  let field, row;

  const nameOf = (element) =>
    element.name || element.closest("[data-field], [data-contentpath]")?.querySelector("[name]")?.name;

  const align = () => {
    if (row) panel.scrollTop += row.getBoundingClientRect().top - field.getBoundingClientRect().top;
  };

  document.addEventListener("focusin", ({ target }) => {
    const name = target.closest("[data-edit-form]") && nameOf(target);
    const found = name && panel.querySelector(`[data-for="${CSS.escape(name)}"]`);
    if (!found) return;
    row?.classList.remove("is-current");
    [field, row] = [target, found];
    row.classList.add("is-current");
    align();
  });
  // After the focus, the browser scrolls the field into view, and the owner may scroll on.
  document.addEventListener("scrollend", ({ target }) => panel.contains(target) || align(), true);

  // Runs after Wagtail has opened the last visit's panel. Not on phones, where it would cover the form.
  if (location.hash === "#side-by-side" && matchMedia("(min-width: 50em)").matches) {
    window.addEventListener("load", () => setTimeout(() => panel.dispatchEvent(new CustomEvent("open"))));
  }
});
