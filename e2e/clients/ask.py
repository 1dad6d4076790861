"""Asks one model through the official Python clients and prints what they understood, as JSON.

    python ask.py BASE_URL KEY MODEL
"""

import json
import sys

import anthropic
import ollama
import openai

base, key, model = sys.argv[1:4]
question = "What is Corral?"
exactly = {"temperature": 0}  # the client has no parameter for it any more, the API has
use_tool = [{"role": "user", "content": "Use get_weather for Paris."}]
tool_schema = {
    "type": "object",
    "properties": {"city": {"type": "string"}, "unit": {"enum": ["c", "f"]}},
    "required": ["city", "unit"],
}


def through_openai() -> dict:
    client = openai.OpenAI(base_url=f"{base}/v1", api_key=key, max_retries=0)
    messages = [{"role": "user", "content": question}]
    whole = client.chat.completions.create(model=model, messages=messages, temperature=0)
    stream = client.chat.completions.create(
        model=model, messages=messages, temperature=0, stream=True, stream_options={"include_usage": True}
    )
    chunks = list(stream)
    tools = [{"type": "function", "function": {"name": "get_weather", "description": "x", "parameters": tool_schema}}]
    called = client.chat.completions.create(model=model, messages=messages, tools=tools, tool_choice="required")
    try:
        client.chat.completions.create(model="nobody", messages=messages)
        error = None
    except openai.NotFoundError as missing:
        error = missing.code
    return {
        "whole": whole.choices[0].message.content,
        "streamed": "".join(c.choices[0].delta.content or "" for c in chunks if c.choices),
        "tokens": chunks[-1].usage.completion_tokens,
        "response": client.responses.create(model=model, input=question, temperature=0).output_text,
        "tool": called.choices[0].message.tool_calls[0].function.name,
        "arguments": json.loads(called.choices[0].message.tool_calls[0].function.arguments),
        "dimensions": len(client.embeddings.create(model=model, input="hello").data[0].embedding),
        "models": [each.id for each in client.models.list()],
        "error": error,
    }


def through_anthropic() -> dict:
    client = anthropic.Anthropic(base_url=base, api_key=key, max_retries=0)
    messages = [{"role": "user", "content": question}]
    whole = client.messages.create(model=model, max_tokens=100, messages=messages, extra_body=exactly)
    with client.messages.stream(model=model, max_tokens=100, messages=messages, extra_body=exactly) as stream:
        streamed = "".join(stream.text_stream)
        final = stream.get_final_message()
    tools = [{"name": "get_weather", "description": "x", "input_schema": tool_schema}]
    called = client.messages.create(model=model, max_tokens=100, messages=use_tool, tools=tools)
    try:
        client.messages.create(model="nobody", max_tokens=10, messages=messages)
        error = None
    except anthropic.NotFoundError as missing:
        error = missing.body["error"]["type"]
    return {
        "whole": whole.content[0].text,
        "streamed": streamed,
        "tokens": final.usage.output_tokens,
        "stop_reason": final.stop_reason,
        "tool": called.content[-1].name,
        "arguments": called.content[-1].input,
        "models": [each.id for each in client.models.list()],
        "error": error,
    }


def through_ollama() -> dict:
    client = ollama.Client(host=f"{base}/ollama", headers={"authorization": f"Bearer {key}"})
    messages = [{"role": "user", "content": question}]
    whole = client.chat(model=model, messages=messages, options={"temperature": 0})
    parts = list(client.chat(model=model, messages=messages, options={"temperature": 0}, stream=True))
    tools = [{"type": "function", "function": {"name": "get_weather", "description": "x", "parameters": tool_schema}}]
    called = client.chat(model=model, messages=use_tool, tools=tools)
    try:
        client.chat(model="nobody", messages=messages)
        error = None
    except ollama.ResponseError as missing:
        error = missing.status_code
    return {
        "whole": whole.message.content,
        "streamed": "".join(part.message.content for part in parts),
        "tokens": parts[-1].eval_count,
        "generated": client.generate(model=model, prompt=question, options={"temperature": 0}).response,
        "tool": called.message.tool_calls[0].function.name,
        "arguments": dict(called.message.tool_calls[0].function.arguments),
        "dimensions": len(client.embed(model=model, input="hello").embeddings[0]),
        "models": [each.model for each in client.list().models],
        "shown": client.show(model).capabilities,
        "error": error,
    }


print(json.dumps({"openai": through_openai(), "anthropic": through_anthropic(), "ollama": through_ollama()}))
