/* Show what only a browser knows: the tokens' colours and contrasts, and states such as hover. */

const IN_USE = /:(hover|focus-visible|active)/g;

/* Copy the rules for :hover and the like to classes such as .is-hover. */
function showStates(rules) {
  for (let at = rules.cssRules.length - 1; at >= 0; at--) {
    const rule = rules.cssRules[at];
    const selector = rule.selectorText;
    if (selector && IN_USE.test(selector) && !/:not\([^)]*:(hover|focus|active)/.test(selector)) {
      rules.insertRule(rule.cssText.replace(selector, selector.replace(IN_USE, ".is-$1")), at + 1);
    } else if (rule.cssRules?.length) showStates(rule);
    IN_USE.lastIndex = 0;
  }
}

const pen = document.createElement("canvas").getContext("2d", { willReadFrequently: true });

/* Relative luminance (WCAG 2.2) of a colour in any notation that the browser reads. */
function luminance(colour) {
  pen.fillStyle = colour;
  pen.fillRect(0, 0, 1, 1);
  const [r, g, b] = [...pen.getImageData(0, 0, 1, 1).data]
    .map((c) => c / 255)
    .map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function measure() {
  for (const pair of document.querySelectorAll("[data-text]")) {
    pair.style.color = `var(--${pair.dataset.text})`;
    pair.style.backgroundColor = `var(--${pair.dataset.ground})`;
    const { color, backgroundColor } = getComputedStyle(pair);
    const [low, high] = [color, backgroundColor].map(luminance).sort((a, b) => a - b);
    const ratio = (high + 0.05) / (low + 0.05);
    pair.querySelector("b").textContent = ratio.toFixed(1);
    pair.toggleAttribute("data-low", ratio < Number(pair.dataset.least));
  }
}

/* Every custom property of tokens.css that is a colour. */
function showTokens() {
  const names = new Set();
  const collect = (rules) => {
    for (const rule of rules) {
      if (rule.selectorText === ":root") for (const name of rule.style) names.add(name);
      if (rule.cssRules) collect(rule.cssRules);
    }
  };
  for (const sheet of document.styleSheets) collect(sheet.cssRules);
  const root = getComputedStyle(document.documentElement);
  for (const name of names) {
    if (!name.startsWith("--") || !CSS.supports("color", root.getPropertyValue(name))) continue;
    const swatch = document.createElement("li");
    swatch.textContent = name.slice(2);
    swatch.style.setProperty("--token", `var(${name})`);
    document.querySelector(".guide-tokens").append(swatch);
  }
}

for (const sheet of document.styleSheets) showStates(sheet);
showTokens();
measure();
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", measure);
// Forms with errors take the focus; this page shows several, so scroll back to its top.
document.activeElement.blur();
scrollTo(0, 0);
