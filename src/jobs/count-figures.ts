import { countCoverage } from '../model/figures/count-coverage.ts';
import { countEvents } from '../model/figures/count-events.ts';
import { purgeFigures } from '../model/figures/purge-figures.ts';
import type { Db } from '../platform/db.ts';

/** What the platform console's charts are made of. */
export async function countFigures({ db, now }: { db: Db; now: () => number }): Promise<void> {
  await countEvents(db);
  await countCoverage(db, now());
  await purgeFigures(db, now());
}
