import { createHash } from 'node:crypto';

export interface Approval {
  /** When the second factor was given, in milliseconds. */
  at: number;
  acr: string;
  /** What was approved, as the provider signed it. */
  act: string;
  by: string;
}

export interface Target {
  id: string;
  /** `sub` of the one to approve it. */
  approver: string;
  /** `sub` of the one whose target it is; null for the demo's subordinates, who have no account. */
  owner: string | null;
  ownerName: string;
  judul: string;
  indikator: string;
  jumlah: string;
  satuan: string;
  tenggat: string;
  key: string;
  createdAt: number;
  approval: Approval | null;
}

export interface Entry {
  id: string;
  targetId: string;
  tanggal: string;
  uraian: string;
  hasil: string;
  key: string;
}

/** What an approver reads is what he approves: the id and a hash of everything shown. */
export function actOf(target: Target): string {
  return `approve-target:${target.id}:${contentHash(target)}`;
}

export function contentHash({ id, ownerName, judul, indikator, jumlah, satuan, tenggat }: Target): string {
  const content = JSON.stringify([id, ownerName, judul, indikator, jumlah, satuan, tenggat]);
  return createHash('sha256').update(content).digest('hex').slice(0, 16);
}

export function parseAct(act: string): { id: string; hash: string } | null {
  const [, id, hash] = /^approve-target:([0-9a-f-]{36}):([0-9a-f]{16})$/.exec(act) ?? [];
  return id && hash ? { id, hash } : null;
}
