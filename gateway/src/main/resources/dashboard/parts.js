// Small things that several pages show.
import { Fragment, h, to, useEffect, useRef, useState } from './ui.js';
import { age, bothClocks, relative, STATES } from './words.js';
import { Icon } from './icons.js';
import { useAnswer, useNow } from './live.js';

export function State({ state }) {
  const { tone, icon } = STATES[state] ?? STATES['dry run'];
  return h('span', { class: `state ${tone}` }, h(Icon, { name: icon }), ' ', state);
}

export function Time({ at }) {
  const now = useNow();
  return at ? h('time', { datetime: at, title: bothClocks(at) }, relative(at, now)) : '–';
}

/** For how long it has been so. */
export function Lasting({ since }) {
  const now = useNow();
  return h('time', { datetime: since, title: bothClocks(since) }, `for ${age(since, now)}`);
}

export function SkuLink({ sku }) {
  return h('a', { href: to('sku', sku), class: 'sku' }, h('bdi', null, sku));
}

export function ChannelLink({ channel }) {
  return h('a', { href: to('channel', channel) }, channel);
}

/** A field that shows what the address says, and stays the same field whatever that is. */
export function Field({ value, ...rest }) {
  const input = useRef(null);
  useEffect(() => {
    input.current.value = value;
  }, [value]);
  return h('input', { ref: input, ...rest });
}

/** Text that others wrote: as text, and never wider than the page. */
export function Foreign({ text, label }) {
  return text ? h('details', null, h('summary', null, label), h('pre', { dir: 'auto' }, text)) : null;
}

/** What the rules make of it now, and how. */
export function Explained({ label, shown }) {
  const rows = [
    ...Object.entries(shown.values).map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : value, shown.steps[name]]),
    ...Object.entries(shown.held).map(([name, why]) => [`held: ${name}`, why]),
    ...(shown.excluded ? [['excluded', shown.excluded]] : []),
  ];
  return h('details', null,
    h('summary', null, label),
    h('dl', { class: 'pairs' }, rows.map(([name, value, steps]) => [
      h('dt', { key: name }, name),
      h('dd', { key: name + '=', dir: 'auto' }, value, steps && h('small', null, ` (${steps})`)),
    ])));
}

/** What went wrong with a question, or that its answer is on the way. */
export function Asked({ data, problem, children }) {
  const words = problem && h('p', { class: 'banner bad', role: 'alert' },
    data ? `This is old, it could not be looked up again: ${problem.message}` : problem.message);
  return data ? h(Fragment, null, words, children(data)) : words || h('p', { 'aria-busy': 'true' }, 'Loading');
}

/**
 * @param columns {title, number, of: row => what the cell shows}
 * @param empty what it means that there are no rows
 */
export function Table({ caption, columns, rows, empty }) {
  if (!rows.length) {
    return h('p', { class: 'empty' }, empty);
  }
  return h('div', { class: 'overflow-auto', tabindex: 0, role: 'region', 'aria-label': caption },
    h('table', null,
      h('caption', null, caption),
      h('thead', null, h('tr', null, columns.map(({ title, number }) => h('th', { key: title, scope: 'col', class: number && 'number' }, title)))),
      h('tbody', null, rows.map((row, index) =>
        h('tr', { key: index }, columns.map(({ title, number, of }) => h('td', { key: title, class: number && 'number' }, of(row))))))));
}

/**
 * A list in pages, one after the other.
 *
 * @param ask cursor => promise of {items, next}
 * @param children (items, reload) => what is shown
 */
export function Paged({ ask, keys, everyMs = 0, children }) {
  const [cursors, setCursors] = useState([null]);
  const cursor = cursors[cursors.length - 1];
  const { data, problem, reload } = useAnswer(() => ask(cursor), [...keys, cursor], everyMs);
  return h(Asked, { data, problem }, (page) => h(Fragment, null,
    children(page.items, reload),
    (page.next || cursors.length > 1) && h('nav', { class: 'pages', 'aria-label': 'Pages of the list' },
      h('button', { type: 'button', class: 'secondary outline', disabled: cursors.length === 1, onClick: () => setCursors(cursors.slice(0, -1)) }, 'Back'),
      h('button', { type: 'button', class: 'secondary outline', disabled: !page.next, onClick: () => setCursors([...cursors, page.next]) }, 'More'))));
}
