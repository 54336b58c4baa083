// The frame around each page: navigation, banners, keys, and how old what is shown is.
import { h, Fragment, place, render, to, toQuery, useEffect, useRef, useState } from './ui.js';
import { span } from './words.js';
import { useLive, useNow } from './live.js';
import { Banners } from './banners.js';
import { SignIn, useSession, Who } from './session.js';
import { Keys, useKeys } from './keys.js';
import { Audit } from './pages/audit.js';
import { Channel } from './pages/channel.js';
import { Configuration } from './pages/configuration.js';
import { Event } from './pages/event.js';
import { DeadLetters, Held } from './pages/held.js';
import { Overview } from './pages/overview.js';
import { Refused } from './pages/refused.js';
import { Search } from './pages/search.js';
import { Sku } from './pages/sku.js';

const PAGES = {
  '': { title: 'Overview', view: Overview },
  channel: { title: 'Channel', view: Channel, under: '' },
  search: { title: 'Search', view: Search },
  sku: { title: 'SKU', view: Sku, under: 'search' },
  event: { title: 'Event', view: Event, under: 'search' },
  held: { title: 'Held', view: Held },
  'dead-letters': { title: 'Dead letters', view: DeadLetters },
  refused: { title: 'Refused', view: Refused },
  configuration: { title: 'Configuration', view: Configuration },
  audit: { title: 'Audit', view: Audit },
};
const OLD_AFTER_MS = 5_000;

function usePlace() {
  const [here, setHere] = useState(place(location.hash));
  useEffect(() => {
    const follow = () => setHere(place(location.hash));
    addEventListener('hashchange', follow);
    return () => removeEventListener('hashchange', follow);
  }, []);
  return here;
}

function App() {
  const session = useSession();
  if (!session) {
    return h('p', { 'aria-busy': 'true' }, 'Waiting for the gateway');
  }
  return session.needed && !session.name ? h(SignIn) : h(Pages, { session });
}

function Pages({ session }) {
  const here = usePlace();
  const page = (Object.hasOwn(PAGES, here.page) && PAGES[here.page]) || { title: 'No such page', view: Missing };
  const live = useLive();
  const main = useRef(null);
  const first = useRef(true);
  const keys = useKeys();
  useEffect(() => {
    document.title = `${[page.title, ...here.parts].join(' ')} · Sluice`;
    if (!first.current) {
      main.current?.focus();
      scrollTo(0, 0);
    }
    first.current = false;
  }, [here.page, here.parts.join('/')]);
  return h(Fragment, null,
    h('a', { class: 'skip', href: '#main', onClick: (event) => { event.preventDefault(); main.current.focus(); } },
      'Skip to the content'),
    h(Header, { here, page, live, session, showKeys: () => keys.setHelp(true) }),
    h('main', { id: 'main', class: 'container-fluid', tabindex: -1, ref: main },
      h(Banners, { live }),
      h(page.view, { key: JSON.stringify([here.page, here.parts]), parts: here.parts, query: here.query, live })),
    h(Keys, { keys }));
}

function Header({ here, page, live, session, showKeys }) {
  const search = (event) => {
    event.preventDefault();
    const text = new FormData(event.target).get('text').trim();
    if (text) {
      location.hash = toQuery('search', { text });
    }
  };
  const current = page.under ?? here.page;
  return h('header', { class: 'container-fluid top' },
    h('a', { class: 'brand', href: '#/' }, h('img', { src: 'dashboard/icon.svg', alt: '', width: 24, height: 24 }), 'Sluice'),
    h('nav', { 'aria-label': 'Pages' },
      h('ul', null, Object.entries(PAGES).filter(([, each]) => each.under === undefined).map(([name, each]) =>
        h('li', { key: name }, h('a', { href: to(name), 'aria-current': name === current ? 'page' : null }, each.title))))),
    h('form', { role: 'search', onSubmit: search },
      h('input', { id: 'find', name: 'text', type: 'search', placeholder: 'SKU or event', 'aria-label': 'Search for a SKU or an event' })),
    h(Freshness, { live }),
    h(Who, { session }),
    h('button', { type: 'button', class: 'secondary outline plain', onClick: showKeys }, 'Keys'),
    h(Theme));
}

/** A page that stands still must not look as if all were calm. */
function Freshness({ live }) {
  const now = useNow();
  const old = live.at === null || now - live.at > OLD_AFTER_MS;
  useEffect(() => document.documentElement.classList.toggle('old', old && live.at !== null), [old]);
  const words = live.at === null ? 'connecting' : old ? `${span((now - live.at) / 1000)} old` : 'live';
  return h('span', { class: `freshness ${old ? 'bad' : 'good'}`, title: 'How old the figures on this page are' }, words);
}

function Theme() {
  const [theme, setTheme] = useState(localStorage.getItem('theme') ?? 'auto');
  useEffect(() => {
    localStorage.setItem('theme', theme);
    if (theme === 'auto') {
      delete document.documentElement.dataset.theme;
    } else {
      document.documentElement.dataset.theme = theme;
    }
  }, [theme]);
  return h('select', { class: 'theme', 'aria-label': 'Colours', value: theme, onChange: (event) => setTheme(event.target.value) },
    ['auto', 'light', 'dark'].map((each) => h('option', { key: each, value: each }, each)));
}

function Missing() {
  return h('p', null, 'There is no such page. ', h('a', { href: '#/' }, 'Go to the overview.'));
}

render(h(App), document.getElementById('app'));
