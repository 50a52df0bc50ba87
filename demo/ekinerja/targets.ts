import { randomUUID } from 'node:crypto';
import { openJsonStore } from '../kit/json-store.ts';
import { seedFor } from './seed.ts';
import { contentHash } from './target.ts';
import type { Approval, Entry, Target } from './target.ts';

export interface TargetValues {
  judul: string;
  indikator: string;
  jumlah: string;
  satuan: string;
  tenggat: string;
}

export type EntryValues = Pick<Entry, 'tanggal' | 'uraian' | 'hasil'>;

interface Data {
  targets: Target[];
  entries: Entry[];
}

export type Targets = Awaited<ReturnType<typeof openTargets>>;

const MOST = 100;

const maySee = (target: Target, sub: string) => target.owner === sub || target.approver === sub;
const mayEdit = (target: Target, sub: string) => target.owner === sub && target.approval === null;

/** Everybody's targets and daily entries, in one file; each person reaches what he owns or is to approve. */
export async function openTargets(file: string, now: () => number) {
  const store = await openJsonStore<Data>(file, { targets: [], entries: [] });
  return {
    /** Everybody's, for what no person asks for. */
    all: (): readonly Target[] => store.read().targets,
    of: (sub: string): Target[] => store.read().targets.filter((one) => maySee(one, sub)),
    find: (sub: string, id: unknown): Target | undefined =>
      store.read().targets.find((one) => one.id === id && maySee(one, sub)),
    entriesOf: (id: string): Entry[] =>
      store
        .read()
        .entries.filter((entry) => entry.targetId === id)
        .toSorted((left, right) => right.tanggal.localeCompare(left.tanggal)),
    /** Subordinates' targets to approve, once for each person. */
    seed: (sub: string): Promise<void> => store.change((draft) => seed(draft, sub, now())),
    add: (sub: string, ownerName: string, values: TargetValues, key: string) =>
      store.change((draft) => {
        const mine = draft.targets.filter((one) => one.owner === sub);
        const same = key === '' ? undefined : mine.find((one) => one.key === key);
        if (same) return same;
        if (mine.length >= MOST) return 'too_many';
        // In the demo nobody has a superior with an account, so people approve their own targets as well.
        const target: Target = {
          id: randomUUID(),
          owner: sub,
          approver: sub,
          ownerName,
          ...values,
          key,
          createdAt: now(),
          approval: null,
        };
        draft.targets.push(target);
        return target;
      }),
    edit: (sub: string, id: string, values: TargetValues) =>
      store.change((draft) => {
        const target = draft.targets.find((one) => one.id === id && mayEdit(one, sub));
        if (!target) return false;
        Object.assign(target, values);
        return true;
      }),
    addEntry: (sub: string, targetId: string, values: EntryValues, key: string) =>
      store.change((draft) => addEntry(draft, { sub, targetId, values, key })),
    /** Counts only for the content that was shown when the proof was asked for. */
    approve: (sub: string, { id, hash }: { id: string; hash: string }, approval: Approval) =>
      store.change((draft) => approve(draft, { sub, id, hash, approval })),
  };
}

function seed(draft: Data, sub: string, now: number): void {
  if (draft.targets.some((one) => one.approver === sub)) return;
  const { targets, entries } = seedFor(sub, now);
  draft.targets.push(...targets);
  draft.entries.push(...entries);
}

function addEntry(
  draft: Data,
  { sub, targetId, values, key }: { sub: string; targetId: string; values: EntryValues; key: string },
): 'added' | 'too_many' | 'not_mine' {
  if (!draft.targets.some((one) => one.id === targetId && one.owner === sub)) return 'not_mine';
  const before = draft.entries.filter((entry) => entry.targetId === targetId);
  if (key !== '' && before.some((entry) => entry.key === key)) return 'added';
  if (before.length >= MOST) return 'too_many';
  draft.entries.push({ id: randomUUID(), targetId, ...values, key });
  return 'added';
}

function approve(
  draft: Data,
  { sub, id, hash, approval }: { sub: string; id: string; hash: string; approval: Approval },
): 'approved' | 'already' | 'changed' | 'gone' {
  const target = draft.targets.find((one) => one.id === id && one.approver === sub);
  if (!target) return 'gone';
  if (target.approval) return 'already';
  if (contentHash(target) !== hash) return 'changed';
  target.approval = approval;
  return 'approved';
}
