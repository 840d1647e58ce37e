/** One thing to do, by each hand; null where a hand cannot. */
export interface Gesture {
  readonly does: string;
  readonly mouse: string | null;
  readonly touch: string | null;
  readonly keys: string | null;
}

export interface GestureGroup {
  readonly title: string;
  /** Where its keys are heard. */
  readonly where: string;
  readonly gestures: readonly Gesture[];
}

const all = (does: string, mouse: string, touch: string, keys: string): Gesture => ({
  does,
  mouse,
  touch,
  keys,
});

/** Every gesture the page knows: the one list, from which the help is made. */
export const GESTURES: readonly GestureGroup[] = [
  {
    title: 'Map',
    where: 'keys: with the map in focus',
    gestures: [
      all('Move the window', 'drag the plane', 'drag with two fingers', 'Shift and an arrow'),
      all('Zoom', 'Ctrl and the wheel, or + and −', 'pinch, or + and −', '+ and −'),
      all('The function’s own window', '⌂', '⌂', '0'),
      all('Read a critical point', 'point at it', 'tap it', 'Tab to one, arrows to the others'),
      all('Scroll the page', 'wheel', 'drag with one finger', 'Page Up, Page Down'),
    ],
  },
  {
    title: 'Starts',
    where: 'keys: with a start in focus',
    gestures: [
      all('Add one', 'click the plane', 'tap the plane', 'Enter: on the map, or beside a start'),
      all('Move it', 'drag it', 'drag it', 'arrows; with Shift in finer steps'),
      all('Remove it', '✕ in the list of starts', '✕ in the list of starts', 'Delete'),
    ],
  },
  {
    title: 'Time',
    where: 'keys: with the picture or the playback in focus',
    gestures: [
      all('Play, pause', '▶', '▶', 'Space'),
      all('One step', '◀ and ▶ beside it', '◀ and ▶ beside it', '← and →'),
      all('To the start, to the end', 'drag the bar', 'drag the bar', 'Home, End'),
      all('Pace', 'the choice ¼× to 4×', 'the choice ¼× to 4×', 'arrows on the choice'),
    ],
  },
  {
    title: 'Training',
    where: 'keys: with the slider of steps in focus',
    gestures: [
      all('Look at a step', 'press or drag in a chart', 'drag in a chart', '← and →'),
      all('To the start, to the newest', 'drag the slider', 'drag the slider', 'Home, End'),
      all('Train on from there', 'the first button', 'the first button', 'Enter on the button'),
    ],
  },
  {
    title: 'Slice',
    where: 'keys: with its map in focus',
    gestures: [
      all('Move the window', 'drag the plane', 'drag with two fingers', 'Shift and an arrow'),
      all('Zoom', 'Ctrl and the wheel, or + and −', 'pinch, or + and −', '+ and −'),
      all('All there is', '⌂', '⌂', '0'),
      all('Read the loss', 'point at the map', 'tap the map', 'Enter, for the middle'),
    ],
  },
  {
    title: 'Settings',
    where: 'keys: anywhere but in a text',
    gestures: [
      all('Undo', '↶', '↶', 'Ctrl+Z'),
      all('Redo', '↷', '↷', 'Ctrl+Shift+Z'),
      all('A number’s default', 'double click its name', 'double tap its name', 'type it'),
      all('This help', '?', '?', '?'),
    ],
  },
];
