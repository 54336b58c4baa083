// What people can do to a channel. The API decides whether it may be done.
import { channelPath, post } from './api.js';
import { Actions } from './dialog.js';
import { gatewayNow } from './live.js';
import { h } from './ui.js';
import { counted } from './words.js';

const REASON = { name: 'reason', label: 'Why', required: true, maxlength: 200 };

export function ChannelActions({ channel, small }) {
  const name = channel.channel;
  if (channel.state === 'removed') {
    return h(Actions, { small, actions: [forget(name, channel.products)] });
  }
  const stopped = channel.state === 'paused' || channel.state === 'needs attention';
  return h(Actions, {
    small,
    actions: [
      channel.state !== 'paused' && pause(name, channelPath(name, 'pause')),
      stopped && {
        label: 'Resume', title: `Resume ${name}?`, text: `Up to ${counted(channel.backlog, 'change')} will be sent, at the limits of the channel.`,
        act: () => post(channelPath(name, 'resume')).then((view) => `Now ${view.state}.`),
      },
      (channel.state === 'offline' || channel.state === 'needs attention') && {
        label: 'Probe now', title: `Probe ${name}?`, text: 'One delivery is tried now.',
        act: () => post(channelPath(name, 'probe')).then((view) => `Now ${view.state}.`),
      },
      channel.resync && channel.resync.waiting > 0 && !channel.resync.cancelledBy && {
        label: 'Cancel resync', title: `Cancel the resync of ${name}?`,
        text: `${counted(channel.resync.waiting, 'change')} of the changed rules will not be sent until an event comes or the rules change.`,
        act: () => post(channelPath(name, 'resync', 'cancel')).then(() => 'Cancelled.'),
      },
    ],
  });
}

/** What people can do to all of them at once. */
export function AllActions({ channels }) {
  const running = channels.filter((channel) => channel.state !== 'removed');
  return h(Actions, {
    small: true,
    actions: [
      running.some((channel) => channel.state !== 'paused') && { ...pause('all channels', '/api/v1/channels/pause'), label: 'Pause all' },
      running.some((channel) => channel.state === 'paused') && {
        label: 'Resume all', title: 'Resume all channels?', text: 'What was paused by itself stays so.',
        act: () => post('/api/v1/channels/resume').then(() => 'Resumed.'),
      },
    ],
  });
}

function pause(name, path) {
  return {
    label: 'Pause', title: `Pause ${name}?`, text: 'Changes wait and are sent in order afterwards.',
    fields: [REASON, { name: 'hours', label: 'For how many hours (empty: until somebody resumes)', type: 'number', min: 0.1, max: 720, step: 'any' }],
    act: ({ reason, hours }) => {
      const until = hours ? new Date(gatewayNow() + hours * 3_600_000).toISOString() : null;
      return post(path, { reason, ...(until && { until }) }).then(() => 'Paused.');
    },
  };
}

function forget(name, products) {
  return {
    label: 'Forget', title: `Forget ${name}?`,
    text: `All that is known of ${counted(products ?? 0, 'product')} on it is let go. Should it come back, everything is sent to it anew.`,
    act: () => post(channelPath(name, 'forget')).then(() => 'Forgotten.'),
  };
}

/** Jobs that a channel can be given. */
export function ChannelJobs({ channel, started }) {
  const name = channel.channel;
  const begin = (call) => call.then((job) => { started(job.id); return 'Started.'; });
  return h(Actions, {
    actions: [
      {
        label: 'Replay', title: `Replay ${name}`, text: 'Each product that changed since then is looked at, and its newest value is sent. Nothing old is sent.',
        fields: [{ name: 'since', label: 'Since (your local time)', type: 'datetime-local', required: true }],
        act: ({ since }) => begin(post(channelPath(name, 'replay'), { since: new Date(since).toISOString() })),
      },
      {
        label: 'Compare', title: `Compare ${name}`, text: 'Reads what the channel shows and tells what differs. Nothing is sent.',
        act: () => begin(post(channelPath(name, 'reconcile'), { dryRun: true })),
      },
      {
        label: 'Reconcile', title: `Reconcile ${name}`, text: 'Reads what the channel shows, and sends the newest value of what differs.',
        act: () => begin(post(channelPath(name, 'reconcile'), {})),
      },
    ],
  });
}
