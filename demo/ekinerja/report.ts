import type { Report } from '../kit/application.ts';
import type { Target } from './target.ts';

/** As many as the portal takes, with the word before it. */
const TITLE = 110;

/** What the portal shows of a target: that it waits for approval, or has it. Those without an account are nobody's. */
export function reportOf(target: Target, url: string): Report[] {
  if (target.owner === null) return [];
  const { approval, createdAt } = target;
  return [
    {
      sub: target.owner,
      reference: target.id,
      title: `Sasaran: ${[...target.judul].slice(0, TITLE).join('')}`,
      state: approval ? 'approved' : 'submitted',
      link: `${url}/sasaran/${target.id}`,
      updatedAt: approval?.at ?? createdAt,
    },
  ];
}
