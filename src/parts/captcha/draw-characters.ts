import { randomInt } from 'node:crypto';
import { GLYPHS } from './glyphs.ts';
import type { Point, Stroke } from './glyphs.ts';

const WIDTH = 260;
const HEIGHT = 80;

/** Evenly between `low` and `high`. */
function between(low: number, high: number): number {
  return low + (high - low) * (randomInt(1_000_001) / 1_000_000);
}

/**
 * Draws characters as distorted outlines: one SVG path of closed shapes in random order, with no text, no font and
 * nothing that names a character. Every drawing of the same characters is another one.
 */
export function drawCharacters(text: string): string {
  const wave = makeWave();
  const strokes = [...text].flatMap((character, index) => placeGlyph(character, index, text.length));
  const shapes = [
    ...strokes.map((stroke) => outline(refine(stroke).map(wave), between(2.1, 3.1))),
    ...noise().map((stroke) => outline(refine(stroke).map(wave), between(0.8, 1.3))),
  ];
  const path = shuffle(shapes).join('');
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}" viewBox="0 0 ${WIDTH} ${HEIGHT}" ` +
    `aria-hidden="true" focusable="false"><path fill="currentColor" d="${path}"/></svg>`
  );
}

/** Each character gets its own size, slant, turn and place. */
function placeGlyph(character: string, index: number, count: number): Stroke[] {
  const cell = (WIDTH - 24) / count;
  const [width, height] = [between(0.52, 0.66) * cell, between(34, 46)];
  const [left, top] = [12 + index * cell + between(2, cell - width - 2), between(10, HEIGHT - height - 10)];
  const [turn, slant] = [between(-0.28, 0.28), between(-0.25, 0.25)];
  const place = ([x, y]: Point): Point => {
    const [dx, dy] = [(x - 0.5) * width + (0.5 - y) * slant * height, (y - 0.5) * height];
    return [
      left + width / 2 + dx * Math.cos(turn) - dy * Math.sin(turn),
      top + height / 2 + dx * Math.sin(turn) + dy * Math.cos(turn),
    ];
  };
  return (GLYPHS[character] ?? []).map((stroke) => stroke.map(place));
}

/** One smooth warp over the whole picture, so that straight lines are straight nowhere. */
function makeWave(): (point: Point) => Point {
  const [a, b] = [between(0, 6.3), between(0, 6.3)];
  const [high, wide] = [between(2.2, 4), between(1.5, 3)];
  const [slow, quick] = [between(26, 40), between(14, 22)];
  return ([x, y]) => [x + wide * Math.sin(y / quick + a), y + high * Math.sin(x / slow + b)];
}

/** Long thin lines through everything, of the same kind as the strokes of the characters. */
function noise(): Stroke[] {
  return Array.from({ length: 3 }, () => {
    const height = between(14, HEIGHT - 14);
    const start = between(0, WIDTH * 0.5);
    return [
      [start, height],
      [start + between(50, 120), height + between(-22, 22)],
    ];
  });
}

/** Points every few units, so that the warp bends the line. */
function refine(stroke: Stroke): Point[] {
  return stroke.flatMap((point, index) => {
    const next = stroke[index + 1];
    if (!next) return [point];
    const pieces = Math.max(1, Math.ceil(Math.hypot(next[0] - point[0], next[1] - point[1]) / 6));
    return Array.from({ length: pieces }, (_, piece): Point => {
      const part = piece / pieces;
      return [point[0] + (next[0] - point[0]) * part, point[1] + (next[1] - point[1]) * part];
    });
  });
}

/** The two sides of a line as one closed shape, its width trembling a little. */
function outline(points: Point[], half: number): string {
  const left: Point[] = [];
  const right: Point[] = [];
  points.forEach((point, index) => {
    const before = points[index - 1] ?? point;
    const after = points[index + 1] ?? point;
    const length = Math.hypot(after[0] - before[0], after[1] - before[1]) || 1;
    const width = half * between(0.85, 1.15);
    const [nx, ny] = [(-(after[1] - before[1]) / length) * width, ((after[0] - before[0]) / length) * width];
    left.push([point[0] + nx, point[1] + ny]);
    right.unshift([point[0] - nx, point[1] - ny]);
  });
  const path = [...left, ...right].map(([x, y]) => `${x.toFixed(1)} ${y.toFixed(1)}`).join('L');
  return `M${path}Z`;
}

function shuffle<T>(items: T[]): T[] {
  const mixed = [...items];
  for (let last = mixed.length - 1; last > 0; last -= 1) {
    const other = randomInt(last + 1);
    [mixed[last], mixed[other]] = [mixed[other] as T, mixed[last] as T];
  }
  return mixed;
}
