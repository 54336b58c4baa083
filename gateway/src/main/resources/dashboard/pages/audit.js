import { get } from '../api.js';
import { Paged, Table, Time } from '../parts.js';
import { Fragment, h } from '../ui.js';
import { count } from '../words.js';

/** Who did what. */
export function Audit() {
  return h(Fragment, null,
    h('h1', null, 'Audit'),
    h('p', null, 'Everything that people had the gateway do, newest first. Nobody can take anything out of this list; it goes back 400 days, or 200,000 steps.'),
    h(Paged, { ask: (cursor) => get('/api/v1/audit', { cursor, limit: 100 }), keys: [], everyMs: 5_000 }, (rows) => h(Table, {
      caption: 'Actions',
      empty: 'Nobody did anything yet.',
      rows,
      columns: [
        { title: 'when', of: (row) => h(Time, { at: row.at }) },
        { title: 'who', of: (row) => h('span', { dir: 'auto' }, `${row.who} (${row.client}) at ${row.address}`) },
        { title: 'what', of: (row) => row.action },
        { title: 'of what', of: (row) => h('span', { dir: 'auto' }, row.target || '–') },
        { title: 'how many', number: true, of: (row) => (row.count === null ? '–' : count(row.count)) },
        { title: 'failed because', of: (row) => h('span', { dir: 'auto' }, row.problem ?? '–') },
        { title: 'why', of: (row) => h('span', { dir: 'auto' }, row.reason ?? '–') },
      ],
    })));
}
