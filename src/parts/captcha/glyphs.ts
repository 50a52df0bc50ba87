export type Point = readonly [x: number, y: number];
export type Stroke = readonly Point[];

/** A quarter or more of an ellipse as points; angles in degrees, clockwise from the right. */
function arc(center: Point, radii: Point, from: number, to: number): Point[] {
  const steps = Math.max(4, Math.ceil(Math.abs(to - from) / 22));
  return Array.from({ length: steps + 1 }, (_, index) => {
    const angle = ((from + ((to - from) * index) / steps) * Math.PI) / 180;
    return [center[0] + radii[0] * Math.cos(angle), center[1] + radii[1] * Math.sin(angle)] as const;
  });
}

/**
 * The skeletons of our characters in a box of 0..1 by 0..1. Without those that are mistaken for one another
 * (0 O Q D, 1 I L J, 2 Z, 5 S, 8 B, U V, G 6).
 */
export const GLYPHS: Readonly<Record<string, readonly Stroke[]>> = {
  A: [
    [
      [0, 1],
      [0.5, 0],
      [1, 1],
    ],
    [
      [0.2, 0.64],
      [0.8, 0.64],
    ],
  ],
  C: [arc([0.55, 0.5], [0.5, 0.5], -50, -310)],
  E: [
    [
      [0.95, 0],
      [0.1, 0],
      [0.1, 1],
      [0.95, 1],
    ],
    [
      [0.1, 0.49],
      [0.75, 0.49],
    ],
  ],
  F: [
    [
      [0.95, 0],
      [0.12, 0],
      [0.12, 1],
    ],
    [
      [0.12, 0.48],
      [0.75, 0.48],
    ],
  ],
  H: [
    [
      [0.06, 0],
      [0.06, 1],
    ],
    [
      [0.94, 0],
      [0.94, 1],
    ],
    [
      [0.06, 0.5],
      [0.94, 0.5],
    ],
  ],
  K: [
    [
      [0.1, 0],
      [0.1, 1],
    ],
    [
      [0.92, 0],
      [0.1, 0.56],
    ],
    [
      [0.38, 0.4],
      [0.95, 1],
    ],
  ],
  M: [
    [
      [0, 1],
      [0.08, 0],
      [0.5, 0.66],
      [0.92, 0],
      [1, 1],
    ],
  ],
  N: [
    [
      [0.06, 1],
      [0.06, 0],
      [0.94, 1],
      [0.94, 0],
    ],
  ],
  P: [[[0.12, 1], [0.12, 0], [0.55, 0], ...arc([0.55, 0.27], [0.38, 0.27], -90, 90), [0.12, 0.54]]],
  R: [
    [[0.1, 1], [0.1, 0], [0.52, 0], ...arc([0.52, 0.26], [0.38, 0.26], -90, 90), [0.1, 0.52]],
    [
      [0.46, 0.52],
      [0.95, 1],
    ],
  ],
  T: [
    [
      [0, 0],
      [1, 0],
    ],
    [
      [0.5, 0],
      [0.5, 1],
    ],
  ],
  W: [
    [
      [0, 0],
      [0.22, 1],
      [0.5, 0.3],
      [0.78, 1],
      [1, 0],
    ],
  ],
  X: [
    [
      [0.04, 0],
      [0.96, 1],
    ],
    [
      [0.96, 0],
      [0.04, 1],
    ],
  ],
  Y: [
    [
      [0, 0],
      [0.5, 0.5],
      [1, 0],
    ],
    [
      [0.5, 0.5],
      [0.5, 1],
    ],
  ],
  3: [[[0.1, 0], [0.88, 0], [0.42, 0.4], ...arc([0.42, 0.7], [0.48, 0.3], -80, 150)]],
  4: [
    [
      [0.72, 1],
      [0.72, 0],
      [0.02, 0.7],
      [1, 0.7],
    ],
  ],
  7: [
    [
      [0.05, 0],
      [0.95, 0],
      [0.38, 1],
    ],
  ],
  9: [[...arc([0.48, 0.3], [0.42, 0.3], 0, 360), [0.88, 0.45], [0.6, 1]]],
};

export const ALPHABET: readonly string[] = Object.keys(GLYPHS);
