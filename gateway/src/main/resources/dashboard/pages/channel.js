import { channelPath, get } from '../api.js';
import { ChannelActions, ChannelJobs } from '../actions.js';
import { Job } from '../job.js';
import { useAnswer } from '../live.js';
import { Asked, Lasting, SkuLink, State, Table, Time } from '../parts.js';
import { Fragment, h, toQuery, useState } from '../ui.js';
import { count, counted } from '../words.js';
import { Charts, Figures, trendOf, Waiting } from './overview.js';

const AGAIN_MS = 5_000;

export function Channel({ parts: [name], live }) {
  const channel = live.channels?.find((each) => each.channel === name);
  const { data: trends } = useAnswer(() => get('/api/v1/trends'), [], 10_000);
  const backlog = useAnswer(() => get(channelPath(name, 'backlog'), { limit: 50 }), [name], AGAIN_MS);
  const [job, setJob] = useState(null);
  if (!live.channels) {
    return h('p', { 'aria-busy': 'true' }, 'Waiting for the gateway');
  }
  if (!channel) {
    return h('p', { class: 'banner bad' }, `There is no channel ${name}. `, h('a', { href: '#/' }, 'Go to the overview.'));
  }
  const trend = trendOf(trends, channel);
  return h(Fragment, null,
    h('h1', null, name, ' ', h(State, { state: channel.state })),
    h('p', null, `${channel.adapter}, ${channel.keep.replaceAll('_', ' ')}; ${channel.state} `, h(Lasting, { since: channel.since }),
      channel.stateReason && [': ', h('span', { dir: 'auto' }, channel.stateReason)]),
    h(ChannelActions, { channel }),
    channel.lastProblem && h('p', { class: 'reason', dir: 'auto' }, `Last problem: ${channel.lastProblem}`),
    channel.alarms.map((alarm) => h('p', { key: alarm, class: 'banner warn' }, alarm)),
    h(Figures, { channel, trend }),
    h(Waiting, { channel }),
    h(Charts, { trend }),
    h(Resync, { resync: channel.resync }),
    h(Incident, { incident: channel.incident, name }),
    channel.state !== 'removed' && h('section', null,
      h('h2', null, 'Next in line'),
      h(Asked, backlog, ({ items }) => h(Table, {
        caption: 'What is sent next, in this order',
        empty: 'Nothing waits.',
        rows: items,
        columns: [
          { title: 'SKU', of: (row) => h(SkuLink, { sku: row.sku }) },
          { title: 'facet', of: (row) => row.facet },
          { title: 'state', of: (row) => row.state },
          { title: 'since', of: (row) => h(Time, { at: row.since }) },
          { title: 'attempts', number: true, of: (row) => count(row.attempts) },
          { title: 'not before', of: (row) => (row.notBefore ? h(Time, { at: row.notBefore }) : '–') },
          { title: 'last problem', of: (row) => h('span', { dir: 'auto' }, row.lastProblem ?? '–') },
        ],
      }))),
    channel.state !== 'removed' && h('section', null,
      h('h2', null, 'Jobs'),
      h(ChannelJobs, { channel, started: setJob }),
      jobs(live, name, job).map((id) => h(Job, { key: id, id }))));
}

/** The one begun here, and those that run because of others. */
function jobs(live, name, mine) {
  const running = (live.jobs ?? []).filter((each) => each.channel === name && each.state === 'running');
  return [...new Set([...(mine ? [mine] : []), ...running.map((each) => each.id)])];
}

function Resync({ resync }) {
  return resync && h('section', null,
    h('h2', null, 'Changed rules'),
    h('progress', { value: resync.looked, max: Math.max(1, resync.total), 'aria-label': 'Products looked at' }),
    h('p', null, `${count(resync.looked)} of ${counted(resync.total, 'product')} looked at; ${counted(resync.changed, 'change')}, ${count(resync.waiting)} of them still waiting.`,
      resync.cancelledBy && ` Cancelled by ${resync.cancelledBy}.`));
}

function Incident({ incident, name }) {
  return incident && h('section', null,
    h('h2', null, 'Held by the guard'),
    h('p', null, `${counted(incident.held, 'change')}, `, h(Lasting, { since: incident.since }), '. ',
      h('a', { href: toQuery('held', { channel: name, why: 'guard' }) }, 'Decide')),
    h(Table, {
      caption: 'Some of them',
      empty: '',
      rows: incident.examples,
      columns: [
        { title: 'SKU', of: (row) => h(SkuLink, { sku: row.sku }) },
        { title: 'part', of: (row) => row.part },
        { title: 'reason', of: (row) => h('span', { dir: 'auto' }, row.reason) },
      ],
    }));
}
