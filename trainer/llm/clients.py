"""Clients of endpoints. They neither retry nor wait on their own: both are decided by the clock on the wall."""

from pydantic import SecretStr

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
