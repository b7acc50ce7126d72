// While a piece is being written: its faults, its text and its curve follow the form, and a call can be tried in it.
(() => {
  const form = document.querySelector("form[data-live]");
  if (!form) return;
  const PAUSE = 180;
  let timer = 0, asked = 0;

  const sent = async (act) => {
    const data = new FormData(form);
    data.set("do", act);
    const answer = await fetch(location.pathname, { method: "POST", body: data, credentials: "same-origin" });
    return answer.ok ? answer.text() : "";
  };

  // A fault stands beside its field too.
  const mark = () => {
    for (const one of form.querySelectorAll(".fr-wrong")) one.textContent = "";
    for (const one of form.querySelectorAll("[aria-invalid]")) one.removeAttribute("aria-invalid");
    for (const fault of document.querySelectorAll(".fr-faults [data-field]")) {
      const field = fault.dataset.field && document.getElementById(fault.dataset.field);
      const said = fault.dataset.field && document.getElementById(`e-${fault.dataset.field}`);
      if (said) said.textContent = fault.querySelector("span").textContent;
      if (field?.matches("input, select, textarea")) field.setAttribute("aria-invalid", "true");
    }
  };

  const look = async () => {
    const mine = ++asked;
    const html = await sent("look").catch(() => "");
    const place = document.getElementById("fr-looked");
    // An answer that comes late is not shown over a newer one.
    if (!html || mine !== asked) return;
    const open = [...place.querySelectorAll("details")].map((one) => one.open);
    place.innerHTML = html;
    [...place.querySelectorAll("details")].forEach((one, index) => { one.open = Boolean(open[index]); });
    mark();
  };

  const talk = async (line) => {
    const place = document.getElementById("fr-talked");
    const html = await sent("talk").catch(() => "");
    if (html) place.innerHTML = html;
    if (line) { line.value = ""; line.focus(); }
    const list = place.querySelector(".fr-talk");
    list?.scrollTo({ top: list.scrollHeight });
  };

  form.addEventListener("input", (event) => {
    const shown = event.target.type === "range" && event.target.parentElement.querySelector("output");
    if (shown) shown.textContent = event.target.value;
    if (["line", "with"].includes(event.target.name)) return;
    clearTimeout(timer);
    timer = setTimeout(look, PAUSE);
  });
  form.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && event.target.id === "fr-line") { event.preventDefault(); talk(event.target); }
  });
  form.addEventListener("click", (event) => {
    const line = document.getElementById("fr-line");
    if (event.target.closest("[data-talk]")) talk(line);
    if (event.target.closest("[data-hang-up]")) { form.querySelector("[name=said]").value = ""; line.value = ""; talk(line); }
  });
  form.addEventListener("change", (event) => {
    if (event.target.name === "with") { form.querySelector("[name=said]").value = ""; talk(null); }
  });
  // A fault in a closed part opens it.
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.('a[href^="#f-"]');
    const field = link && document.getElementById(link.getAttribute("href").slice(1));
    for (let part = field?.closest("details"); part; part = part.parentElement.closest("details")) part.open = true;
    if (field) setTimeout(() => (field.matches("input, select, textarea") ? field : field.querySelector("input, select, textarea"))?.focus(), 30);
  });
  mark();
})();
