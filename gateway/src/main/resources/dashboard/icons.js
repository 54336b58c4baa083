import { h } from './ui.js';

// Shapes that differ without their colour.
const PATHS = {
  check: 'M4 8.5l3 3 5-6.5',
  cross: 'M4.5 4.5l7 7M11.5 4.5l-7 7',
  warn: 'M8 2.5L14.5 13.5H1.5zM8 6.5v3.2M8 11.6v.2',
  hand: 'M4 14V7.5M4 7.5v-2M6.5 7V3M9 7V2.5M11.5 7.5V4M4 10c0 3 2 4.5 4 4.5s3.500-1.500 3.500-4.500V7',
  hourglass: 'M4 2.500h8M4 13.500h8M5 2.500c0 3 6 4 6 5.500M11 13.500c0-3-6-4-6-5.500M11 2.500c0 3-6 4-6 5.500M5 13.500c0-3 6-4 6-5.500',
  arrows: 'M3 8a5 5 0 0 1 9-3M13 8a5 5 0 0 1-9 3M12 2v3H9M4 14v-3h3',
  pause: 'M5.500 4v8M10.500 4v8',
  ring: 'M8 3a5 5 0 1 0 .01 0z',
  minus: 'M4 8h8',
  live: 'M2 8h3l2-5 3 10 2-5h2',
};

/** Decoration: the word stands beside it. */
export function Icon({ name }) {
  return h('svg', { class: 'icon', viewBox: '0 0 16 16', 'aria-hidden': 'true', focusable: 'false' },
    h('path', { d: PATHS[name] ?? PATHS.ring }));
}
