import { describe, expect, test } from '@jest/globals';
import { coverageLines, sumCoverage, unitTree } from '../../src/policies/unit-tree.ts';

const unit = (id: string, parentId: string | null = null, nama = id) => ({ id, parentId, nama });
const counts = (unitId: string | null, people: number) => ({
  ...{ unitId, people, active: 1, mfa: 1, never: 0, dead: 0 },
});

describe('the units of an agency', () => {
  const tree = unitTree([unit('b'), unit('a'), unit('a1', 'a'), unit('a11', 'a1'), unit('x', 'elsewhere')]);

  test('are a tree in the order of names; one whose parent is not there stands at the top', () => {
    expect(tree.childrenOf(null).map(({ id }) => id)).toEqual(['a', 'b', 'x']);
    expect(tree.childrenOf('a').map(({ id }) => id)).toEqual(['a1']);
    expect(tree.subtreeOf('a')).toEqual(['a', 'a1', 'a11']);
    expect(tree.pathTo('a11').map(({ id }) => id)).toEqual(['a', 'a1', 'a11']);
    expect(tree.find('nowhere')).toBeNull();
  });

  test('that stand in a circle are all there, and end', () => {
    const circle = unitTree([unit('p', 'q'), unit('q', 'p'), unit('r', 'q'), unit('s', 's')]);
    expect(circle.childrenOf(null).map(({ id }) => id)).toEqual(['p', 'q', 's']);
    expect(circle.subtreeOf('q')).toEqual(['q', 'r']);
    expect(circle.pathTo('r').length).toBeGreaterThan(0);
  });

  test('are counted by branch; who stands in none of them has a line of their own', () => {
    const rows = [counts('a', 5), counts('a11', 7), counts('b', 3), counts(null, 2), counts('gone', 4)];
    const lines = coverageLines(tree, rows, null);
    expect(lines.map(({ unit: at, people }) => [at?.id ?? null, people])).toEqual([
      ['a', 12],
      ['b', 3],
      ['x', 0],
      [null, 6],
    ]);
    expect(sumCoverage(lines).people).toBe(21);
    expect(coverageLines(tree, rows, 'a').map(({ unit: at, people }) => [at?.id ?? null, people])).toEqual([
      ['a1', 7],
      [null, 5],
    ]);
  });
});
