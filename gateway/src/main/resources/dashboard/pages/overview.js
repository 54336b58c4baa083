import { get } from '../api.js';
import { AllActions, ChannelActions } from '../actions.js';
import { Chart } from '../chart.js';
import { useAnswer, useNow } from '../live.js';
import { ChannelLink, Lasting, State, Table } from '../parts.js';
import { Fragment, h, toQuery } from '../ui.js';
import { age, count, counted, heldBack, milliseconds, moving, rate, relative, sends, span, STATES } from '../words.js';

const TRENDS_EVERY_MS = 10_000;

export function Overview({ live }) {
  const { data: trends } = useAnswer(() => get('/api/v1/trends'), [], TRENDS_EVERY_MS);
  const channels = live.channels;
  if (!channels) {
    return h('p', { 'aria-busy': 'true' }, 'Waiting for the gateway');
  }
  return h(Fragment, null,
    h('h1', null, 'Overview'),
    h(Summary, { channels }),
    channels.length > 0 && h(AllActions, { channels }),
    channels.length ? null : h('p', { class: 'empty' }, 'There is no channel yet. Write one in channels.yaml; saving the file is enough.'),
    h('div', { class: 'cards' }, channels.map((channel) =>
      h(Card, { key: channel.channel, channel, trend: trendOf(trends, channel) }))),
    h(Sources, { sources: live.sources ?? [] }));
}

function Summary({ channels }) {
  const states = Object.keys(STATES)
    .map((state) => [state, channels.filter((channel) => channel.state === state).length])
    .filter(([, number]) => number);
  const waiting = sum(channels, moving);
  const held = sum(channels, heldBack);
  return h('p', { class: 'summary' },
    `${counted(channels.length, 'channel')}: ${states.map(([state, number]) => `${number} ${state}`).join(', ')}. ` +
    (waiting ? `${counted(waiting, 'change')} ${waiting === 1 ? 'waits' : 'wait'}.` : 'Nothing waits.') +
    (held ? ` ${counted(held, 'change')} ${held === 1 ? 'is' : 'are'} held.` : ''));
}

function sum(channels, of) {
  return channels.reduce((all, channel) => all + of(channel), 0);
}

/** One channel's, with the step between two of its values. */
export function trendOf(trends, channel) {
  const trend = trends?.items.find((each) => each.channel === channel.channel);
  return trend && { ...trend, everySeconds: trends.everySeconds };
}

function Card({ channel, trend }) {
  return h('article', { class: 'card', 'data-channel': channel.channel },
    h('header', null,
      h('h2', null, h(ChannelLink, { channel: channel.channel })),
      h(State, { state: channel.state }), ' ', h('small', null, channel.adapter)),
    channel.stateReason && h('p', { class: 'reason' }, channel.stateReason),
    h(Figures, { channel, trend }),
    h(Waiting, { channel }),
    channel.alarms.map((alarm) => h('p', { key: alarm, class: 'banner warn' }, alarm)),
    channel.lastProblem && channel.state !== 'online' && h('p', { class: 'reason', dir: 'auto' }, `Last problem: ${channel.lastProblem}`),
    h(Charts, { trend }),
    h(ChannelActions, { channel, small: true }));
}

export function Charts({ trend }) {
  return trend && h('div', { class: 'charts' },
    h(Chart, { title: 'Waiting', values: trend.backlog, everySeconds: trend.everySeconds }),
    h(Chart, { title: 'Accepted', values: trend.accepted, unit: '/s', everySeconds: trend.everySeconds }));
}

/** Backlog, its age, and when it will be gone: what ops look at first. */
export function Figures({ channel, trend }) {
  const now = useNow();
  const rows = [
    ['waiting', count(channel.backlog)],
    channel.oldestAt && ['oldest', age(channel.oldestAt, now)],
    sends(channel) && moving(channel) > 0 && trend && ['drained', drained(trend)],
    trend && ['accepted', `${rate(trend.acceptedPerSecond)}/s in the last minute`],
    trend && trend.p50Ms !== null && ['answered', `half of the changes within ${milliseconds(trend.p50Ms)}, 99 % within ${milliseconds(trend.p99Ms)}, in the last 5 minutes`],
    ['in flight', count(channel.inFlight)],
    channel.breaker !== 'closed' && ['breaker', channel.breaker.replace('_', ' ')],
    channel.nextAt && [nextWord(channel.state), Date.parse(channel.nextAt) > now + 500 ? relative(channel.nextAt, now) : 'now'],
  ].filter(Boolean);
  return h('dl', { class: 'pairs' }, rows.map(([name, value]) => [h('dt', { key: name }, name), h('dd', { key: name + '=' }, value)]));
}

function drained({ drainedInSeconds, tendency }) {
  return drainedInSeconds === null ? TENDENCIES[tendency] : `in about ${span(drainedInSeconds)}`;
}

const TENDENCIES = { unknown: 'not known yet', level: 'not getting less', more: 'growing', less: 'any moment' };

function nextWord(state) {
  return { offline: 'next probe', 'needs attention': 'next probe', paused: 'until', throttled: 'goes on' }[state] ?? 'next';
}

export function Waiting({ channel }) {
  const rows = Object.entries(channel.held).filter(([, number]) => number > 0);
  return rows.length ? h('ul', { class: 'waiting' }, rows.map(([why, number]) =>
    h('li', { key: why }, h('a', {
      href: why === 'dead' ? toQuery('dead-letters', { channel: channel.channel }) : toQuery('held', { channel: channel.channel, why }),
    }, why === 'dead' ? counted(number, 'dead letter') : `${count(number)} held: ${why}`)))) : null;
}

function Sources({ sources }) {
  return h('section', null,
    h('h2', null, 'Sources'),
    h(Table, {
      caption: 'Where events come from',
      empty: 'No source is configured.',
      rows: sources,
      columns: [
        { title: 'source', of: (row) => row.source },
        { title: 'kind', of: (row) => row.kind },
        { title: 'state', of: (row) => h(Fragment, null, row.state, ' ', h(Lasting, { since: row.since })) },
        { title: 'received', number: true, of: (row) => count(row.received) },
        { title: 'not acknowledged yet', number: true, of: (row) => count(row.unanswered) },
        { title: 'last 200 events', of: (row) => Object.entries(row.decisions).filter(([, number]) => number).map(([what, number]) => `${count(number)} ${what}`).join(', ') || 'none yet' },
      ],
    }));
}
