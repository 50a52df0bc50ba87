import { randomUUID } from 'node:crypto';
import { openJsonStore } from '../kit/json-store.ts';
import type { Kind } from './kinds.ts';
import { stateOf } from './progress.ts';

export interface Proposal {
  id: string;
  /** `sub` of the person: NIPs change, the account stays. */
  owner: string;
  kind: Kind['id'];
  values: Record<string, string>;
  /** Of the form it came by, so that a double tap makes one proposal. */
  key: string;
  submittedAt: number;
  cancelledAt: number | null;
}

export interface Proposals {
  /** Everybody's, for what no person asks for. */
  all(): readonly Proposal[];
  of(owner: string): Proposal[];
  find(owner: string, id: string | undefined): Proposal | undefined;
  submit(what: Pick<Proposal, 'owner' | 'kind' | 'values' | 'key'>): Promise<Proposal | 'too_many'>;
  /** Whether it was still only submitted. */
  cancel(owner: string, id: string): Promise<boolean>;
}

const MOST = 100;

/** The proposals of everybody, in one file; each person reaches only his own. */
export async function openProposals(file: string, now: () => number): Promise<Proposals> {
  const store = await openJsonStore<{ proposals: Proposal[] }>(file, { proposals: [] });
  const mine = (proposals: Proposal[], owner: string) => proposals.filter((one) => one.owner === owner);
  return {
    all: () => store.read().proposals,
    of: (owner) => mine(store.read().proposals, owner).toReversed(),
    find: (owner, id) => mine(store.read().proposals, owner).find((one) => one.id === id),
    submit: (what) =>
      store.change((draft) => {
        const before = mine(draft.proposals, what.owner);
        const same = what.key === '' ? undefined : before.find((one) => one.key === what.key);
        if (same) return same;
        if (before.length >= MOST) return 'too_many';
        const proposal = { ...what, id: randomUUID(), submittedAt: now(), cancelledAt: null };
        draft.proposals.push(proposal);
        return proposal;
      }),
    cancel: (owner, id) =>
      store.change((draft) => {
        const proposal = mine(draft.proposals, owner).find((one) => one.id === id);
        if (!proposal || stateOf(proposal, now()) !== 'diajukan') return false;
        proposal.cancelledAt = now();
        return true;
      }),
  };
}
