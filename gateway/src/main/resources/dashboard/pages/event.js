import { get } from '../api.js';
import { useAnswer } from '../live.js';
import { Asked, ChannelLink, Explained, Foreign, SkuLink, Time } from '../parts.js';
import { Fragment, h } from '../ui.js';
import { milliseconds } from '../words.js';

/** Where an event is: what became of it at the gateway, and then on each channel. */
export function Event({ parts: [id] }) {
  const answer = useAnswer(() => get(`/api/v1/events/${encodeURIComponent(id)}`), [id], 2_000);
  return h(Fragment, null,
    h('h1', null, 'Event ', h('bdi', null, id)),
    h(Asked, answer, ({ event, body, channels }) => h(Fragment, null,
      h('ol', { class: 'timeline', 'aria-label': 'At the gateway' },
        event.occurredAt && h('li', null, 'happened ', h(Time, { at: event.occurredAt })),
        h('li', null, 'received ', h(Time, { at: event.receivedAt }), ` from ${event.source}, position ${event.position}`),
        h('li', null, 'about ', h(SkuLink, { sku: event.sku }), `, ${event.part}, version ${event.version}`),
        h('li', null, 'decided: ', h('strong', null, event.decision), DECISIONS[event.decision])),
      h(Foreign, { label: 'the event itself', text: body }),
      channels.map((trail) => h(Trail, { key: trail.channel + trail.facet, trail })))));
}

const DECISIONS = {
  stale: ': the source said something newer about this before, so it is never sent.',
  duplicate: ': it had been taken before.',
  conflict: ': something else had come under its id or version before.',
  'not owned': ': another source owns this part.',
};

function Trail({ trail }) {
  return h('section', { 'data-channel': trail.channel },
    h('h2', null, h(ChannelLink, { channel: trail.channel }), ` · ${trail.facet} · `, h('strong', null, trail.state)),
    trail.reason && h('p', { dir: 'auto' }, trail.reason),
    trail.notBefore && h('p', null, 'Tried again ', h(Time, { at: trail.notBefore })),
    trail.shown && h(Explained, { label: 'what the rules make of it', shown: trail.shown }),
    trail.held && h(Foreign, { label: 'what waits', text: trail.held.payload }),
    trail.attempts.length ? h('ol', { class: 'timeline', 'aria-label': `Attempts on ${trail.channel}` }, trail.attempts.map((attempt) =>
      h('li', { key: attempt.at + attempt.position + attempt.attempt },
        h(Time, { at: attempt.at }), `: attempt ${attempt.attempt}, `,
        h('strong', null, attempt.outcome.replaceAll('_', ' ')),
        [attempt.code, attempt.status].filter(Boolean).map((each) => ` ${each}`), ` in ${milliseconds(attempt.durationMs)}`,
        attempt.reason && h('div', { dir: 'auto' }, attempt.reason),
        h(Foreign, { label: 'request', text: attempt.request }),
        h(Foreign, { label: 'answer', text: attempt.answer })))) : null);
}
