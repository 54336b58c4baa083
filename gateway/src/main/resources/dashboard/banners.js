import { h, to } from './ui.js';
import { Icon } from './icons.js';

/** What concerns all channels: each with where to look. */
export function Banners({ live }) {
  const banners = [...gateway(live), ...restored(live.channels), ...sources(live.sources)];
  return h('div', { role: 'status', 'aria-live': 'polite' }, banners.map(({ tone, text, href }) =>
    h('p', { key: text, class: `banner ${tone}` }, h(Icon, { name: 'warn' }), ' ', text, href && [' ', h('a', { href }, 'Look')])));
}

function gateway({ at, problem, problems }) {
  if (problem) {
    const why = problem.status === 401 ? 'You are not signed in any more. Load this page anew to sign in.' : problem.message;
    return [{ tone: 'bad', text: at === null ? why : `${why} What is shown here is old.` }];
  }
  return (problems ?? []).map((text) => ({
    tone: 'bad',
    text: text[0].toUpperCase() + text.slice(1),
    href: text.includes('configuration') ? to('configuration') : null,
  }));
}

/** As sluice restore leaves it. */
function restored(channels) {
  const waits = (channels ?? []).some((channel) => channel.state === 'paused' && channel.stateReason?.startsWith('by restore: '));
  return waits ? [{ tone: 'warn', text: 'This gateway was restored from a backup: have the source send what came since, look, then resume all.', href: to('') }] : [];
}

function sources(all) {
  return (all ?? []).flatMap((source) => [
    ...(source.problem ? [{ tone: 'bad', text: `Source ${source.source} is ${source.state}: ${source.problem}` }] : []),
    ...source.alarms.map((alarm) => ({ tone: 'warn', text: `Source ${source.source}: ${alarm}` })),
  ]);
}
