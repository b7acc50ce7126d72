"""Clients of endpoints. They neither retry nor wait on their own: both are decided by the clock on the wall."""

from typing import Any

from pydantic import SecretStr

from trainer.errors import BadInput
from trainer.llm.chat import LangchainModel


def openai_model(
    model: str,
    base_url: str | None = None,
    key: SecretStr | None = None,
    temperature: float = 0.7,
    served_by: object | None = None,
) -> LangchainModel:
    """A model behind an endpoint that speaks the OpenAI protocol; without a URL, OpenAI's own."""
    from langchain_openai import ChatOpenAI
    from openai import DefaultAsyncHttpxClient

    # Of our own, so that it can be closed with the model.
    http = DefaultAsyncHttpxClient()
    chat = ChatOpenAI(
        model=model,
        base_url=base_url,
        api_key=key or SecretStr("none"),
        temperature=temperature,
        max_retries=0,
        stream_usage=True,
        http_async_client=http,
    )
    return LangchainModel(chat, model, http.aclose, served_by)


def provided_model(
    provider: str, model: str, base_url: str | None, key: SecretStr | None, temperature: float
) -> LangchainModel:
    """A model of another provider that langchain knows; `BadInput` when its package is not installed."""
    from langchain.chat_models import init_chat_model

    more: dict[str, Any] = {"base_url": base_url, "api_key": key}
    given = {name: value for name, value in more.items() if value}
    try:
        chat = init_chat_model(model, model_provider=provider, temperature=temperature, max_retries=0, **given)
    except (ImportError, ValueError) as error:
        raise BadInput("models.no_provider", provider=provider) from error
    return LangchainModel(chat, model)
