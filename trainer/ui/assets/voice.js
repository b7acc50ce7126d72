// A call by voice: the microphone to the server, the customer's voice back, and what is understood on the page.
window.firstRingVoice = (() => {
  const RATE = 16000;
  let line = null;

  const panel = () => [...document.querySelectorAll(".fr-voice")].find((one) => one.getClientRects().length > 0);
  const part = (name) => panel()?.querySelector(`[data-part=${name}]`);
  const says = (name) => panel()?.dataset[name] ?? "";
  const show = (name, text) => { const place = part(name); if (place && place.textContent !== text) place.textContent = text; };

  const problem = (code) => {
    const text = code ? says(`problem${code}`) || says("problemOther") : "";
    show("problem", text);
    part("problem")?.toggleAttribute("hidden", !text);
  };

  // What keeps a microphone from working, told apart by what the browser throws.
  const reasons = { NotAllowedError: "Denied", SecurityError: "Denied", NotFoundError: "None", OverconstrainedError: "None", NotReadableError: "Busy", AbortError: "Busy" };

  const microphone = async () => {
    if (!window.isSecureContext || !navigator.mediaDevices) throw Object.assign(new Error(), { code: "Insecure" });
    try {
      return await navigator.mediaDevices.getUserMedia({ audio: { channelCount: 1, echoCancellation: true, noiseSuppression: true, autoGainControl: true } });
    } catch (error) {
      throw Object.assign(new Error(), { code: reasons[error.name] || "Other" });
    }
  };

  class Line {
    constructor() {
      this.muted = false;
      this.playHead = 0;
      this.sources = new Set();
      this.tries = 0;
      this.wanted = true;
      // Nothing is recorded unless the box was ticked before the microphone went on.
      this.taped = part("consent")?.checked ?? false;
      panel()?.classList.toggle("fr-voice-taped", this.taped);
    }

    async open() {
      this.stream = await microphone();
      this.context = new AudioContext({ sampleRate: RATE });
      await this.context.resume();
      await this.context.audioWorklet.addModule("/voice/worklet.js");
      const source = this.context.createMediaStreamSource(this.stream);
      const taker = new AudioWorkletNode(this.context, "microphone");
      taker.port.onmessage = (event) => this.heard(event.data);
      source.connect(taker);
      this.stream.getAudioTracks()[0].addEventListener("ended", () => { problem("Gone"); stop(); });
      this.connect();
    }

    connect() {
      this.socket = new WebSocket(`${location.protocol === "https:" ? "wss" : "ws"}://${location.host}/voice`);
      this.socket.binaryType = "arraybuffer";
      this.socket.onopen = () => {
        this.tries = 0;
        problem("");
        if (this.taped) this.socket.send(JSON.stringify({ type: "record" }));
      };
      this.socket.onmessage = (event) => (typeof event.data === "string" ? this.told(JSON.parse(event.data)) : this.play(event.data));
      this.socket.onclose = (event) => this.lost(event.code);
    }

    // A line that breaks is taken up again; the call is on the record and goes on where it was.
    lost(code) {
      this.flush();
      if (!this.wanted) return;
      if ([4401, 4404, 4409].includes(code) || this.tries >= 6) {
        problem(code === 4409 ? "Elsewhere" : code === 4404 ? "Nobody" : "Line");
        stop();
        return;
      }
      state("reconnecting");
      setTimeout(() => this.wanted && this.connect(), 250 * 2 ** this.tries++);
    }

    heard(buffer) {
      const samples = new Int16Array(buffer);
      let loudest = 0;
      for (const one of samples) loudest = Math.max(loudest, Math.abs(one));
      const meter = part("level");
      if (meter) meter.value = this.muted ? 0 : Math.sqrt(loudest / 32768);
      if (!this.muted && this.socket?.readyState === WebSocket.OPEN) this.socket.send(buffer);
    }

    play(data) {
      const rate = new DataView(data).getUint32(0, true);
      const samples = new Int16Array(data.slice(4));
      if (!samples.length) return;
      const buffer = this.context.createBuffer(1, samples.length, rate);
      buffer.getChannelData(0).set(Float32Array.from(samples, (one) => one / 32768));
      const source = this.context.createBufferSource();
      source.buffer = buffer;
      source.connect(this.context.destination);
      this.playHead = Math.max(this.context.currentTime + 0.02, this.playHead);
      source.start(this.playHead);
      this.playHead += buffer.duration;
      this.sources.add(source);
      source.onended = () => { this.sources.delete(source); if (!this.sources.size) state("listening"); };
      state("speaking");
      window.firstRingHeard = (window.firstRingHeard || 0) + samples.length / rate;
    }

    flush() {
      for (const source of this.sources) { try { source.stop(); } catch { /* it had ended */ } }
      this.sources.clear();
      this.playHead = 0;
    }

    told(message) {
      if (message.type === "state") { if (!(message.state === "listening" && this.sources.size)) state(message.state); }
      else if (message.type === "flush") this.flush();
      else if (message.type === "caption") caption(message.text, message.sure);
      else if (message.type === "unheard") show("caption", says("unheard"));
      else if (message.type === "problem") problem("Turn");
      else if (message.type === "changed") { show("caption", ""); part("unsure")?.setAttribute("hidden", ""); document.querySelector("#fr-look")?.click(); }
      else if (message.type === "ended") stop();
    }

    close() {
      this.wanted = false;
      this.flush();
      this.socket?.close();
      this.stream?.getTracks().forEach((one) => one.stop());
      this.context?.close();
    }
  }

  const state = (name) => {
    const box = panel();
    if (!box) return;
    box.dataset.state = name;
    show("state", says(`state${name[0].toUpperCase()}${name.slice(1)}`));
  };

  const caption = (text, sure) => {
    show("caption", text);
    const field = part("correction");
    part("unsure")?.toggleAttribute("hidden", sure || !text);
    if (field && !sure) { field.value = text; field.focus(); field.select(); }
  };

  const correct = () => {
    line?.socket?.send(JSON.stringify({ type: "correct", text: part("correction").value }));
    part("unsure")?.setAttribute("hidden", "");
  };

  const start = async () => {
    if (line) return;
    const opening = new Line();
    line = opening;
    state("opening");
    try {
      await opening.open();
      panel()?.classList.add("fr-voice-on");
    } catch (error) {
      opening.close();
      line = null;
      state("off");
      problem(error.code || "Other");
    }
  };

  const stop = () => {
    line?.close();
    line = null;
    panel()?.classList.remove("fr-voice-on");
    state("off");
  };

  const mute = (button) => {
    if (!line) return;
    line.muted = !line.muted;
    button.setAttribute("aria-pressed", String(line.muted));
  };

  // Push to talk: only while the key or the button is held does anything go out.
  const press = (down) => { if (line && panel()?.querySelector("[data-do=push]")?.getAttribute("aria-pressed") === "true") line.muted = !down; };

  document.addEventListener("click", (event) => {
    const button = event.target.closest?.(".fr-voice [data-do]");
    if (!button) return;
    const acts = { start, stop, correct, mute: () => mute(button), push: () => {
      const on = button.getAttribute("aria-pressed") !== "true";
      button.setAttribute("aria-pressed", String(on));
      if (line) line.muted = on;
    } };
    acts[button.dataset.do]?.();
  });
  document.addEventListener("keydown", (event) => { if (event.code === "Space" && event.altKey && !event.repeat) { press(true); event.preventDefault(); } });
  document.addEventListener("keyup", (event) => { if (event.code === "Space") press(false); });
  window.addEventListener("pagehide", stop);
  // A button that was pressed may have made the customer say something.
  const look = () => { if (line?.socket?.readyState === WebSocket.OPEN) line.socket.send(JSON.stringify({ type: "look" })); };
  return { start, stop, look, state: () => panel()?.dataset.state };
})();
