import path from 'node:path';
import type { OutsideOptions } from './outside/start.ts';

export const APPLICATIONS = ['myasn', 'siasn', 'ekinerja'] as const;
export type ApplicationId = (typeof APPLICATIONS)[number];

export interface DemoSettings {
  issuer: string;
  urls: Record<ApplicationId, string>;
  siasnClientSecret: string;
  dataDir: string;
  /** The outside systems (employee directory, population register) beside them; null: somebody else's, or none. */
  outside: OutsideOptions | null;
}

/** Reads the environment; throws with every wrong variable named. */
export function readDemoSettings(
  env: Readonly<Record<string, string | undefined>>,
  wanted: readonly ApplicationId[],
): DemoSettings {
  const problems: string[] = [];
  const origin = (name: string, fallback: string): string => {
    const given = env[name] || fallback;
    const url = URL.canParse(given) ? new URL(given) : null;
    if (url && /^https?:$/.test(url.protocol) && url.pathname === '/') return url.origin;
    problems.push(`${name}: not an http(s) origin`);
    return fallback;
  };
  const settings: DemoSettings = {
    issuer: origin('ISSUER', 'http://localhost:3000'),
    urls: {
      myasn: origin('MYASN_URL', 'http://localhost:3001'),
      siasn: origin('SIASN_URL', 'http://localhost:3002'),
      ekinerja: origin('EKINERJA_URL', 'http://localhost:3003'),
    },
    siasnClientSecret: env.SIASN_CLIENT_SECRET ?? '',
    dataDir: path.resolve(env.DEMO_DATA_DIR || '.data/demo'),
    outside: readOutside(env),
  };
  if (wanted.includes('siasn') && settings.siasnClientSecret === '')
    problems.push('SIASN_CLIENT_SECRET: missing');
  if (problems.length > 0) throw new Error(problems.join('; '));
  return settings;
}

/** Two tokens, and the ports they would like; any free one serves as well. */
function readOutside(env: Readonly<Record<string, string | undefined>>): OutsideOptions | null {
  const { DIRECTORY_TOKEN: one, POPULATION_TOKEN: two } = env;
  if (!one || !two) return null;
  const port = (text: string | undefined) => {
    const number = Number(text ?? '0');
    return Number.isInteger(number) && number > 0 && number < 65_536 ? number : 0;
  };
  return {
    directory: { port: port(env.DIRECTORY_PORT), token: one },
    population: { port: port(env.POPULATION_PORT), token: two },
  };
}
