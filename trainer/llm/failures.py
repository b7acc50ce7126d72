"""What can go wrong with an endpoint, as our own failures. No message of theirs is passed on: it may hold a key."""

import openai

from trainer.errors import ModelFailed

WAIT_AT_MOST = 600.0
"""Seconds that an endpoint may ask us to stay away."""
_CODES: tuple[tuple[type[Exception], str], ...] = (
    (openai.AuthenticationError, "model.key_refused"),
    (openai.PermissionDeniedError, "model.key_refused"),
    (openai.NotFoundError, "model.unknown_model"),
    (openai.RateLimitError, "model.busy"),
    (openai.APIStatusError, "model.server_error"),
    (openai.APIConnectionError, "model.unreachable"),
    (openai.LengthFinishReasonError, "model.cut_off"),
    (openai.ContentFilterFinishReasonError, "model.cut_off"),
    (openai.OpenAIError, "model.broken"),
    (OSError, "model.unreachable"),
)
"""The first that fits; whatever is not listed is a body that is no answer (ValueError, IndexError, TypeError...)."""


def told(error: Exception) -> ModelFailed:
    """The failure that this exception of langchain's or openai's means."""
    code = next((code for kind, code in _CODES if isinstance(error, kind)), "model.broken")
    return ModelFailed(code, wait=_wait(error) if isinstance(error, openai.APIStatusError) else 0.0)


def _wait(error: openai.APIStatusError) -> float:
    """`Retry-After` in seconds; a date there counts as none."""
    try:
        return min(WAIT_AT_MOST, max(0.0, float(error.response.headers.get("retry-after", "0"))))
    except ValueError:
        return 0.0
