import { createReadStream, existsSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { ANCHORS } from '../data-dir.ts';
import { readAnchor } from '../model/audit-seals/anchors.ts';
import { exportAudit } from '../model/audit-seals/export.ts';
import { verifySeals } from '../model/audit-seals/verify.ts';
import type { Anchor, Finding } from '../model/audit-seals/verify.ts';
import type { Settings } from '../settings.ts';
import { done, misuse, refused, text } from './command.ts';
import type { Command, Values } from './command.ts';

/** What is wrong with the audit log, row by row; and the log itself, for other programs. */
export const auditCommands: Command[] = [
  {
    name: 'audit verify',
    usage: 'audit verify [--anchors FILE]',
    about:
      'proves the chain over the audit log: which row was changed, added or cut; the end of it by anchors alone',
    options: { anchors: { type: 'string' } },
    async run({ db, ring, now, settings, out, say }, values) {
      const given = text(values, 'anchors');
      const file = given ?? ownAnchors(settings);
      const anchors = file === null ? [] : await readAnchors(file);
      if (given !== null && anchors.length === 0) return refused(`there is no anchor in ${given}`);
      let findings = 0;
      const onFinding = (finding: Finding) => {
        findings += 1;
        out(JSON.stringify(finding));
        say(inWords(finding));
      };
      const { links, rows, unsealed } = await verifySeals({ db, ring, now }, { anchors, onFinding });
      say(`${rows} rows under ${links} seals; ${unsealed} rows are newer than the last seal`);
      if (findings > 0) return refused(`${findings} ${findings === 1 ? 'thing is' : 'things are'} wrong`);
      say(links === 0 ? 'nothing is sealed yet: nothing was proven' : asSealed(anchors, file));
      return done;
    },
  },
  {
    name: 'audit export',
    usage: 'audit export [--from DATE] [--to DATE] [--type TYPE]',
    about: 'writes audit rows as JSON lines, oldest first, each with the number of its seal',
    options: { from: { type: 'string' }, to: { type: 'string' }, type: { type: 'string' } },
    async run({ db, out, say }, values) {
      const search = { from: time(values, 'from'), to: time(values, 'to'), type: text(values, 'type') };
      const count = await exportAudit(db, search, (row) => out(JSON.stringify(row)));
      say(`${count} rows`);
      return done;
    },
  },
];

/** The embedded store keeps its anchors beside itself; those of another database are none of its. */
function ownAnchors({ databaseUrl, dataDir }: Settings): string | null {
  const file = path.join(dataDir, ANCHORS);
  return databaseUrl === null && existsSync(file) ? file : null;
}

/** No more than was seen. */
function asSealed(anchors: readonly Anchor[], file: string | null): string {
  return anchors.length > 0
    ? `the audit log is as it was sealed, up to seal ${Math.max(...anchors.map(({ nr }) => nr))} by the anchors of ${file}`
    : 'what is sealed is as it was sealed; without anchors (--anchors FILE) an end that was cut off is not seen';
}

/** Lines of the demo's file of anchors, or of the log that "audit sealed" went to; all other lines are passed over. */
async function readAnchors(file: string): Promise<Anchor[]> {
  const anchors: Anchor[] = [];
  for await (const line of createInterface({ input: createReadStream(file) })) {
    const anchor = readAnchor(line);
    if (anchor) anchors.push(anchor);
  }
  return anchors;
}

function time(values: Values, name: string): Date | null {
  const typed = text(values, name);
  if (typed === null) return null;
  const at = new Date(typed);
  if (Number.isNaN(at.getTime())) throw misuse(`--${name} must be a date, such as 2026-11-22`);
  return at;
}

function inWords(finding: Finding): string {
  const { nr } = finding;
  switch (finding.kind) {
    case 'row_changed':
      return `row ${finding.id} was changed after it was sealed (seal ${nr})`;
    case 'rows_missing':
      return `${finding.count} sealed rows are gone after row ${finding.after} (seal ${nr})`;
    case 'row_added':
      return `row ${finding.id} was put in after the rows around it were sealed (seal ${nr})`;
    case 'link_broken':
      return `seal ${nr} was changed, or made without the key`;
    case 'chain_broken':
      return `seal ${nr} does not follow the seal before it: one is gone, or was put in`;
    case 'unknown_key':
      return `seal ${nr} was made under the key ${finding.keyId}, which SECRETS_KEY does not have: add the old key at its end`;
    case 'tail_cut':
      return `seal ${nr} was anchored and is gone: the end of the log was cut off`;
    case 'anchor_differs':
      return `seal ${nr} is not the one that was anchored: the chain was made anew`;
    case 'end_gone':
      return `rows up to ${finding.id} and seals up to ${nr} were there once and are gone: the end of the log was cut off`;
    case 'no_seal':
      return `there is no seal at all, though rows up to ${finding.id} were written: the chain was taken away, or nothing seals the log`;
  }
}
