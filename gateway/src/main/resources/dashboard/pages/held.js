import { get, post } from '../api.js';
import { Actions } from '../dialog.js';
import { Job } from '../job.js';
import { ChannelLink, Field, Foreign, Paged, SkuLink, Table, Time } from '../parts.js';
import { Fragment, h, toQuery, useState } from '../ui.js';
import { count, WHY } from '../words.js';

const PAGE = 50;

/** What waits for a person, a rule or missing facts. */
export function Held({ query, live }) {
  const filter = { channel: query.get('channel') ?? '', why: query.get('why') ?? '', sku: query.get('sku') ?? '' };
  return h(Fragment, null,
    h('h1', null, 'Held'),
    h(Groups, { live, page: 'held', filter, of: (held) => Object.entries(held).filter(([why]) => why !== 'dead') }),
    h(Filter, { page: 'held', filter }),
    filter.why && h('p', null, WHY[filter.why]),
    h(List, {
      path: '/api/v1/held', filter, empty: 'Nothing is held here.',
      actions: (reload, started) => filter.why === 'guard' && chosen(filter) && [
        decide('Approve', `${words(filter)} go out as they are.`, '/api/v1/held/approve', { ...filter, why: '' }, started),
        decide('Discard', `${words(filter)} are thrown away. A later change is judged anew.`, '/api/v1/held/discard', { ...filter, why: 'guard' }, started),
      ],
    }));
}

/** What is not tried again by itself. */
export function DeadLetters({ query, live }) {
  const filter = { channel: query.get('channel') ?? '', sku: query.get('sku') ?? '' };
  return h(Fragment, null,
    h('h1', null, 'Dead letters'),
    h('p', null, WHY.dead),
    h(Groups, { live, page: 'dead-letters', filter, of: (held) => Object.entries(held).filter(([why]) => why === 'dead') }),
    h(Filter, { page: 'dead-letters', filter }),
    h(List, {
      path: '/api/v1/dead-letters', filter, empty: 'There are no dead letters here.',
      actions: (reload, started) => chosen(filter) && [
        decide('Redrive', `The newest value is sent for ${words(filter)}.`, '/api/v1/dead-letters/redrive', filter, started),
        decide('Discard', `${words(filter)} are let go.`, '/api/v1/dead-letters/discard', filter, started),
      ],
    }));
}

function chosen({ channel, sku }) {
  return channel || sku;
}

function words({ channel, why, sku }) {
  return ['all', why && why !== 'guard' ? why : '', 'changes', sku && `of ${sku}`, channel && `on ${channel}`].filter(Boolean).join(' ');
}

/** A decision about all that the filter shows. It runs as a job, which tells how many there are. */
function decide(verb, text, path, { channel, sku, why }, started) {
  return {
    label: verb, title: `${verb} ${words({ channel, sku })}?`, text,
    fields: [{ name: 'reason', label: 'Why', maxlength: 200 }],
    act: ({ reason }) =>
      post(path, { ...(channel && { channel }), ...(sku && { sku }), ...(why && { why }), ...(reason && { reason }), job: true })
        .then((job) => {
          started(job);
          return 'Started.';
        }),
  };
}

/** How much of what is where: the way to decide about many at once. */
function Groups({ live, page, filter, of }) {
  const rows = (live.channels ?? []).flatMap((channel) =>
    of(channel.held).filter(([, number]) => number > 0).map(([why, number]) => ({ channel: channel.channel, why, number })));
  return rows.length ? h(Table, {
    caption: 'By channel',
    empty: '',
    rows,
    columns: [
      { title: 'channel', of: (row) => h(ChannelLink, { channel: row.channel }) },
      { title: 'why', of: (row) => row.why },
      { title: 'changes', number: true, of: (row) => count(row.number) },
      {
        title: 'show',
        of: (row) => h('a', {
          href: toQuery(page, { channel: row.channel, why: row.why === 'dead' ? '' : row.why }),
          'aria-current': filter.channel === row.channel && (filter.why ?? 'dead') === row.why ? 'true' : null,
        }, `only these of ${row.channel}`),
      },
    ],
  }) : null;
}

function Filter({ page, filter }) {
  const submit = (event) => {
    event.preventDefault();
    location.hash = toQuery(page, Object.fromEntries([...new FormData(event.target)].map(([name, value]) => [name, value.trim()])));
  };
  return h('form', { class: 'filter', onSubmit: submit, 'aria-label': 'Filter' },
    Object.entries(filter).map(([name, value]) => h('label', { key: name }, name, h(Field, { name, value }))),
    h('button', { type: 'submit', class: 'secondary' }, 'Filter'));
}

function List({ path, filter, empty, actions }) {
  const [job, setJob] = useState(null);
  const ask = (cursor) => get(path, { ...filter, cursor, limit: PAGE });
  return h(Paged, { key: Object.values(filter).join('\n'), ask, keys: [path, ...Object.values(filter)], everyMs: 5_000 }, (rows, reload) => h(Fragment, null,
    h(Actions, { actions: actions(reload, setJob) || [], done: reload }),
    job && h(Job, { key: job.id, id: job.id, begun: job, ended: reload }),
    h(Table, {
      caption: 'Changes', empty, rows,
      columns: [
        { title: 'channel', of: (row) => h(ChannelLink, { channel: row.channel }) },
        { title: 'SKU', of: (row) => h(SkuLink, { sku: row.sku }) },
        { title: 'part', of: (row) => row.part },
        { title: 'why', of: (row) => row.why },
        { title: 'since', of: (row) => h(Time, { at: row.since }) },
        { title: 'attempts', number: true, of: (row) => count(row.attempts) },
        {
          title: 'reason',
          of: (row) => h(Fragment, null,
            h('span', { dir: 'auto' }, [row.code, row.reason].filter(Boolean).join(': ') || '–'),
            h(Foreign, { label: 'answer', text: row.answer }),
            h(Foreign, { label: 'what was to be sent', text: row.payload })),
        },
      ],
    })));
}
