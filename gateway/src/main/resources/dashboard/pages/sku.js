import { get } from '../api.js';
import { useAnswer } from '../live.js';
import { Asked, ChannelLink, Explained, Table, Time } from '../parts.js';
import { Fragment, h, to, toQuery } from '../ui.js';

/** Why a SKU looks as it does: what the sources said, and where each channel stands. */
export function Sku({ parts: [sku] }) {
  const answer = useAnswer(() => get(`/api/v1/skus/${encodeURIComponent(sku)}`), [sku], 2_000);
  return h(Fragment, null,
    h('h1', null, 'SKU ', h('bdi', null, sku)),
    h(Asked, answer, (view) => h(Fragment, null,
      h(Table, {
        caption: 'Where each channel stands',
        empty: 'No channel has anything to do with it.',
        rows: view.deliveries,
        columns: [
          { title: 'channel', of: (row) => h(ChannelLink, { channel: row.channel }) },
          { title: 'facet', of: (row) => row.facet },
          { title: 'state', of: (row) => h(DeliveryState, { row, sku }) },
          { title: 'accepted', number: true, of: (row) => (row.acceptedPosition ? h('a', { href: to('event', row.acceptedPosition) }, row.acceptedPosition) : '–') },
          { title: 'reason', of: (row) => h('span', { dir: 'auto' }, row.reason ?? '–') },
          { title: 'not before', of: (row) => (row.notBefore ? h(Time, { at: row.notBefore }) : '–') },
        ],
      }),
      Object.entries(view.explained).map(([channel, shown]) =>
        h(Explained, { key: channel, label: `Why it is so on ${channel}`, shown })),
      h(Table, {
        caption: 'What the sources said last',
        empty: 'No source said anything.',
        rows: view.facts,
        columns: [
          { title: 'facet', of: (row) => (row.part ? `${row.facet}/${row.part}` : row.facet) },
          { title: 'value', of: (row) => h('code', { dir: 'auto', class: 'wrap' }, row.value) },
          { title: 'source', of: (row) => row.source },
          { title: 'version', of: (row) => row.version },
          { title: 'event', number: true, of: (row) => h('a', { href: to('event', row.position) }, row.position) },
        ],
      }),
      h(Table, {
        caption: 'Events',
        empty: 'Its events are no longer kept.',
        rows: view.history,
        columns: [
          { title: 'received', of: (row) => h(Time, { at: row.receivedAt }) },
          { title: 'event', of: (row) => h('a', { href: to('event', row.position), class: 'wrap' }, h('bdi', null, row.id)) },
          { title: 'source', of: (row) => row.source },
          { title: 'part', of: (row) => row.part },
          { title: 'version', of: (row) => row.version },
          { title: 'decision', of: (row) => row.decision },
        ],
      }))));
}

function DeliveryState({ row, sku }) {
  if (row.state === 'held' || row.state === 'dead') {
    return h('a', { href: toQuery(row.state === 'dead' ? 'dead-letters' : 'held', { channel: row.channel, sku }) }, row.state);
  }
  return row.state;
}
