import { get, post } from './api.js';
import { useAnswer } from './live.js';
import { Asked } from './parts.js';
import { Fragment, h, useEffect, useState } from './ui.js';
import { count } from './words.js';

const AGAIN_MS = 1_000;

/**
 * Follows a job to its end.
 *
 * @param begun what is known of it already
 */
export function Job({ id, begun, ended }) {
  const [over, setOver] = useState(false);
  const [refused, setRefused] = useState(null);
  const path = `/api/v1/jobs/${encodeURIComponent(id)}`;
  const { data, problem } = useAnswer(() => get(path), [id, over], over ? 0 : AGAIN_MS, begun);
  useEffect(() => {
    if (data && data.state !== 'running' && !over) {
      setOver(true);
      ended?.();
    }
  }, [data?.state]);
  return h(Asked, { data, problem }, (job) => h(Fragment, null,
    h('progress', { value: job.total ? job.done : job.state === 'running' ? undefined : 1, max: job.total || 1, 'aria-label': `Progress of the ${job.kind}` }),
    h('p', { role: 'status' }, `${job.kind}: ${job.state}, ${count(job.done)}${job.total ? ` of ${count(job.total)}` : ''}`,
      job.problem && `. ${job.problem}`, job.reading && h(Reading, { reading: job.reading })),
    job.state === 'running' && h('button', { type: 'button', class: 'secondary outline', onClick: () => post(`${path}/cancel`).catch((refusal) => setRefused(refusal.message)) }, 'Cancel'),
    refused && h('p', { class: 'banner bad', role: 'alert' }, refused)));
}

function Reading({ reading }) {
  const words = Object.entries(reading)
    .filter(([, value]) => typeof value === 'number' && value > 0)
    .map(([name, value]) => `${count(value)} ${name.replace(/([A-Z])/g, ' $1').toLowerCase()}`);
  return words.length ? `. ${words.join(', ')}` : null;
}
