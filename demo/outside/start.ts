import { createDirectory } from './directory.ts';
import { startOutsideServer } from './outside-server.ts';
import { createPopulation } from './population.ts';

export interface OutsideSystems {
  directoryUrl: string;
  populationUrl: string;
  close(): Promise<void>;
}

export interface OutsideOptions {
  directory: { port: number; token: string };
  population: { port: number; token: string };
}

/** Both of them, on loopback. */
export async function startOutsideSystems({
  directory,
  population,
}: OutsideOptions): Promise<OutsideSystems> {
  const [one, two] = await Promise.all([
    startOutsideServer({ ...directory, respond: createDirectory() }),
    startOutsideServer({ ...population, respond: createPopulation() }),
  ]);
  return {
    directoryUrl: one.url,
    populationUrl: two.url,
    close: async () => void (await Promise.all([one.close(), two.close()])),
  };
}
