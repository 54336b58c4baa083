import { get } from '../api.js';
import { Foreign, Paged, Table, Time } from '../parts.js';
import { Fragment, h } from '../ui.js';
import { counted } from '../words.js';

/** Messages that were no valid events. */
export function Refused() {
  return h(Fragment, null,
    h('h1', null, 'Refused'),
    h('p', null, 'Messages that are no valid events. They are kept here and acknowledged, so that nothing behind them waits. The source has to send them anew.'),
    h(Paged, { ask: (cursor) => get('/api/v1/refused', { cursor, limit: 50 }), keys: [], everyMs: 5_000 }, (rows) => h(Table, {
      caption: 'Newest first',
      empty: 'No message was refused.',
      rows,
      columns: [
        { title: 'when', of: (row) => h(Time, { at: row.at }) },
        { title: 'source', of: (row) => row.source },
        { title: 'code', of: (row) => row.code },
        { title: 'where', of: (row) => h('code', { dir: 'auto' }, row.path || '–') },
        {
          title: 'what is wrong',
          of: (row) => h(Fragment, null, h('span', { dir: 'auto' }, row.message),
            h(Foreign, { label: `body, ${counted(row.bodyBytes, 'byte')}`, text: row.body })),
        },
      ],
    })));
}
