// Everything that the page knows it asks the REST API for.
const WAIT_AT_MOST_MS = 35_000;

export const UNREACHABLE = 'The gateway cannot be reached.';

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
  const response = await answered(fetch(path, { ...options, signal: AbortSignal.timeout(WAIT_AT_MOST_MS) }));
  return isJson(response) ? response.json() : null;
}

/** A response that is a success, else a Refusal with the gateway's reason. */
export async function answered(fetched) {
  let response;
  try {
    response = await fetched;
  } catch (problem) {
    const late = problem.name === 'TimeoutError';
    throw new Refusal(0, late ? 'The gateway did not answer in time.' : UNREACHABLE);
  }
  if (!response.ok) {
    const answer = isJson(response) ? await response.json() : null;
    throw new Refusal(response.status, answer?.detail ?? `The gateway answered ${response.status}.`);
  }
  return response;
}

function isJson(response) {
  return (response.headers.get('content-type') ?? '').includes('json');
}

/** The path of a channel. */
export function channelPath(channel, ...more) {
  return ['/api/v1/channels', encodeURIComponent(channel), ...more].join('/');
}
