// Takes the sound off the microphone and hands it on as samples of 16 bits, in pieces of 32 ms: what the voice detector
// looks at at a time, so that smaller ones would be no sooner.
class Microphone extends AudioWorkletProcessor {
  constructor() {
    super();
    this.samples = new Int16Array(512);
    this.at = 0;
  }

  process(inputs) {
    for (const value of inputs[0]?.[0] ?? []) {
      this.samples[this.at++] = Math.max(-1, Math.min(1, value)) * 32767;
      if (this.at === this.samples.length) {
        this.port.postMessage(this.samples.slice().buffer);
        this.at = 0;
      }
    }
    return true;
  }
}
registerProcessor("microphone", Microphone);
