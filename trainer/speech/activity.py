"""Voice activity by silero's network, on its ONNX file and nothing else."""

import hashlib
from functools import cache
from pathlib import Path

import numpy as np
import onnxruntime

from trainer.domain.speech import HEARD_AT
from trainer.errors import BadInput

FILE = Path(__file__).with_name("silero_vad_16k_op15.onnx")
SHA256 = "7ed98ddbad84ccac4cd0aeb3099049280713df825c610a8ed34543318f1b2c49"
SAMPLES = 512
"""Samples of a window: 32 ms."""
CONTEXT = 64
"""Samples of the window before that the network also looks at."""
STILLEST = 0.001
"""Loudness (root mean square of full scale, -60 dB) under which nobody is asked whether it is a voice."""
_FULL = 32_768.0


@cache
def _network() -> onnxruntime.InferenceSession:
    """One network for all calls; what it remembers of a call is with the call."""
    content = FILE.read_bytes()
    if hashlib.sha256(content).hexdigest() != SHA256:
        raise BadInput("speech.wrong_detector", file=FILE.name)
    options = onnxruntime.SessionOptions()
    options.inter_op_num_threads = options.intra_op_num_threads = 1
    return onnxruntime.InferenceSession(content, options, providers=["CPUExecutionProvider"])


class SileroActivity:
    """How likely each window of one call's sound holds a voice."""

    def __init__(self) -> None:
        self._network = _network()
        self._state = np.zeros((2, 1, 128), dtype=np.float32)
        self._before = np.zeros(CONTEXT, dtype=np.float32)

    def likelihood(self, window: bytes) -> float:
        """0-1, for 512 samples of 16,000 a second."""
        heard = np.frombuffer(window, dtype="<i2").astype(np.float32) / _FULL
        if np.dot(heard, heard) < SAMPLES * STILLEST**2:
            self._before = heard[-CONTEXT:]
            return 0.0
        seen = np.concatenate([self._before, heard])[np.newaxis, :]
        inputs = {"input": seen, "state": self._state, "sr": np.array(HEARD_AT, dtype=np.int64)}
        found, self._state = self._network.run(None, inputs)
        self._before = heard[-CONTEXT:]
        return float(found[0, 0])
