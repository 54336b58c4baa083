import { get, post } from '../api.js';
import { Actions } from '../dialog.js';
import { useAnswer } from '../live.js';
import { Asked, SkuLink, Table, Time } from '../parts.js';
import { Fragment, h } from '../ui.js';
import { count } from '../words.js';

export function Configuration() {
  const answer = useAnswer(() => get('/api/v1/configuration'), [], 2_000);
  return h(Fragment, null,
    h('h1', null, 'Configuration'),
    h(Asked, answer, (now) => h(Running, { now, reload: answer.reload })));
}

function Running({ now, reload }) {
  return h(Fragment, null,
    h('p', null, 'Version ', h('code', null, now.version), ' runs since ', h(Time, { at: now.since }), '. The files were read ', h(Time, { at: now.readAt }),
      now.valid ? ' and are right.' : ' and are wrong: the version above stays until they are mended.'),
    h(Actions, {
      done: reload,
      actions: [{
        label: 'Read the files again', title: 'Read the files again?', verb: 'Read', text: 'The gateway does so by itself when one of them changes.',
        act: () => post('/api/v1/configuration/reload').then((view) => (view.valid ? 'Read, and right.' : 'Read, and wrong.')),
      }],
    }),
    h(Problems, { problems: now.problems }),
    now.notes.length ? h('ul', null, now.notes.map((note) => h('li', { key: note }, note))) : null,
    now.waiting && h(Pending, { pending: now.waiting, reload }));
}

function Problems({ problems }) {
  return problems.length ? h(Table, {
    caption: 'What the files have wrong, or worth a note',
    empty: '',
    rows: problems,
    columns: [
      { title: 'place', of: (row) => h('code', null, row.line ? `${row.file}:${row.line}:${row.column}` : row.file) },
      { title: 'severity', of: (row) => row.severity },
      { title: 'what', of: (row) => h('span', { dir: 'auto' }, row.message) },
      { title: 'what to do', of: (row) => h('span', { dir: 'auto' }, row.hint || '–') },
    ],
  }) : null;
}

/** A change that goes over a limit: before and after, then one decision about exactly this version. */
function Pending({ pending, reload }) {
  const body = { version: pending.version };
  return h('section', null,
    h('h2', null, 'Waits for approval'),
    h('p', null, 'Version ', h('code', null, pending.version), ', since ', h(Time, { at: pending.since }), '.'),
    h('ul', null, pending.reasons.map((reason) => h('li', { key: reason }, reason))),
    h(Actions, {
      done: reload,
      actions: [
        { label: 'Approve', title: `Approve ${pending.version}?`, text: 'It is taken over, and what differs is sent.', act: () => post('/api/v1/configuration/approve', body).then(() => 'Taken over.') },
        { label: 'Discard', title: `Discard ${pending.version}?`, text: 'What runs goes on. The files stay as they are.', act: () => post('/api/v1/configuration/discard', body).then(() => 'Dropped.') },
      ],
    }),
    pending.channels.map((changes) => h('section', { key: changes.channel },
      h('h3', null, changes.channel),
      h(Table, {
        caption: 'Before and after',
        empty: '',
        rows: [
          ['listed', changes.listed], ['in stock', changes.inStock], ['held', changes.held],
        ],
        columns: [
          { title: 'products', of: ([name]) => name },
          { title: 'now', number: true, of: ([, { before }]) => count(before) },
          { title: 'then', number: true, of: ([, { after }]) => count(after) },
        ],
      }),
      h('p', null, `${count(changes.stock)} stocks, ${count(changes.price)} prices and ${count(changes.product)} contents would be sent. ` +
        `${count(changes.leaving)} products leave, ${count(changes.outOfStock)} go out of stock, ${count(changes.newlyListed)} are new there.`),
      changes.unread > 0 && h('p', { class: 'banner warn' }, `${count(changes.unread)} products could not be read in time: each counts as if all of it changed and it left.`),
      h(Table, {
        caption: 'Some of them',
        empty: '',
        rows: changes.examples,
        columns: [
          { title: 'SKU', of: (row) => h(SkuLink, { sku: row.sku }) },
          { title: 'what', of: (row) => row.what.replaceAll('_', ' ') },
          { title: 'now', of: (row) => h('span', { dir: 'auto' }, row.before || '–') },
          { title: 'then', of: (row) => h('span', { dir: 'auto' }, row.after || '–') },
        ],
      }))));
}
