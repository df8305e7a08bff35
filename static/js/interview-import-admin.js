/* Say that the server did not answer, so that nobody continues to work in vain. */
for (const failure of ["htmx:responseError", "htmx:sendError", "htmx:timeout"]) {
  document.addEventListener(failure, () => {
    const said = document.getElementById("t-said");
    said.textContent = said.dataset.failed;
  });
}
