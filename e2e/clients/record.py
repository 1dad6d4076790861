"""Records real exchanges with an engine, for the tests of inference-proxy.

    python record.py http://127.0.0.1:11434 MODEL services/inference-proxy/src/test/resources/exchanges/ollama-0.17.4
    ENGINE_KEY=… python record.py http://127.0.0.1:8000 MODEL …/exchanges/vllm-0.32.0 --cases openai,vllm --counting

Writes per case `<case>.request.json` and `<case>.response` (status line, content type, blank line, body as it came).
Needs nothing but Python.
"""

import argparse
import json
import os
import pathlib
import urllib.error
import urllib.request

parser = argparse.ArgumentParser(description="Records real exchanges with an engine.")
parser.add_argument("base", help="where the engine listens")
parser.add_argument("model", help="the name that it serves")
parser.add_argument("folder", type=pathlib.Path)
parser.add_argument("--cases", default="ollama,openai", help="how the names of the cases begin, with commas between")
parser.add_argument("--counting", action="store_true", help="ask for a count with every piece, as the proxy asks a vLLM")
given = parser.parse_args()

asked = [{"role": "user", "content": "What is Corral?"}]
thinking = [{"role": "user", "content": "Think first: what is Corral?"}]
schema = {"type": "object", "properties": {"city": {"type": "string"}}, "required": ["city"]}
tools = [{"type": "function", "function": {"name": "get_weather", "description": "Tells the weather.", "parameters": schema}}]
named = {"type": "function", "function": {"name": "get_weather"}}
weather = [{"role": "user", "content": "Use get_weather for Paris."}]
weathers = [{"role": "user", "content": "Use get_weather for Paris and Bonn."}]
usage = {"stream_options": {"include_usage": True, **({"continuous_usage_stats": True} if given.counting else {})}}
greedy = {"options": {"temperature": 0, "num_predict": 12}}
patient = {"options": {"temperature": 0, "num_predict": 60}}
short = {"temperature": 0, "max_tokens": 12}
long = {"temperature": 0, "max_tokens": 60}
shaped = {"response_format": {"type": "json_schema", "json_schema": {"name": "place", "schema": schema, "strict": True}}}
likely = {"logprobs": True, "top_logprobs": 2}
CHAT = "/v1/chat/completions"

CASES = {
    "ollama-chat-stream": ("/api/chat", {"messages": asked, **greedy}),
    "ollama-chat-whole": ("/api/chat", {"messages": asked, "stream": False, **greedy}),
    "ollama-chat-tools": ("/api/chat", {"messages": weather, "stream": False, "tools": tools, **patient}),
    "ollama-chat-tools-stream": ("/api/chat", {"messages": weather, "tools": tools, **patient}),
    "ollama-chat-json": ("/api/chat", {"messages": asked, "stream": False, "format": schema, **patient}),
    "ollama-chat-load": ("/api/chat", {"messages": []}),
    "ollama-generate-stream": ("/api/generate", {"prompt": "What is Corral?", **greedy}),
    "ollama-generate-whole": ("/api/generate", {"prompt": "What is Corral?", "stream": False, **greedy}),
    "ollama-embed": ("/api/embed", {"input": ["hello", "world"]}),
    "ollama-embeddings": ("/api/embeddings", {"prompt": "hello"}),
    "ollama-missing": ("/api/chat", {"model": "nobody", "messages": asked}),
    "openai-chat-stream": (CHAT, {"messages": asked, "stream": True, **short, **usage}),
    "openai-chat-whole": (CHAT, {"messages": asked, **short}),
    "openai-chat-tools": (CHAT, {"messages": weather, **long, "tools": tools}),
    "openai-chat-tools-stream": (CHAT, {"messages": weather, "stream": True, **long, "tools": tools, **usage}),
    "openai-completions-stream": ("/v1/completions", {"prompt": "Corral", "stream": True, "temperature": 0, "max_tokens": 6, **usage}),
    "openai-completions-whole": ("/v1/completions", {"prompt": "Corral", "temperature": 0, "max_tokens": 6}),
    "openai-embeddings-one": ("/v1/embeddings", {"input": "hello"}),
    "openai-embeddings": ("/v1/embeddings", {"input": ["hello", "world"]}),
    "openai-missing": (CHAT, {"model": "nobody", "messages": asked}),
    "openai-malformed": (CHAT, {"messages": 7}),
    # The rest is what a vLLM is asked for beside that.
    "vllm-chat-schema-stream": (CHAT, {"messages": asked, "stream": True, **long, **shaped, **usage}),
    "vllm-chat-logprobs": (CHAT, {"messages": asked, "temperature": 0, "max_tokens": 3, **likely}),
    "vllm-chat-logprobs-stream": (CHAT, {"messages": asked, "stream": True, "temperature": 0, "max_tokens": 3, **likely, **usage}),
    "vllm-chat-choices-stream": (CHAT, {"messages": asked, "stream": True, "seed": 1, "max_tokens": 3, "n": 2, **usage}),
    "vllm-chat-stopped": (CHAT, {"messages": asked, **long, "stop": ["platform"]}),
    "vllm-chat-two-tools-stream": (CHAT, {"messages": weathers, "stream": True, **long, "tools": tools, **usage}),
    "vllm-chat-named-tool": (CHAT, {"messages": weather, **long, "tools": tools, "tool_choice": named}),
    "vllm-chat-named-tool-stream": (CHAT, {"messages": weather, "stream": True, **long, "tools": tools, "tool_choice": named, **usage}),
    "vllm-chat-required-tool-stream": (CHAT, {"messages": weather, "stream": True, **long, "tools": tools, "tool_choice": "required", **usage}),
    "vllm-too-long": (CHAT, {"messages": [{"role": "user", "content": "corral " * 700}], "max_tokens": 5}),
    "vllm-too-many-tokens": (CHAT, {"messages": asked, "max_tokens": 5000}),
    "vllm-bad-field": (CHAT, {"messages": asked, "temperature": "hot"}),
    "vllm-bad-schema": (CHAT, {"messages": asked, "max_tokens": 5, "response_format": {"type": "json_schema", "json_schema": {"name": "x", "schema": {"type": "nothing"}}}}),
    # Of a vLLM that serves vectors only.
    "pooling-chat": (CHAT, {"messages": asked, **short}),
    # With a parser of thoughts.
    "thoughts-whole": (CHAT, {"messages": thinking, **long}),
    "thoughts-stream": (CHAT, {"messages": thinking, "stream": True, **long, **usage}),
}


def ask(path: str, body: dict) -> tuple[int, str, bytes]:
    headers = {"content-type": "application/json"}
    if os.environ.get("ENGINE_KEY"):
        headers["authorization"] = "Bearer " + os.environ["ENGINE_KEY"]
    request = urllib.request.Request(given.base + path, json.dumps(body).encode(), headers)
    try:
        with urllib.request.urlopen(request, timeout=120) as answer:
            return answer.status, answer.headers["content-type"], answer.read()
    except urllib.error.HTTPError as refused:
        return refused.code, refused.headers["content-type"], refused.read()


given.folder.mkdir(parents=True, exist_ok=True)
for case, (path, more) in CASES.items():
    if not case.startswith(tuple(given.cases.split(","))):
        continue
    body = {"model": given.model, **more}
    status, kind, answer = ask(path, body)
    request = json.dumps({"path": path, "body": body}, indent=2, ensure_ascii=False) + "\n"
    (given.folder / f"{case}.request.json").write_text(request, encoding="utf-8")
    (given.folder / f"{case}.response").write_bytes(f"{status}\n{kind}\n\n".encode() + answer)
    print(f"{case}: {status}, {len(answer)} bytes")
