// How numbers, times and states read.
const NUMBER = new Intl.NumberFormat('en');
const FEW = new Intl.NumberFormat('en', { maximumSignificantDigits: 2 });

export function count(number) {
  return NUMBER.format(number);
}

/** "1 change", "2 changes". */
export function counted(number, one, many = one + 's') {
  return `${count(number)} ${number === 1 ? one : many}`;
}

export function rate(perSecond) {
  return perSecond >= 10 ? NUMBER.format(Math.round(perSecond)) : FEW.format(perSecond);
}

export function milliseconds(ms) {
  return ms >= 1000 ? `${FEW.format(ms / 1000)} s` : `${FEW.format(ms)} ms`;
}

/** The two largest units of a span: "3 min 20 s", "2 d 4 h". */
export function span(seconds) {
  const units = [['d', 86_400], ['h', 3_600], ['min', 60], ['s', 1]];
  let left = Math.max(0, Math.round(seconds));
  const first = units.findIndex(([, size]) => left >= size);
  if (first < 0) {
    return '0 s';
  }
  return units
    .slice(first, first + 2)
    .map(([name, size]) => {
      const number = Math.floor(left / size);
      left -= number * size;
      return number ? `${number} ${name}` : '';
    })
    .filter(Boolean)
    .join(' ');
}

export function age(time, now) {
  return span((now - Date.parse(time)) / 1000);
}

/** "in 20 s", "3 min ago". */
export function relative(time, now) {
  const ahead = (Date.parse(time) - now) / 1000;
  return ahead >= 0.5 ? `in ${span(ahead)}` : `${span(-ahead)} ago`;
}

/** Both clocks: those of the logs, and those of the person. */
export function bothClocks(time) {
  return `${time} (UTC)\n${new Date(time).toLocaleString()} (here)`;
}

/** Of the backlog, what goes out by itself as long as the channel is well. */
export function moving({ backlog, held }) {
  return Math.max(0, backlog - (held.not_listed ?? 0) - (held.own_backoff ?? 0));
}

/** What waits for a person, a rule, a time or another product. */
export function heldBack({ held }) {
  return Object.entries(held).reduce((sum, [why, number]) => (why === 'dead' || why === 'pending' ? sum : sum + number), 0);
}

export function sends({ state }) {
  return state === 'online' || state === 'catching up';
}

/** What is still to do for people to notice first. */
export const STATES = {
  'needs attention': { tone: 'bad', icon: 'warn' },
  offline: { tone: 'bad', icon: 'cross' },
  'needs approval': { tone: 'warn', icon: 'hand' },
  throttled: { tone: 'warn', icon: 'hourglass' },
  'catching up': { tone: 'warn', icon: 'arrows' },
  paused: { tone: 'calm', icon: 'pause' },
  'dry run': { tone: 'calm', icon: 'ring' },
  removed: { tone: 'calm', icon: 'minus' },
  online: { tone: 'good', icon: 'check' },
};

/** What a reason to wait means, and what to do. */
export const WHY = {
  pending: 'The channel is still working on an earlier change.',
  not_listed: 'The product is not on the channel yet; stock and price follow it.',
  incomplete: 'A rule reads a fact that no event brought yet.',
  guard: 'The change is larger than the guard allows. Approve or discard it.',
  mapping: 'The rules give no value. Mend channels.yaml.',
  margin: 'The price would be below the least margin.',
  freeze: 'A freeze holds it until it is over.',
  alias_collision: 'Two SKUs have one name on this channel. Mend channels.yaml.',
  own_backoff: 'This one failed repeatedly while others got through.',
  spilled: 'It waits behind others of the same product.',
  dead: 'Not tried again by itself. Redrive sends the newest value.',
};
