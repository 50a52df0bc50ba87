import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { ApplicationId, DemoSettings } from '../../../demo/settings.ts';
import { startApplication } from '../../../demo/start.ts';
import type { Started } from '../../../demo/start.ts';
import { freePortRow } from '../../support/ports.ts';
import { startFakeIssuer } from './fake-issuer.ts';
import type { FakeIssuer } from './fake-issuer.ts';

export interface Demo {
  issuer: FakeIssuer;
  url: string;
  settings: DemoSettings;
  /** What it wrote to its log. */
  logged: string[];
  /** Moves the relying party's clock, in milliseconds. */
  later(ms: number): void;
  stop(): Promise<void>;
}

/** One relying party and a fake issuer for it, both in this process and spoken to over HTTP. */
export async function startDemo(id: ApplicationId): Promise<Demo> {
  const url = `http://127.0.0.1:${await freePortRow()}`;
  const issuer = await startFakeIssuer(() => `${url}/jwks`);
  const dataDir = await mkdtemp(path.join(tmpdir(), 'asn-demo-'));
  const settings: DemoSettings = {
    issuer: issuer.url,
    urls: { myasn: url, siasn: url, ekinerja: url },
    siasnClientSecret: 'a-secret-of-the-tests',
    dataDir,
    outside: null,
  };
  let offset = 0;
  const logged: string[] = [];
  const started: Started = await startApplication(id, settings, {
    now: () => Date.now() + offset,
    log: (event, facts) => void logged.push(JSON.stringify({ event, ...facts })),
  });
  return {
    issuer,
    url,
    settings,
    logged,
    later: (ms) => void (offset += ms),
    async stop() {
      await Promise.all([started.close(), issuer.stop()]);
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
