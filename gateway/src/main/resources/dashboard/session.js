// Who looks at this page.
import { get, post } from './api.js';
import { h, useEffect, useState } from './ui.js';

/** {needed, name, role}; null as long as nobody knows. */
export function useSession() {
  const [session, setSession] = useState(null);
  const look = () => get('/api/v1/session').then(setSession, () => setTimeout(look, 3_000));
  useEffect(() => {
    look();
  }, []);
  return session;
}

/** Whoever signs in or out sees a page that knows nothing of before. */
function anew() {
  location.reload();
}

export function SignIn() {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState(null);
  const submit = async (event) => {
    event.preventDefault();
    setBusy(true);
    try {
      await post('/api/v1/session', Object.fromEntries(new FormData(event.target)));
      anew();
    } catch (refusal) {
      setProblem(refusal.message);
      setBusy(false);
    }
  };
  return h('main', { class: 'container sign-in' },
    h('article', null,
      h('h1', null, 'Sign in to Sluice'),
      h('form', { onSubmit: submit },
        h('label', null, 'Name', h('input', { name: 'name', autocomplete: 'username', required: true, autofocus: true })),
        h('label', null, 'Password', h('input', { name: 'password', type: 'password', autocomplete: 'current-password', required: true })),
        problem && h('p', { class: 'banner bad', role: 'alert' }, problem),
        h('button', { type: 'submit', 'aria-busy': busy, disabled: busy }, 'Sign in'))));
}

export function Who({ session }) {
  return session.name && h('span', { class: 'who' }, session.name, ' (', session.role, ') ',
    h('button', { type: 'button', class: 'secondary outline plain', onClick: () => post('/api/v1/session/end').then(anew, anew) }, 'Sign out'));
}
