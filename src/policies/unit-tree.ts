/**
 * The work units of one agency as a tree: what stands under a unit, the way up from it, and sums over whole branches. Records
 * come from outside: a parent that is not there makes a unit one of the top, and a circle ends where it began.
 */

export interface Unit {
  readonly id: string;
  readonly parentId: string | null;
  readonly nama: string;
}

export interface UnitTree {
  find(id: string): Unit | null;
  /** Under it, in the order of their names; of null: the top. */
  childrenOf(id: string | null): readonly Unit[];
  /** It and everything under it. */
  subtreeOf(id: string): string[];
  /** From the top down to it, itself included. */
  pathTo(id: string): Unit[];
}

export function unitTree(units: readonly Unit[]): UnitTree {
  const byId = new Map(units.map((unit) => [unit.id, unit]));
  const sorted = units.toSorted((a, b) => a.nama.localeCompare(b.nama, 'id'));
  const children = Map.groupBy(sorted, (unit) => (isTop(unit, byId) ? null : unit.parentId));
  const childrenOf = (id: string | null) => children.get(id) ?? [];
  return {
    find: (id) => byId.get(id) ?? null,
    childrenOf,
    subtreeOf: (id) => subtree(id, childrenOf),
    pathTo: (id) => pathTo(id, byId),
  };
}

/** No parent, one of another agency, or its own ancestor: such a circle would hang on nothing. */
function isTop(unit: Unit, byId: ReadonlyMap<string, Unit>): boolean {
  const seen = new Set([unit.id]);
  for (let at = unit.parentId; at !== null; at = byId.get(at)?.parentId ?? null) {
    if (at === unit.id) return true;
    if (seen.has(at)) return false;
    if (!byId.has(at)) return at === unit.parentId;
    seen.add(at);
  }
  return unit.parentId === null;
}

function subtree(id: string, childrenOf: (id: string) => readonly Unit[]): string[] {
  const seen = new Set([id]);
  for (const at of seen) for (const child of childrenOf(at)) seen.add(child.id);
  return [...seen];
}

function pathTo(id: string, byId: ReadonlyMap<string, Unit>): Unit[] {
  const path: Unit[] = [];
  for (let unit = byId.get(id); unit && !path.includes(unit); unit = byId.get(unit.parentId ?? ''))
    path.unshift(unit);
  return path;
}

/** What is counted of people; every figure but `people` is a part of it. */
export interface Coverage {
  readonly people: number;
  readonly active: number;
  readonly mfa: number;
  readonly never: number;
  readonly dead: number;
}

export interface UnitCoverage extends Coverage {
  /** Null: in no unit of this agency. */
  readonly unitId: string | null;
}

const NOBODY: Coverage = { people: 0, active: 0, mfa: 0, never: 0, dead: 0 };

export function sumCoverage(rows: readonly Coverage[]): Coverage {
  return rows.reduce(
    (sum, row) => ({
      people: sum.people + row.people,
      active: sum.active + row.active,
      mfa: sum.mfa + row.mfa,
      never: sum.never + row.never,
      dead: sum.dead + row.dead,
    }),
    NOBODY,
  );
}

export interface CoverageLine extends Coverage {
  /** Null: those directly in the unit looked at, or at the top those in no unit. */
  readonly unit: Unit | null;
}

/** One line for each unit directly under `at`, with all that stands under it, and one for who is in none of them. */
export function coverageLines(
  tree: UnitTree,
  rows: readonly UnitCoverage[],
  at: string | null,
): CoverageLine[] {
  const byUnit = Map.groupBy(rows, ({ unitId }) => (unitId !== null && tree.find(unitId) ? unitId : null));
  const sumOf = (ids: readonly (string | null)[]) => sumCoverage(ids.flatMap((id) => byUnit.get(id) ?? []));
  const lines = tree
    .childrenOf(at)
    .map((unit): CoverageLine => ({ unit, ...sumOf(tree.subtreeOf(unit.id)) }));
  const own: CoverageLine = { unit: null, ...sumOf([at]) };
  return own.people > 0 ? [...lines, own] : lines;
}
