/** Charts are drawn by the server: measures in the units of the picture's own box, so that they hold at any width. */

export const BOX = { width: 340, height: 150, left: 4, bottom: 22, top: 18 } as const;

export interface Column {
  /** Of the table, and of the bar for whoever points at it. */
  label: string;
  /** Written under it; null: there is no room. */
  tick: string | null;
  value: number;
  x: number;
  y: number;
  width: number;
  height: number;
}

export interface ColumnChart {
  columns: Column[];
  /** What the line on top stands for. */
  top: number;
  total: number;
}

interface Bar {
  label: string;
  tick: string | null;
  value: number;
}

/** Bars side by side. A value that is not nothing is seen, however small it is beside the others. */
export function layoutColumns(bars: readonly Bar[]): ColumnChart {
  const top = niceTop(Math.max(0, ...bars.map(({ value }) => value)));
  const room = BOX.height - BOX.bottom - BOX.top;
  const step = (BOX.width - BOX.left) / Math.max(1, bars.length);
  const columns = bars.map((bar, at) => {
    const height = bar.value === 0 ? 0 : Math.max(1.5, (bar.value / top) * room);
    return {
      ...bar,
      x: round(BOX.left + at * step + step * 0.12),
      y: round(BOX.height - BOX.bottom - height),
      width: round(step * 0.76),
      height: round(height),
    };
  });
  return { columns, top, total: bars.reduce((sum, { value }) => sum + value, 0) };
}

/** The next number that one reads easily: 1, 2 or 5 times a power of ten. */
export function niceTop(most: number): number {
  if (most <= 1) return 1;
  const power = 10 ** Math.floor(Math.log10(most));
  return [1, 2, 5, 10].map((factor) => factor * power).find((top) => top >= most) ?? 10 * power;
}

export interface Row {
  label: string;
  value: number;
  /** Of what is the whole, from 0 to 1. */
  share: number;
}

/** Bars under each other, against the largest of them or a whole. */
export function layoutRows(rows: readonly { label: string; value: number }[], whole?: number): Row[] {
  const most = Math.max(1, whole ?? Math.max(0, ...rows.map(({ value }) => value)));
  return rows.map((row) => ({ ...row, share: Math.min(1, row.value / most) }));
}

const round = (value: number): number => Math.round(value * 10) / 10;
