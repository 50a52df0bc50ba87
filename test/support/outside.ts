import { randomBytes } from 'node:crypto';
import type { Mood } from '../../demo/outside/moods.ts';
import { startOutsideSystems } from '../../demo/outside/start.ts';

export interface TestOutside {
  directoryUrl: string;
  populationUrl: string;
  tokens: { directory: string; population: string };
  /** As an operator would set them. */
  env: Record<string, string>;
  /** Both of them, or the one named, from now on. */
  switch(mode: Mood, system?: 'directory' | 'population'): Promise<void>;
  stop(): Promise<void>;
}

/** The demo's employee directory and population register, in this process, on ports of their own. */
export async function startOutside(): Promise<TestOutside> {
  const token = () => randomBytes(16).toString('base64url');
  const tokens = { directory: token(), population: token() };
  const systems = await startOutsideSystems({
    directory: { port: 0, token: tokens.directory },
    population: { port: 0, token: tokens.population },
  });
  const { directoryUrl, populationUrl } = systems;
  const urls = { directory: directoryUrl, population: populationUrl };
  return {
    directoryUrl,
    populationUrl,
    tokens,
    env: {
      DIRECTORY_URL: directoryUrl,
      DIRECTORY_TOKEN: tokens.directory,
      POPULATION_URL: populationUrl,
      POPULATION_TOKEN: tokens.population,
    },
    async switch(mode, system) {
      const wanted = system ? [urls[system]] : Object.values(urls);
      await Promise.all(wanted.map((url) => switchOutside(url, mode)));
    },
    stop: () => systems.close(),
  };
}

/** For those that a child process started, wherever it said they are. */
export async function switchOutside(url: string, mode: Mood): Promise<void> {
  const answer = await fetch(`${url}/_switch`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ mode }),
  });
  if (!answer.ok) throw new Error(`not switched to ${mode}: ${answer.status}`);
}
