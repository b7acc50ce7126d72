// What the pages do in the browser: direction, the clock, jumping to a turn, and telling a screen reader what was said.
window.firstRing = (() => {
  const root = document.documentElement;
  const live = () => {
    let region = document.getElementById("fr-live");
    if (!region) {
      region = Object.assign(document.createElement("div"), { id: "fr-live", className: "fr-hidden" });
      region.setAttribute("aria-live", "polite");
      document.body.append(region);
    }
    return region;
  };

  // Gradio sets the language of the page, never its direction.
  const direct = () => {
    const language = location.pathname.split("/")[1];
    root.lang = language;
    root.dir = language === "ar" ? "rtl" : "ltr";
  };

  const tick = () => {
    for (const clock of document.querySelectorAll("[data-elapsed]")) {
      clock.startedAt ??= Date.now() - Number(clock.dataset.elapsed) * 1000;
      const seconds = Math.floor((Date.now() - clock.startedAt) / 1000);
      clock.textContent = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
    }
  };

  const jump = (event) => {
    const link = event.target.closest?.('a[href^="#turn-"]');
    const turn = link && document.querySelector(link.getAttribute("href"));
    if (!turn) return;
    event.preventDefault();
    document.querySelectorAll(".fr-found").forEach((one) => one.classList.remove("fr-found"));
    turn.classList.add("fr-found");
    turn.scrollIntoView({ block: "center", behavior: matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth" });
    turn.focus({ preventScroll: true });
  };

  // After a turn: show the end of the talk, say the customer's words, and be ready for the next ones.
  const latest = () => setTimeout(() => {
    const talk = document.querySelector("#fr-talk .fr-talk");
    talk?.scrollTo({ top: talk.scrollHeight });
    talk?.lastElementChild?.scrollIntoView({ block: "nearest" });
    const said = [...document.querySelectorAll("#fr-talk .fr-customer p")].pop();
    if (said && live().textContent !== said.textContent) live().textContent = said.textContent;
    document.querySelector("#fr-say textarea:not([disabled])")?.focus();
  }, 60);

  const top = () => setTimeout(() => window.scrollTo({ top: 0 }), 60);

  direct();
  new MutationObserver(() => { if (!root.dir || root.lang !== location.pathname.split("/")[1]) direct(); })
    .observe(root, { attributes: true, attributeFilter: ["lang", "dir"] });
  setInterval(tick, 250);
  document.addEventListener("click", jump);
  return { latest, top };
})();
