import { h } from './ui.js';
import { count, rate } from './words.js';

const WIDTH = 240;
const HEIGHT = 48;

/**
 * Fifteen minutes of one figure as a line.
 *
 * @param values oldest first
 */
export function Chart({ title, values, unit, everySeconds }) {
  const most = Math.max(0, ...values);
  const x = (index) => (index * WIDTH) / Math.max(1, values.length - 1);
  const y = (value) => HEIGHT - 2 - (value * (HEIGHT - 6)) / (most || 1);
  const line = values.map((value, index) => `${index ? 'L' : 'M'}${x(index).toFixed(1)} ${y(value).toFixed(1)}`).join('');
  const last = values[values.length - 1] ?? 0;
  const minutes = Math.round((values.length * everySeconds) / 60);
  const words = `${title}: ${say(last, unit)} now, at most ${say(most, unit)} in the last ${minutes} minutes`;
  return h('figure', { class: 'chart' },
    h('svg', { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, preserveAspectRatio: 'none', role: 'img', 'aria-label': words },
      h('path', { d: line, 'vector-effect': 'non-scaling-stroke' })),
    h('figcaption', null, title, h('b', null, ` ${say(last, unit)}`), ` · at most ${say(most, unit)}`));
}

function say(value, unit) {
  return unit ? `${rate(value)}${unit}` : count(Math.round(value));
}
