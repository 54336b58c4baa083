// What the whole page shows at any time: one stream of the gateway, asked for while somebody looks.
import { follow } from './stream.js';
import { useEffect, useState } from './ui.js';

const STREAM = '/api/v1/stream';
const AGAIN_MS = 3_000;

let state = { at: null, problem: null };
let stream = null;
let again = null;
let looking = false;

/** How far the gateway's clock is ahead of this one. */
let aheadMs = 0;
const listeners = new Set();

function update(change) {
  state = { ...state, ...change };
  listeners.forEach((listener) => listener(state));
}

/** The time by the gateway's clock: its times are compared with no other. */
export function gatewayNow() {
  return Date.now() + aheadMs;
}

const TAKEN = { snapshot: (all) => all, change: changed, unchanged: () => ({}) };

function open() {
  if (stream || document.hidden) {
    return;
  }
  const mine = new AbortController();
  stream = mine;
  follow(STREAM, take, mine).catch((problem) => {
    if (stream === mine) {
      close();
      update({ problem });
      again = setTimeout(open, AGAIN_MS);
    }
  });
}

function take(name, data) {
  const at = Date.parse(data.now);
  aheadMs = at - Date.now();
  update({ ...TAKEN[name](data), at, problem: null });
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
  const ended = stream;
  stream = null;
  ended?.abort();
}

/** A page that nobody looks at costs the gateway nothing. */
function look() {
  document.addEventListener('visibilitychange', () => (document.hidden ? close() : open()));
  open();
}

/** The newest of channels, sources, jobs and problems, as of when, and why nothing newer comes. */
export function useLive() {
  const [seen, setSeen] = useState(state);
  useEffect(() => {
    setSeen(state);
    listeners.add(setSeen);
    if (!looking) {
      looking = true;
      look();
    }
    return () => listeners.delete(setSeen);
  }, []);
  return seen;
}

/** The gateway's time, again each second. */
export function useNow() {
  const [now, setNow] = useState(gatewayNow());
  useEffect(() => {
    const timer = setInterval(() => setNow(gatewayNow()), 1_000);
    return () => clearInterval(timer);
  }, []);
  return now;
}

/**
 * What a call answers, asked again whenever one of the keys changes, and every so often.
 *
 * @param first what is known before the first answer
 * @returns {{data, problem, reload}} data of the last answer stays while the next is on its way
 */
export function useAnswer(call, keys, everyMs = 0, first = null) {
  const [answer, setAnswer] = useState({ data: first, problem: null });
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
