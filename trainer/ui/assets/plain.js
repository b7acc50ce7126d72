// What plain pages do in the browser: ask before what cannot be undone, send once, filter as one chooses, copy a link.
(() => {
  document.addEventListener("submit", (event) => {
    const form = event.target;
    const question = event.submitter?.dataset.ask || form.dataset.ask;
    if (question && !window.confirm(question)) { event.preventDefault(); return; }
    if (form.sent) { event.preventDefault(); return; }
    form.sent = true;
    if (event.submitter?.dataset.busy) {
      const button = event.submitter;
      // Disabled only when it has been sent, or it would not be.
      setTimeout(() => { button.textContent = button.dataset.busy; button.setAttribute("aria-busy", "true"); }, 0);
    }
    // A page that comes back from the cache can be sent again.
    window.addEventListener("pageshow", () => { form.sent = false; }, { once: true });
    setTimeout(() => { form.sent = false; }, 4000);
  });
  document.addEventListener("change", (event) => {
    const form = event.target.closest?.("form.fr-filters");
    if (form && event.target.matches("select")) form.requestSubmit();
  });
  document.addEventListener("click", async (event) => {
    const button = event.target.closest?.("[data-copy]");
    if (!button) return;
    await navigator.clipboard?.writeText(document.getElementById(button.dataset.copy).textContent.trim());
    button.textContent = button.dataset.copied;
  });
  const told = document.querySelector("main > .fr-notice");
  if (told) { told.tabIndex = -1; told.focus({ preventScroll: false }); }
})();
