import { get } from '../api.js';
import { useAnswer } from '../live.js';
import { Asked, Field, Paged, SkuLink, Table, Time } from '../parts.js';
import { Fragment, h, to, toQuery, useEffect } from '../ui.js';

const STATES = ['', 'new', 'stale', 'duplicate', 'conflict', 'not owned', 'held', 'dead'];
const FIELDS = ['sku', 'alias', 'id', 'from', 'until', 'state', 'code'];

/** One box for whatever somebody has in hand; below it, a form for those who know what it is. */
export function Search({ query }) {
  const text = query.get('text');
  return h(Fragment, null,
    h('h1', null, 'Search'),
    text && h(Anything, { text }),
    h(Form, { query }),
    FIELDS.some((name) => query.get(name)) && h(Events, { filter: filter(query) }));
}

/** A SKU, what a channel calls one, or the id of an event: where only one of them fits, it is opened. */
function Anything({ text }) {
  const look = () => Promise.all([
    get(`/api/v1/skus/${encodeURIComponent(text)}`).then(() => [{ what: 'SKU', of: text, href: to('sku', text) }], notThere),
    get('/api/v1/events', { id: text, limit: 10 }).then(({ items }) => items.map(asEvent), notThere),
    get('/api/v1/events', { alias: text, limit: 1 }).then(({ items }) => items.map(({ sku }) => ({ what: 'its name on a channel', of: sku, href: to('sku', sku) })), notThere),
  ])
    .then((found) => [...new Map(found.flat().reverse().map((each) => [each.href, each])).values()].reverse());
  const answer = useAnswer(look, [text]);
  useEffect(() => {
    if (answer.data?.length === 1) {
      location.replace(answer.data[0].href);
    }
  }, [answer.data]);
  return h(Asked, answer, (found) => h(Table, {
    caption: 'Found',
    empty: `Nothing is known under ${text}, neither as a SKU nor as the name of one on a channel nor as the id of an event. A SKU is matched whole.`,
    rows: found,
    columns: [
      { title: 'what', of: (row) => row.what },
      { title: 'which', of: (row) => h('a', { href: row.href }, h('bdi', null, row.of)) },
    ],
  }));
}

function notThere(problem) {
  if (problem.status === 404 || problem.status === 400) {
    return [];
  }
  throw problem;
}

function asEvent(event) {
  return { what: `event about ${event.sku}`, of: event.id, href: to('event', event.position) };
}

function filter(query) {
  const values = Object.fromEntries(FIELDS.map((name) => [name, query.get(name) ?? '']));
  return { ...values, from: utc(values.from), until: utc(values.until) };
}

function utc(local) {
  const time = new Date(local);
  return Number.isNaN(time.getTime()) ? '' : time.toISOString();
}

function Form({ query }) {
  const submit = (event) => {
    event.preventDefault();
    location.hash = toQuery('search', Object.fromEntries([...new FormData(event.target)].map(([name, value]) => [name, value.trim()])));
  };
  const input = (name, label, type = 'text') =>
    h('label', { key: name }, label, h(Field, { name, type, step: type === 'text' ? null : 1, value: query.get(name) ?? '' }));
  return h('form', { class: 'filter', onSubmit: submit, 'aria-label': 'Search for events' },
    input('sku', 'SKU'),
    input('alias', 'Name on a channel'),
    input('id', 'Event id'),
    input('from', 'Received from', 'datetime-local'),
    input('until', 'until', 'datetime-local'),
    h('label', null, 'State', h('select', { name: 'state', defaultValue: query.get('state') ?? '' },
      STATES.map((state) => h('option', { key: state, value: state, selected: state === (query.get('state') ?? '') }, state || 'any')))),
    input('code', 'Code of an attempt'),
    h('button', { type: 'submit' }, 'Search'));
}

function Events({ filter }) {
  const ask = (cursor) => get('/api/v1/events', { ...filter, cursor, limit: 100 });
  return h(Paged, { key: Object.values(filter).join('\n'), ask, keys: Object.values(filter) }, (rows) => h(Table, {
    caption: 'Events, newest first',
    empty: 'No event that is still kept is like that.',
    rows,
    columns: [
      { title: 'received', of: (row) => h(Time, { at: row.receivedAt }) },
      { title: 'event', of: (row) => h('a', { href: to('event', row.position), class: 'wrap' }, h('bdi', null, row.id)) },
      { title: 'SKU', of: (row) => h(SkuLink, { sku: row.sku }) },
      { title: 'part', of: (row) => row.part },
      { title: 'source', of: (row) => row.source },
      { title: 'version', of: (row) => row.version },
      { title: 'decision', of: (row) => row.decision },
    ],
  }));
}
