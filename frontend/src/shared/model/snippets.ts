export interface Snippet {
  name: string;
  language: string;
  code: string;
}

const QUESTION = 'What is Corral?';

/** How other programs talk to a model: `key` may be a real key or the name of a shell variable. */
export function snippets(origin: string, model: string, key = '$CORRAL_KEY'): Snippet[] {
  const body = JSON.stringify({ model, stream: true, messages: [{ role: 'user', content: QUESTION }] });
  const pythonKey = key.startsWith('$') ? `os.environ["${key.slice(1)}"]` : `"${key}"`;
  return [
    { name: 'curl, OpenAI', language: 'shell', code: curl(`${origin}/v1/chat/completions`, key, body) },
    { name: 'curl, Ollama', language: 'shell', code: curl(`${origin}/ollama/api/chat`, key, body) },
    {
      name: 'Python, openai',
      language: 'python',
      code: [
        ...(key.startsWith('$') ? ['import os', ''] : []),
        'from openai import OpenAI',
        '',
        `client = OpenAI(base_url="${origin}/v1", api_key=${pythonKey})`,
        'stream = client.chat.completions.create(',
        `    model="${model}",`,
        `    messages=[{"role": "user", "content": "${QUESTION}"}],`,
        '    stream=True,',
        ')',
        'for chunk in stream:',
        '    if chunk.choices:',
        '        print(chunk.choices[0].delta.content or "", end="", flush=True)',
      ].join('\n'),
    },
  ];
}

function curl(url: string, key: string, body: string): string {
  return [
    `curl -N ${url} \\`,
    `  -H "Authorization: Bearer ${key}" \\`,
    '  -H "Content-Type: application/json" \\',
    `  -d '${body}'`,
  ].join('\n');
}
