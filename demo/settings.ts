import path from 'node:path';

export const APPLICATIONS = ['myasn', 'siasn', 'ekinerja'] as const;
export type ApplicationId = (typeof APPLICATIONS)[number];

export interface DemoSettings {
  issuer: string;
  urls: Record<ApplicationId, string>;
  siasnClientSecret: string;
  dataDir: string;
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
  };
  if (wanted.includes('siasn') && settings.siasnClientSecret === '')
    problems.push('SIASN_CLIENT_SECRET: missing');
  if (problems.length > 0) throw new Error(problems.join('; '));
  return settings;
}
