import { policy } from '../../../config/policy.ts';
import type { AgencyPerson } from '../../model/agencies/find-person.ts';
import { fault } from '../../parts/fault.ts';
import type { Fault } from '../../parts/fault.ts';
import { maskContact } from '../../parts/mask-contact.ts';
import type { Fields } from '../../platform/http/form.ts';
import { mayCallBack } from '../../policies/power.ts';
import type { Meeting } from '../../policies/power.ts';

/** A number on record, old enough to call. */
export interface CallBackNumber {
  masked: string;
  since: number;
}

export function callBackNumber({ account }: AgencyPerson, now: number): CallBackNumber | null {
  const phone = account?.contacts.find(({ kind }) => kind === 'phone');
  if (!phone || phone.suspended || phone.bouncedAt !== null) return null;
  const figures = { ...policy.approvals, ...policy.cases };
  if (!mayCallBack(phone.recordedAt, now, figures)) return null;
  return { masked: maskContact(phone), since: phone.recordedAt };
}

export const REASON = { least: 5, most: 500 };

export interface Grounds {
  meeting: Meeting;
  reason: string;
}

/** How the admin knows that it is this person, and why the act is done. */
export function readGrounds(
  { meeting, reason = '' }: Fields,
  number: CallBackNumber | null,
): { kind: 'ok'; grounds: Grounds } | { kind: 'malformed'; faults: Fault[] } {
  const faults: Fault[] = [];
  const met = meetingOf(meeting, number);
  if (!met) faults.push(fault('meeting', 'agency.fault.meeting'));
  const text = reason.trim();
  if (text.length < REASON.least) faults.push(fault('reason', 'agency.fault.reason'));
  if (text.length > REASON.most) faults.push(fault('reason', 'agency.fault.reason_long'));
  return met && faults.length === 0
    ? { kind: 'ok', grounds: { meeting: met, reason: text } }
    : { kind: 'malformed', faults };
}

function meetingOf(chosen: string | undefined, number: CallBackNumber | null): Meeting | null {
  if (chosen === 'presence') return { callBack: null, presence: true };
  if (chosen === 'callback' && number) return { callBack: { numberSince: number.since }, presence: false };
  return null;
}

/** What was typed besides, kept over a refusal; codes never are. */
export function kept(fields: Fields, names: readonly string[]): Record<string, string> {
  return Object.fromEntries(names.map((name) => [name, fields[name] ?? '']));
}
