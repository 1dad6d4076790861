"""Records real exchanges with an engine, for the tests of inference-proxy.

    python record.py http://127.0.0.1:11434 MODEL services/inference-proxy/src/test/resources/exchanges/ollama-0.17.4

Writes per case `<case>.request.json` and `<case>.response` (status line, content type, blank line, body as it came).
Needs nothing but Python.
"""

import json
import pathlib
import sys
import urllib.error
import urllib.request

base, model, folder = sys.argv[1], sys.argv[2], pathlib.Path(sys.argv[3])
asked = [{"role": "user", "content": "What is Corral?"}]
schema = {"type": "object", "properties": {"city": {"type": "string"}}, "required": ["city"]}
tools = [{"type": "function", "function": {"name": "get_weather", "description": "Tells the weather.", "parameters": schema}}]
weather = [{"role": "user", "content": "Use get_weather for Paris."}]
usage = {"stream_options": {"include_usage": True}}
greedy = {"options": {"temperature": 0, "num_predict": 12}}
patient = {"options": {"temperature": 0, "num_predict": 60}}

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
    "openai-chat-stream": ("/v1/chat/completions", {"messages": asked, "stream": True, "temperature": 0, "max_tokens": 12, **usage}),
    "openai-chat-whole": ("/v1/chat/completions", {"messages": asked, "temperature": 0, "max_tokens": 12}),
    "openai-chat-tools": ("/v1/chat/completions", {"messages": weather, "temperature": 0, "max_tokens": 60, "tools": tools}),
    "openai-chat-tools-stream": ("/v1/chat/completions", {"messages": weather, "stream": True, "temperature": 0, "max_tokens": 60, "tools": tools, **usage}),
    "openai-completions-stream": ("/v1/completions", {"prompt": "Corral", "stream": True, "temperature": 0, "max_tokens": 6, **usage}),
    "openai-completions-whole": ("/v1/completions", {"prompt": "Corral", "temperature": 0, "max_tokens": 6}),
    "openai-embeddings-one": ("/v1/embeddings", {"input": "hello"}),
    "openai-embeddings": ("/v1/embeddings", {"input": ["hello", "world"]}),
    "openai-missing": ("/v1/chat/completions", {"model": "nobody", "messages": asked}),
    "openai-malformed": ("/v1/chat/completions", {"messages": 7}),
}


def ask(path: str, body: dict) -> tuple[int, str, bytes]:
    request = urllib.request.Request(base + path, json.dumps(body).encode(), {"content-type": "application/json"})
    try:
        with urllib.request.urlopen(request, timeout=120) as answer:
            return answer.status, answer.headers["content-type"], answer.read()
    except urllib.error.HTTPError as refused:
        return refused.code, refused.headers["content-type"], refused.read()


folder.mkdir(parents=True, exist_ok=True)
for case, (path, more) in CASES.items():
    body = {"model": model, **more}
    status, kind, answer = ask(path, body)
    request = json.dumps({"path": path, "body": body}, indent=2, ensure_ascii=False) + "\n"
    (folder / f"{case}.request.json").write_text(request, encoding="utf-8")
    (folder / f"{case}.response").write_bytes(f"{status}\n{kind}\n\n".encode() + answer)
    print(f"{case}: {status}, {len(answer)} bytes")
