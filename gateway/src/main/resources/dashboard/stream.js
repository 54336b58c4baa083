// Server-sent events by fetch: an EventSource does not tell why it ended.
import { answered, Refusal, UNREACHABLE } from './api.js';

/** The gateway says something every two seconds, or nobody is there any more. */
const SILENT_AT_MOST_MS = 15_000;

/**
 * Takes events until the stream ends, which it always does with a Refusal.
 *
 * @param take (name, data)
 * @param controller of whoever may want no more; aborted where nothing is heard
 */
export async function follow(path, take, controller) {
  let timer = null;
  const heard = () => {
    clearTimeout(timer);
    timer = setTimeout(() => controller.abort(), SILENT_AT_MOST_MS);
  };
  heard();
  try {
    const response = await answered(fetch(path, { signal: controller.signal }));
    await each(response.body.pipeThrough(new TextDecoderStream()).getReader(), heard, take);
  } finally {
    clearTimeout(timer);
  }
  throw new Refusal(0, 'The gateway ended the stream.');
}

async function each(reader, heard, take) {
  let text = '';
  for (;;) {
    const { value, done } = await reader.read().catch(() => {
      throw new Refusal(0, UNREACHABLE);
    });
    if (done) {
      return;
    }
    heard();
    const events = (text + value).split('\n\n');
    text = events.pop();
    events.forEach((event) => {
      const [, name, data] = event.match(/^event: (.*)\ndata: (.*)$/) ?? [];
      if (name) {
        take(name, JSON.parse(data));
      }
    });
  }
}
