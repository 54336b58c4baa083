// What the whole page shows at any time: one stream of the gateway, asked for while somebody looks.
import { get } from './api.js';
import { useEffect, useState } from './ui.js';

const STREAM = '/api/v1/stream';
const AGAIN_MS = 3_000;

let state = { at: null, connected: false, signedOut: false };
let source = null;
let again = null;
let followed = false;
const listeners = new Set();

function update(change) {
  state = { ...state, ...change };
  listeners.forEach((listener) => listener(state));
}

function open() {
  if (source || document.hidden) {
    return;
  }
  source = new EventSource(STREAM);
  const take = (name, change) =>
    source.addEventListener(name, (event) =>
      update({ ...change(JSON.parse(event.data)), at: Date.now(), connected: true, signedOut: false }));
  take('snapshot', (all) => all);
  take('change', changed);
  take('unchanged', () => ({}));
  source.onerror = () => {
    close();
    update({ connected: false });
    again = setTimeout(open, AGAIN_MS);
    // An EventSource does not tell why. Whoever is no longer signed in must hear it.
    get('/api/v1/configuration').catch((problem) => update({ signedOut: problem.status === 401 }));
  };
}

/** Each list in its order, with what is new in place of what was. */
function changed(change) {
  const merge = (list, key) => {
    const newest = new Map(change[list].map((item) => [item[key], item]));
    const kept = (state[list] ?? []).filter((item) => !change.gone[list].includes(item[key]));
    const known = kept.map((item) => newest.get(item[key]) ?? item);
    return [...known, ...change[list].filter((item) => !kept.some((old) => old[key] === item[key]))];
  };
  return {
    channels: merge('channels', 'channel'),
    sources: merge('sources', 'source'),
    jobs: merge('jobs', 'id'),
    problems: change.problems ?? state.problems,
  };
}

function close() {
  clearTimeout(again);
  source?.close();
  source = null;
}

/** A page that nobody looks at costs the gateway nothing. */
function follow() {
  document.addEventListener('visibilitychange', () => (document.hidden ? close() : open()));
  open();
}

/** The newest of channels, sources, jobs and problems, with when it came. */
export function useLive() {
  const [seen, setSeen] = useState(state);
  useEffect(() => {
    setSeen(state);
    listeners.add(setSeen);
    if (!followed) {
      followed = true;
      follow();
    }
    return () => listeners.delete(setSeen);
  }, []);
  return seen;
}

/** The time, again each second. */
export function useNow() {
  const [now, setNow] = useState(Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1_000);
    return () => clearInterval(timer);
  }, []);
  return now;
}

/**
 * What a call answers, asked again whenever one of the keys changes, and every so often.
 *
 * @returns {{data, problem, reload}} data of the last answer stays while the next is on its way
 */
export function useAnswer(call, keys, everyMs = 0) {
  const [answer, setAnswer] = useState({ data: null, problem: null });
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    let wanted = true;
    const ask = () =>
      call().then(
        (data) => wanted && setAnswer({ data, problem: null }),
        (problem) => wanted && setAnswer((last) => ({ data: last.data, problem })));
    ask();
    const timer = everyMs ? setInterval(() => document.hidden || ask(), everyMs) : null;
    return () => {
      wanted = false;
      clearInterval(timer);
    };
  }, [...keys, turn]);
  return { ...answer, reload: () => setTurn((last) => last + 1) };
}
