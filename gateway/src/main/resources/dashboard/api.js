// Everything that the page knows it asks the REST API for.
const WAIT_AT_MOST_MS = 35_000;

/** What the API answered instead of what was asked for. The message is for people. */
export class Refusal extends Error {
  constructor(status, message) {
    super(message);
    this.status = status;
  }
}

export async function get(path, query = {}) {
  const values = new URLSearchParams(
    Object.entries(query).filter(([, value]) => value !== null && value !== undefined && value !== ''));
  return ask(path + (values.size ? '?' + values : ''), {});
}

export async function post(path, body) {
  return ask(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-sluice-client': 'dashboard' },
    body: JSON.stringify(body ?? {}),
  });
}

async function ask(path, options) {
  let response;
  try {
    response = await fetch(path, { ...options, signal: AbortSignal.timeout(WAIT_AT_MOST_MS) });
  } catch (problem) {
    const late = problem.name === 'TimeoutError';
    throw new Refusal(0, late ? 'The gateway did not answer in time.' : 'The gateway cannot be reached.');
  }
  const isJson = (response.headers.get('content-type') ?? '').includes('json');
  const answer = isJson ? await response.json() : null;
  if (!response.ok) {
    throw new Refusal(response.status, answer?.detail ?? `The gateway answered ${response.status}.`);
  }
  return answer;
}

/** The path of a channel. */
export function channelPath(channel, ...more) {
  return ['/api/v1/channels', encodeURIComponent(channel), ...more].join('/');
}
