import { h, to } from './ui.js';
import { Icon } from './icons.js';

/** What concerns all channels: each with where to look. */
export function Banners({ live }) {
  const banners = [...(live.signedOut ? [signedOut()] : []), ...gateway(live), ...sources(live.sources)];
  return h('div', { role: 'status', 'aria-live': 'polite' }, banners.map(({ tone, text, href }) =>
    h('p', { key: text, class: `banner ${tone}` }, h(Icon, { name: 'warn' }), ' ', text, href && [' ', h('a', { href }, 'Look')])));
}

function signedOut() {
  return { tone: 'bad', text: 'You are not signed in any more. Load this page anew to sign in.' };
}

function gateway({ at, connected, problems }) {
  if (at !== null && !connected) {
    return [{ tone: 'bad', text: 'The gateway cannot be reached. What is shown here is old.' }];
  }
  return (problems ?? []).map((text) => ({
    tone: 'bad',
    text: text[0].toUpperCase() + text.slice(1),
    href: text.includes('configuration') ? to('configuration') : null,
  }));
}

function sources(all) {
  return (all ?? []).flatMap((source) => [
    ...(source.problem ? [{ tone: 'bad', text: `Source ${source.source} is ${source.state}: ${source.problem}` }] : []),
    ...source.alarms.map((alarm) => ({ tone: 'warn', text: `Source ${source.source}: ${alarm}` })),
  ]);
}
