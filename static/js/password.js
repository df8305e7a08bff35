/* Add a button that shows the password while it is typed. */
"use strict";

const words = document.currentScript.dataset;

for (const input of document.querySelectorAll("input[type=password]")) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "password-show";
  button.textContent = words.show;
  button.setAttribute("aria-label", words.name);
  button.setAttribute("aria-pressed", "false");
  button.setAttribute("aria-controls", input.id);
  button.addEventListener("click", () => {
    const hidden = input.type === "password";
    input.type = hidden ? "text" : "password";
    button.setAttribute("aria-pressed", hidden);
  });
  // Browsers remember the content of text fields and suggest it to anybody.
  input.form?.addEventListener("submit", () => (input.type = "password"));
  input.spellcheck = false;
  input.autocapitalize = "off";
  const line = document.createElement("div");
  line.className = "password-line";
  input.replaceWith(line);
  line.append(input, button);
}
