// What the pages do in the browser: direction, the clock, addresses, jumping to a turn, waiting for the customer,
// and telling a screen reader what was said.
window.firstRing = (() => {
  const root = document.documentElement;
  const calm = () => matchMedia("(prefers-reduced-motion: reduce)").matches;
  const PATIENCE = 20000;
  let patience = 0;

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
    // A page outside the languages says its own.
    if (!/^(en|ar|bg)$/.test(language)) return;
    root.lang = language;
    root.dir = language === "ar" ? "rtl" : "ltr";
  };

  const tick = () => {
    for (const clock of document.querySelectorAll("[data-elapsed]")) {
      // A new answer of the server sets the clock anew.
      if (clock.setBy !== clock.dataset.elapsed) {
        clock.setBy = clock.dataset.elapsed;
        clock.startedAt = Date.now() - Number(clock.setBy) * 1000;
      }
      const seconds = Math.floor((Date.now() - clock.startedAt) / 1000);
      const shown = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
      if (clock.textContent !== shown) clock.textContent = shown;
    }
  };

  // Moments come in UTC; people read them on their own clock.
  const localise = () => {
    const form = { day: "numeric", month: "short", year: "numeric", hour: "2-digit", minute: "2-digit", hourCycle: "h23" };
    const language = { ar: "ar-SA-u-ca-gregory-nu-latn", bg: "bg-BG", en: "en-GB" }[root.lang] || root.lang;
    for (const time of document.querySelectorAll("time[datetime]")) {
      const shown = new Intl.DateTimeFormat(language, form).format(new Date(time.dateTime));
      if (time.textContent !== shown) time.textContent = shown;
    }
  };

  const shown = (element) => element && element.getClientRects().length > 0;

  // The address leads back to what is shown, so that a reload does too.
  const address = () => {
    const part = [...document.querySelectorAll("[data-address]")].find(shown);
    if (part && location.search !== part.dataset.address) history.pushState(null, "", location.pathname + part.dataset.address);
  };

  const jump = (event) => {
    const link = event.target.closest?.('a[href^="#turn-"]');
    const turn = link && [...document.querySelectorAll(link.getAttribute("href"))].find(shown);
    if (!turn) return;
    event.preventDefault();
    document.querySelectorAll(".fr-found").forEach((one) => one.classList.remove("fr-found"));
    turn.classList.add("fr-found");
    turn.scrollIntoView({ block: "center", behavior: calm() ? "auto" : "smooth" });
    turn.focus({ preventScroll: true });
    window.firstRingTape.from(turn);
  };

  const box = () => document.querySelector("#fr-say textarea");

  // What the customer says is shown sentence by sentence while the rest of it is still being said.
  const listen = async () => {
    const place = document.querySelector("#fr-talk .fr-saying");
    while (place && root.classList.contains("fr-is-waiting")) {
      await new Promise((go) => setTimeout(go, 200));
      const answer = await fetch("/saying", { credentials: "same-origin" }).catch(() => null);
      if (!answer?.ok) continue;
      const said = (await answer.json()).sentences.join(" ");
      if (root.classList.contains("fr-is-waiting") && said) place.textContent = said;
    }
  };

  const ready = () => {
    clearTimeout(patience);
    root.classList.remove("fr-is-waiting");
    const words = box();
    if (words) words.readOnly = false;
  };

  // While the customer answers the words stay in the box; they go when they are on the record.
  const waiting = (words) => {
    ready();
    if (!words.trim()) return words;
    document.querySelector(".fr-lost")?.setAttribute("hidden", "");
    root.classList.add("fr-is-waiting");
    const field = box();
    if (field) field.readOnly = true;
    listen();
    patience = setTimeout(() => { ready(); document.querySelector(".fr-lost")?.removeAttribute("hidden"); }, PATIENCE);
    return words;
  };

  // A call that awaits its grade looks for it again by itself.
  const lookAgain = () => {
    const waits = [...document.querySelectorAll(".fr-awaiting")].find(shown);
    if (waits) setTimeout(() => { if (shown(waits)) location.assign(location.pathname + waits.dataset.address); }, 5000);
  };

  // After a turn: show the end of the talk, say the customer's words, and be ready for the next ones. What an earlier
  // click brings late must not end the waiting for an answer.
  const latest = (answered = false) => setTimeout(() => {
    if (answered || !root.classList.contains("fr-is-waiting")) ready();
    address();
    lookAgain();
    window.firstRingVoice?.look();
    const talk = document.querySelector("#fr-talk .fr-talk");
    talk?.scrollTo({ top: talk.scrollHeight });
    const said = [...document.querySelectorAll("#fr-talk .fr-customer p")].pop();
    if (said && shown(said) && live().textContent !== said.textContent) live().textContent = said.textContent;
    const next = [box(), ...document.querySelectorAll("#fr-call .fr-see-card")].find((one) => shown(one) && !one.disabled);
    next?.focus({ preventScroll: true });
  }, 60);

  const top = () => setTimeout(() => {
    address();
    window.scrollTo({ top: 0 });
    const title = [...document.querySelectorAll(".gradio-container h1")].find(shown);
    if (title) { title.tabIndex = -1; title.focus({ preventScroll: true }); }
    if (title && location.search.startsWith("?call=")) live().textContent = title.textContent;
    lookAgain();
  }, 60);

  const drawer = () => setTimeout(() => {
    const open = [...document.querySelectorAll(".fr-drawer")].find(shown);
    (open?.querySelector("textarea, input") || open?.querySelector("button") || box())?.focus();
    open?.scrollIntoView({ block: "nearest" });
  }, 60);

  // A menu shuts when attention goes elsewhere.
  const shut = (event) => {
    for (const menu of document.querySelectorAll("details.fr-menu[open]")) {
      if (event.type === "keydown" ? event.key === "Escape" : !menu.contains(event.target)) menu.open = false;
    }
  };

  // A change of language leads back to the same screen.
  const keepPlace = (event) => {
    const to = event.target.closest?.(".fr-languages")?.querySelector("[name=to]");
    if (to) to.value = `${location.pathname.split("/").slice(2).join("/")}${location.search}`;
  };

  direct();
  new MutationObserver(() => { if (!root.dir || root.lang !== location.pathname.split("/")[1]) direct(); })
    .observe(root, { attributes: true, attributeFilter: ["lang", "dir"] });
  setInterval(() => { tick(); localise(); window.firstRingTape.follow(); }, 250);
  document.addEventListener("click", jump);
  document.addEventListener("click", shut);
  document.addEventListener("keydown", shut);
  document.addEventListener("submit", keepPlace, true);
  window.addEventListener("popstate", () => location.reload());
  return { latest, top, waiting, drawer };
})();
