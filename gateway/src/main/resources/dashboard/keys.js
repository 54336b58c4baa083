import { h, to, useEffect, useState } from './ui.js';
import { Dialog } from './dialog.js';

const GO = { o: '', s: 'search', h: 'held', d: 'dead-letters', r: 'refused', c: 'configuration', a: 'audit' };
const PAIR_WITHIN_MS = 1_500;

/** Single keys are in the way of who dictates, or slips: each person may do without them here. */
const OFF = 'keys-off';

/** Keys for those who sit here all day. None of them does anything but show. */
export function useKeys() {
  const [help, setHelp] = useState(false);
  const [on, setOn] = useState(localStorage.getItem(OFF) === null);
  useEffect(() => {
    if (on) {
      localStorage.removeItem(OFF);
    } else {
      localStorage.setItem(OFF, 'yes');
      return undefined;
    }
    let goneAt = 0;
    const press = (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest('input, select, textarea, dialog')) {
        return;
      }
      if (event.key === '/') {
        event.preventDefault();
        document.getElementById('find').focus();
      } else if (event.key === '?') {
        setHelp(true);
      } else if (event.key === 'g') {
        goneAt = event.timeStamp;
      } else if (event.timeStamp - goneAt < PAIR_WITHIN_MS && event.key in GO) {
        goneAt = 0;
        location.hash = to(GO[event.key]);
      }
    };
    addEventListener('keydown', press);
    return () => removeEventListener('keydown', press);
  }, [on]);
  return { help, setHelp, on, setOn };
}

export function Keys({ keys: { help, setHelp, on, setOn } }) {
  return help && h(Dialog, { title: 'Keys', close: () => setHelp(false) },
    h('label', null,
      h('input', { type: 'checkbox', role: 'switch', checked: on, onChange: (event) => setOn(event.target.checked) }), ' Single keys do something'),
    h('dl', { class: 'pairs' },
      h('dt', null, h('kbd', null, '/')), h('dd', null, 'search'),
      Object.entries(GO).map(([key, page]) => [
        h('dt', { key: key + '1' }, h('kbd', null, 'g'), ' ', h('kbd', null, key)),
        h('dd', { key: key + '2' }, page || 'overview'),
      ]),
      h('dt', null, h('kbd', null, '?')), h('dd', null, 'this list')));
}
