// Talking to the playground's server.

const keyOf = (html) => html.querySelector('meta[name=archway-key]').content;
let key = keyOf(document);

/** Posts an action; never rejects: trouble comes back as `error`. */
export async function act(what, body) {
  const answer = await send(what, body);
  // A restarted server has a new key: the page of this start holds it.
  if (answer.status !== 403) return answer.body;
  await renewKey();
  return (await send(what, body)).body;
}

async function send(what, body) {
  try {
    const response = await fetch(`/playground/${what}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-archway-key': key },
      body: JSON.stringify(body),
    });
    return { status: response.status, body: await response.json() };
  } catch {
    return { status: 0, body: { error: 'The playground does not answer. Is it still running?' } };
  }
}

async function renewKey() {
  const html = await (await fetch('/')).text();
  key = keyOf(new DOMParser().parseFromString(html, 'text/html'));
}

/** What the member sees in the channel. */
export async function loadState(where) {
  try {
    const response = await fetch(`/playground/state?${new URLSearchParams(where)}`);
    return await response.json();
  } catch {
    return { error: 'The playground does not answer. Is it still running?' };
  }
}

/** Calls back on each change, and when the server goes or comes back. */
export function watch({ onChange, onLost, onBack }) {
  const events = new EventSource('/playground/events');
  events.addEventListener('message', onChange);
  events.addEventListener('error', onLost);
  events.addEventListener('open', onBack);
}
