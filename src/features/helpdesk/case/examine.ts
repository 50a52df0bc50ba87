import { policy } from '../../../../config/policy.ts';
import type { AuditEvent } from '../../../model/audit.ts';
import type { HelpCase } from '../../../model/cases/case.ts';
import { loadEmployee } from '../../../model/directory/employee.ts';
import { findEmployee } from '../../../model/directory/find-employee.ts';
import { nikMatches } from '../../../model/directory/nik.ts';
import { fault } from '../../../parts/fault.ts';
import type { Fields } from '../../../platform/http/form.ts';
import { readNik } from '../../../policies/nik.ts';
import { caseForm, inHeldCase } from './case-work.ts';
import type { CaseForm, Outcome } from './case-work.ts';
import { numbersOf } from './case-page.ts';
import { subjectOf } from '../desk.ts';
import type { Deps, Visit } from '../desk.ts';
import { CHECKS } from './evidence.ts';
import { holderOf } from './hold-case.ts';
import type { Answer, CallOutcome, DirectoryFinding, Evidence, PopulationFinding } from './evidence.ts';

const ANSWERS: readonly string[] = ['yes', 'no', 'unclear'] satisfies Answer[];
const OUTCOMES: readonly string[] = ['confirmed', 'unreached', 'denied'] satisfies CallOutcome[];

/** What the officer finds out about a case: the papers, the directory, the register, the person at an old number. */
export function examineForms(
  deps: Deps,
): Record<'checks' | 'directory' | 'population' | 'callback', CaseForm> {
  async function store(
    visit: Visit,
    helpCase: HelpCase,
    {
      what,
      evidence,
      kind = 'evidence',
      outcome,
    }: { what: string; evidence: Evidence; kind?: 'evidence' | 'callback'; outcome?: CallOutcome },
  ): Promise<Outcome> {
    const audited = (accountId: string | null): AuditEvent => ({
      type: 'case.checked',
      accountId,
      details: { case: helpCase.id, what, ...(outcome && { outcome }) },
    });
    const details = { what, ...(outcome && { outcome }) };
    const change = { set: { evidence }, event: { kind, details }, audited };
    return (await inHeldCase(deps, visit, helpCase, change)) ?? { kind: 'done', note: 'checked' };
  }

  /** Nobody else's system is asked, and no limit used up, for an officer who could not keep the answer. */
  const heldOnly = (act: (visit: Visit, helpCase: HelpCase, form: Fields) => Promise<Outcome>): CaseForm =>
    caseForm(deps, async (visit, helpCase, form) =>
      holderOf(helpCase, visit.now) === visit.officer.accountId
        ? act(visit, helpCase, form)
        : { kind: 'refused', faults: [fault(null, 'helpdesk.case.not_held')] },
    );

  const found = ({ officer, now }: Visit) => ({ by: officer.accountId, at: now });

  async function checks(visit: Visit, helpCase: HelpCase, form: Fields): Promise<Outcome> {
    const given = CHECKS.filter((name) => ANSWERS.includes(form[name] ?? ''));
    if (given.length === 0) return { kind: 'refused', faults: [fault(null, 'helpdesk.check.none')] };
    const answers = Object.fromEntries(given.map((name) => [name, form[name] as Answer]));
    const skNumber = (form.skNumber ?? '').trim().slice(0, 80);
    const evidence = { checks: { ...answers, skNumber, ...found(visit) } };
    return store(visit, helpCase, { what: 'papers', evidence });
  }

  async function directory(visit: Visit, helpCase: HelpCase): Promise<Outcome> {
    if (helpCase.nip === null) return { kind: 'refused', faults: [fault(null, 'helpdesk.check.no_nip')] };
    const answer = await findEmployee(deps, helpCase.nip);
    const finding: DirectoryFinding =
      answer.kind === 'found'
        ? {
            kind: 'found',
            nama: answer.employee.nama,
            nip: answer.employee.nip,
            instansi: answer.employee.instansiNama,
            kedudukanHukum: answer.employee.kedudukanHukumId,
            fetchedAt: answer.fetchedAt,
            stale: answer.stale,
            ...found(visit),
          }
        : { kind: answer.kind, ...found(visit) };
    return store(visit, helpCase, { what: 'directory', evidence: { directory: finding } });
  }

  /** The NIK as the scan shows it: compared and asked about, never kept. */
  async function population(visit: Visit, helpCase: HelpCase, form: Fields): Promise<Outcome> {
    const nik = readNik(form.nik ?? '');
    if (nik.kind !== 'ok') return { kind: 'refused', faults: [fault('nik', 'helpdesk.check.nik_malformed')] };
    const employee = helpCase.nip === null ? null : await loadEmployee(deps.db, helpCase.nip);
    if (!employee) return { kind: 'refused', faults: [fault('nik', 'helpdesk.check.no_record')] };
    const day = { points: policy.cases.nikChecksPerDay, seconds: 24 * 3600 };
    if (!(await deps.limits.consume('helpdesk-nik', helpCase.id, day)).allowed)
      return { kind: 'refused', faults: [fault('nik', 'helpdesk.check.nik_often')] };
    const { nama, tglLahir, jenisKelamin } = employee;
    const asked = await deps.population.verify({ nik: nik.nik, nama, tglLahir, jenisKelamin });
    const nikEqual = employee.nik === null ? null : nikMatches(deps.ring, employee, nik.nik);
    const finding: PopulationFinding =
      asked.kind === 'found'
        ? { kind: 'found', matches: asked.record.matches, nikEqual, ...found(visit) }
        : { kind: asked.kind, nikEqual, ...found(visit) };
    return store(visit, helpCase, { what: 'population', evidence: { population: finding } });
  }

  /** Only a number on record for long enough can be chosen: any other proves nobody. */
  async function callback(visit: Visit, helpCase: HelpCase, form: Fields): Promise<Outcome> {
    const numbers = numbersOf(await subjectOf(deps, helpCase), visit.now);
    const number = numbers.find(({ contactId }) => contactId === form.number);
    if (!number) return { kind: 'refused', faults: [fault('number', 'helpdesk.call.no_number')] };
    if (!OUTCOMES.includes(form.outcome ?? ''))
      return { kind: 'refused', faults: [fault('outcome', 'helpdesk.call.no_outcome')] };
    const { contactId, masked, since: numberSince } = number;
    const outcome = form.outcome as CallOutcome;
    const callBack = { contactId, masked, numberSince, outcome, ...found(visit) };
    const evidence = { callBack, ...(outcome === 'denied' && { deniedAt: visit.now }) };
    return store(visit, helpCase, { what: 'callback', kind: 'callback', evidence, outcome });
  }

  return {
    checks: heldOnly(checks),
    directory: heldOnly(directory),
    population: heldOnly(population),
    callback: heldOnly(callback),
  };
}
