// From the worst to the best: a state has a shape of its own beside its colour and its word.
const SHAPES = {
  worst: 'M5 1h6l4 4v6l-4 4H5l-4-4V5zM7.1 4v5h1.8V4zM7.1 10.4v1.8h1.8v-1.8z',
  low: 'M8 1.2 15.4 14.6H.6zM7.2 6v4.2h1.6V6zM7.2 11.4V13h1.6v-1.6z',
  middle: 'M8 .8 15.2 8 8 15.2.8 8zM4.8 7.2v1.6h6.4V7.2z',
  best: 'M8 .8a7.2 7.2 0 1 1 0 14.4A7.2 7.2 0 0 1 8 .8zM4.3 8.2 7 10.9l4.8-4.8-1.2-1.2L7 8.5 5.5 7z',
  none: 'M8 .8a7.2 7.2 0 1 1 0 14.4A7.2 7.2 0 0 1 8 .8zm0 1.8a5.4 5.4 0 1 0 0 10.8A5.4 5.4 0 0 0 8 2.6z',
};
const shape = (name) => s('svg', { class: 'icon', viewBox: '0 0 16 16', 'aria-hidden': 'true' }, s('path', { d: SHAPES[name], 'fill-rule': 'evenodd' }));
