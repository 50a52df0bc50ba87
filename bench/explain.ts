import type { KyselyPlugin, RootOperationNode } from 'kysely';

export interface Plan {
  'Node Type': string;
  'Relation Name'?: string;
  'Actual Rows': number;
  'Actual Loops': number;
  'Rows Removed by Filter'?: number;
  Plans?: Plan[];
}

export interface Explained {
  Plan: Plan;
  'Execution Time': number;
}

/** Asks for the plan of whatever runs, and goes on as if its rows had come. */
export function explaining(plans: Explained[]): KyselyPlugin {
  return {
    transformQuery: ({ node }): RootOperationNode =>
      node.kind === 'RawNode'
        ? {
            ...node,
            sqlFragments: node.sqlFragments.map((part, at) =>
              at === 0 ? `explain (analyze, format json) ${part}` : part,
            ),
          }
        : node,
    transformResult: async ({ result }) => {
      const [row] = result.rows as { 'QUERY PLAN'?: Explained[] }[];
      const [plan] = row?.['QUERY PLAN'] ?? [];
      if (!plan) throw new Error('no plan');
      plans.push(plan);
      return { ...result, rows: Array.from({ length: plan.Plan['Actual Rows'] }, () => ({})) };
    },
  };
}

export const flatten = (plan: Plan): Plan[] => [plan, ...(plan.Plans ?? []).flatMap(flatten)];

/** The tables that a plan reads from end to end. */
export const endToEnd = (nodes: readonly Plan[]): string[] =>
  nodes.filter((node) => node['Node Type'] === 'Seq Scan').map((node) => node['Relation Name'] ?? '?');

/** Rows of a table that were touched, those that were thrown away among them. */
export const rowsRead = (nodes: readonly Plan[], table: string): number =>
  nodes
    .filter((node) => node['Relation Name'] === table)
    .reduce(
      (sum, node) =>
        sum + (node['Actual Rows'] + (node['Rows Removed by Filter'] ?? 0)) * node['Actual Loops'],
      0,
    );
