// A call by voice: the microphone to the server, the customer's voice back, and what is understood on the page.
window.firstRingVoice = (() => {
  const RATE = 16000;
  const AUDIBLE = 0.12;
  const PAUSE = 5000;
  const DIALECT = { en: "en-US", ar: "ar-SA", bg: "bg-BG" };
  const Recogniser = window.SpeechRecognition || window.webkitSpeechRecognition;
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

  const state = (name) => {
    const box = panel();
    if (!box) return;
    box.dataset.state = name;
    show("state", says(`state${name[0].toUpperCase()}${name.slice(1)}`));
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

  // Sound on this machine: what comes from the microphone, and what the headset plays.
  class Headset {
    constructor(heard) {
      this.heard = heard;
      this.muted = false;
    }

    async open(listens) {
      if (listens) this.stream = await microphone();
      this.context = new AudioContext({ sampleRate: RATE });
      await this.context.resume();
      if (!listens) return;
      await this.context.audioWorklet.addModule("/voice/worklet.js");
      const taker = new AudioWorkletNode(this.context, "microphone");
      taker.port.onmessage = (event) => this.took(event.data);
      this.context.createMediaStreamSource(this.stream).connect(taker);
      this.stream.getAudioTracks()[0].addEventListener("ended", () => { problem("Gone"); stop(); });
    }

    took(buffer) {
      let loudest = 0;
      for (const one of new Int16Array(buffer)) loudest = Math.max(loudest, Math.abs(one));
      const level = this.muted ? 0 : Math.sqrt(loudest / 32768);
      const meter = part("level");
      if (meter) meter.value = level;
      if (!this.muted) this.heard(buffer, level);
    }

    close() {
      this.stream?.getTracks().forEach((one) => one.stop());
      this.context?.close();
    }
  }

  // Before the phone rings: does anybody hear this microphone?
  class Check {
    constructor() {
      this.headset = new Headset((_, level) => this.heard(level));
    }

    async open() {
      await this.headset.open(true);
      state("waiting");
      this.silence = setTimeout(() => state("silent"), PAUSE);
      // Who goes on to the call does not leave a microphone open behind them.
      this.watch = setInterval(() => { if (!panel()?.classList.contains("fr-check")) stop(); }, 500);
    }

    heard(level) {
      if (level < AUDIBLE) return;
      clearTimeout(this.silence);
      state("heard");
    }

    mute() {}

    close() {
      clearTimeout(this.silence);
      clearInterval(this.watch);
      this.headset.close();
    }
  }

  // The browser's own recogniser: what it hears goes to the browser's maker, and never while the customer speaks.
  class Dictation {
    constructor(understood, language) {
      this.on = false;
      this.recogniser = Object.assign(new Recogniser(), { lang: DIALECT[language] || language, continuous: true, interimResults: true });
      this.recogniser.onresult = (event) => {
        for (const result of [...event.results].slice(event.resultIndex)) {
          if (result.isFinal) understood(result[0].transcript, result[0].confidence);
          else show("caption", result[0].transcript);
        }
      };
      this.recogniser.onerror = (event) => {
        if (["network", "service-not-allowed", "language-not-supported"].includes(event.error)) { this.on = false; problem("Service"); }
      };
      this.recogniser.onend = () => { if (this.on) this.listen(true); };
    }

    listen(on) {
      this.on = on;
      try { if (on) this.recogniser.start(); else this.recogniser.abort(); } catch { /* it is running already */ }
    }
  }

  class Line {
    constructor() {
      this.playHead = 0;
      this.sources = new Set();
      this.tries = 0;
      this.wanted = true;
      this.means = panel()?.dataset.means;
      this.headset = new Headset((buffer) => this.send(buffer));
      // Nothing is recorded unless the box was ticked before the microphone went on.
      this.taped = part("consent")?.checked ?? false;
      panel()?.classList.toggle("fr-voice-taped", this.taped);
    }

    async open() {
      if (this.means === "browser" && !Recogniser) { this.means = "aloud"; this.warning = "Unsupported"; }
      await this.headset.open(this.means !== "aloud");
      if (this.means === "browser") {
        this.dictation = new Dictation((text, confidence) => this.tell({ type: "recognised", text, confidence }), part("caption")?.lang);
        this.dictation.listen(true);
      }
      this.connect();
    }

    connect() {
      this.socket = new WebSocket(`${location.protocol === "https:" ? "wss" : "ws"}://${location.host}/voice`);
      this.socket.binaryType = "arraybuffer";
      this.socket.onopen = () => {
        this.tries = 0;
        problem(this.warning || "");
        if (this.taped) this.tell({ type: "record" });
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

    send(data) { if (this.socket?.readyState === WebSocket.OPEN) this.socket.send(data); }

    tell(message) { this.send(JSON.stringify(message)); }

    play(data) {
      const rate = new DataView(data).getUint32(0, true);
      const samples = new Int16Array(data.slice(4));
      const context = this.headset.context;
      if (!samples.length) return;
      const buffer = context.createBuffer(1, samples.length, rate);
      buffer.getChannelData(0).set(Float32Array.from(samples, (one) => one / 32768));
      const source = context.createBufferSource();
      source.buffer = buffer;
      source.connect(context.destination);
      this.playHead = Math.max(context.currentTime + 0.005, this.playHead);
      source.start(this.playHead);
      this.playHead += buffer.duration;
      this.sources.add(source);
      source.onended = () => { this.sources.delete(source); if (!this.sources.size) this.quiet(); };
      if (this.sources.size === 1) this.dictation?.listen(false);
      state("speaking");
      window.firstRingHeard = (window.firstRingHeard || 0) + samples.length / rate;
    }

    quiet() {
      if (!this.wanted) return;
      state("listening");
      if (!this.headset.muted) this.dictation?.listen(true);
    }

    flush() {
      for (const source of this.sources) { source.onended = null; try { source.stop(); } catch { /* it had ended */ } }
      this.sources.clear();
      this.playHead = 0;
      this.quiet();
    }

    mute(muted) {
      this.headset.muted = muted;
      this.dictation?.listen(!muted && !this.sources.size);
    }

    told(message) {
      if (message.type === "state") { if (!(message.state === "listening" && this.sources.size)) state(message.state); }
      else if (message.type === "flush") this.flush();
      else if (message.type === "caption") caption(message.text, message.sure);
      else if (message.type === "said" && message.early) early(message.text);
      else if (message.type === "unheard") show("caption", says("unheard"));
      else if (message.type === "problem") problem("Turn");
      else if (message.type === "changed") { show("caption", ""); part("unsure")?.setAttribute("hidden", ""); document.querySelector("#fr-look")?.click(); }
      else if (message.type === "ended") stop();
    }

    close() {
      this.wanted = false;
      this.dictation?.listen(false);
      this.flush();
      this.socket?.close();
      this.headset.close();
    }
  }

  const caption = (text, sure) => {
    show("caption", text);
    const field = part("correction");
    part("unsure")?.toggleAttribute("hidden", sure || !text);
    if (field && !sure) { field.value = text; field.focus(); field.select(); }
  };

  // What is heard before all of it is worded is read at once, too.
  const early = (text) => {
    const place = document.querySelector("#fr-talk .fr-saying");
    if (place) place.textContent = `${place.textContent} ${text}`.trim();
  };

  const correct = () => {
    line?.tell({ type: "correct", text: part("correction").value });
    part("unsure")?.setAttribute("hidden", "");
  };

  const begin = async (opening) => {
    if (line) return;
    line = opening;
    problem("");
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
    document.querySelectorAll(".fr-voice-on").forEach((one) => one.classList.remove("fr-voice-on"));
    state("off");
  };

  const pressed = (button, on = button.getAttribute("aria-pressed") !== "true") => { button.setAttribute("aria-pressed", String(on)); return on; };

  // Push to talk: only while the keys are held does anything go out.
  const press = (down) => { if (panel()?.querySelector("[data-do=push]")?.getAttribute("aria-pressed") === "true") line?.mute(!down); };

  const acts = {
    start: () => begin(new Line()),
    check: () => begin(new Check()),
    stop,
    correct,
    mute: (button) => line?.mute(pressed(button)),
    push: (button) => line?.mute(pressed(button)),
  };

  document.addEventListener("click", (event) => {
    const button = event.target.closest?.(".fr-voice [data-do]");
    if (button) acts[button.dataset.do]?.(button);
  });
  document.addEventListener("keydown", (event) => { if (event.code === "Space" && event.altKey && !event.repeat) { press(true); event.preventDefault(); } });
  document.addEventListener("keyup", (event) => { if (event.code === "Space") press(false); });
  window.addEventListener("pagehide", stop);
  // A button that was pressed, or words that were typed, may have made the customer say something.
  const look = () => line?.tell?.({ type: "look" });
  return { stop, look, state: () => panel()?.dataset.state };
})();
