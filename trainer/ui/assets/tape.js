// The recording of a call on its scorecard: heard from any turn or quote, drawn, and played at any speed.
window.firstRingTape = (() => {
  const shown = (element) => element && element.getClientRects().length > 0;
  const tape = () => [...document.querySelectorAll("audio.fr-tape")].find(shown);
  const wave = () => [...document.querySelectorAll(".fr-wave")].find(shown);

  const play = (seconds) => {
    const sound = tape();
    if (!sound) return;
    sound.currentTime = Math.max(0, seconds);
    sound.play().catch(() => {});
  };

  const from = (turn) => { if (turn?.dataset.at) play(Number(turn.dataset.at)); };

  // The agent above the line, the customer below it.
  const draw = async (place) => {
    place.drawn = true;
    const answer = await fetch(place.dataset.shape, { credentials: "same-origin" }).catch(() => null);
    if (!answer?.ok) { place.remove(); return; }
    const { seconds, agent, customer } = await answer.json();
    place.seconds = seconds;
    const path = (loud, sign) => loud.map((one, at) => `M${at + 0.5} 50v${sign * Math.max(0.5, one * 0.48)}`).join("");
    place.innerHTML = `<svg viewBox="0 0 ${agent.length} 100" preserveAspectRatio="none"><path class="fr-wave-agent" d="${path(agent, -1)}"/><path class="fr-wave-customer" d="${path(customer, 1)}"/></svg><i></i>`;
  };

  const follow = () => {
    const place = wave(), sound = tape();
    if (place && !place.drawn) draw(place);
    if (!sound) return;
    const needle = place?.querySelector("i");
    if (needle && place.seconds) needle.style.left = `${Math.min(100, 100 * sound.currentTime / place.seconds)}%`;
    if (sound.paused) return;
    const turns = [...sound.parentElement.querySelectorAll(".fr-turn[data-at]")];
    const now = turns.filter((one) => Number(one.dataset.at) <= sound.currentTime).pop();
    for (const one of turns) one.classList.toggle("fr-heard", one === now);
  };

  document.addEventListener("click", (event) => {
    from(event.target.closest?.(".fr-turn[data-at]"));
    const place = event.target.closest?.(".fr-wave");
    if (place?.seconds) play(place.seconds * (event.clientX - place.getBoundingClientRect().left) / place.clientWidth);
  });
  document.addEventListener("change", (event) => {
    if (event.target.matches?.(".fr-speed") && tape()) tape().playbackRate = Number(event.target.value);
  });
  return { from, follow };
})();
