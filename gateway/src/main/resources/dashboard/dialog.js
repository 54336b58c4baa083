import { h, useEffect, useRef, useState } from './ui.js';

/** A modal dialog of the browser's own: it keeps the focus, and Escape closes it. */
export function Dialog({ title, close, children }) {
  const dialog = useRef(null);
  useEffect(() => {
    dialog.current.showModal();
  }, []);
  return h('dialog', { ref: dialog, onClose: close, 'aria-labelledby': 'dialog-title' },
    h('article', null,
      h('header', null,
        h('button', { type: 'button', 'aria-label': 'Close', rel: 'prev', onClick: () => dialog.current.close() }),
        h('h2', { id: 'dialog-title' }, title)),
      children));
}

/**
 * Asks before something is done, says what came of it, and closes when it went well.
 *
 * @param act takes the values of the fields, answers a promise of what to say (or nothing)
 * @param fields {name, label, type, required, value}
 */
export function Ask({ title, text, verb, fields = [], act, close, done }) {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState(null);
  const submit = async (event) => {
    event.preventDefault();
    setBusy(true);
    setProblem(null);
    try {
      const said = await act(Object.fromEntries(new FormData(event.target)));
      // Closed as by hand, so that the focus goes back to where it was.
      event.target.closest('dialog').close();
      done?.(said);
    } catch (refusal) {
      setProblem(refusal.message);
      setBusy(false);
    }
  };
  return h(Dialog, { title, close },
    h('form', { onSubmit: submit },
      text && h('p', null, text),
      fields.map(({ name, label, ...rest }, index) =>
        h('label', { key: name }, label, h('input', { name, autocomplete: 'off', autofocus: index === 0, ...rest }))),
      problem && h('p', { class: 'banner bad', role: 'alert' }, problem),
      h('footer', null,
        h('button', { type: 'button', class: 'secondary', onClick: (event) => event.target.closest('dialog').close() }, 'Cancel'),
        h('button', { type: 'submit', 'aria-busy': busy, disabled: busy }, verb))));
}

/**
 * Buttons that each open their question.
 *
 * @param actions {label, title, text, verb, fields, act}, falsy ones are left out
 */
export function Actions({ actions, done, small }) {
  const [open, setOpen] = useState(null);
  const [said, setSaid] = useState(null);
  const present = actions.filter(Boolean);
  return h('div', { class: `actions ${small ? 'small' : ''}` },
    present.map((action) =>
      h('button', { key: action.label, type: 'button', class: 'secondary outline', onClick: () => setOpen(action) }, action.label)),
    h('span', { role: 'status', class: 'said' }, said),
    open && h(Ask, {
      verb: open.label,
      ...open,
      close: () => setOpen(null),
      done: (words) => { setSaid(words ?? 'Done.'); done?.(); },
    }));
}
