import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { findCycle, importsOf, wrongImport } from './support/imports.ts';
import type { Import } from './support/imports.ts';

const root = path.resolve(import.meta.dirname, '..');
const files = ['src', 'demo', 'config', 'migrations'].flatMap(sourcesOf);
const imports = files.flatMap((file) => importsOf(file, readFileSync(path.join(root, file), 'utf8')));

describe('the imports of the house (docs/architecture.md)', () => {
  test('are seen', () => {
    expect(files.length).toBeGreaterThan(20);
    expect(imports.length).toBeGreaterThan(files.length);
  });

  test('go only where the table allows', () => {
    expect(imports.map(wrongImport).filter((wrong) => wrong !== null)).toEqual([]);
  });

  test.each(['src/model/', 'src/policies/', 'src/platform/'])('go in no circle inside %s', (area) => {
    const inside = imports.filter(({ from, to }) => from.startsWith(area) && to.startsWith(area));
    expect(findCycle(inside)).toBeNull();
  });

  test('go in no circle anywhere, types apart', () => {
    expect(findCycle(imports.filter(({ typeOnly }) => !typeOnly))).toBeNull();
  });
});

describe('a wrong import is caught', () => {
  const wrong: [string, string][] = [
    ['src/policies/nip.ts', `import { db } from '../platform/db.ts';`],
    ['src/policies/nip.ts', `import { readFileSync } from 'node:fs';`],
    ['src/platform/kv.ts', `import type { Nip } from '../policies/nip.ts';`],
    ['src/model/audit.ts', `export * from '../features/signin/routes.ts';`],
    ['src/model/audit.ts', `import { t } from '../messages.ts';`],
    ['src/model/audit.ts', `import Koa from 'koa';`],
    ['src/oidc/provider.ts', `import { routes } from '../features/signin/routes.ts';`],
    ['src/features/portal/routes.ts', `import {\n  step,\n} from '../signin/step.ts';`],
    ['src/features/portal/routes.ts', `const { x } = await import('../../oidc/provider.ts');`],
    ['src/features/portal/routes.ts', `import '../../app.ts';`],
    ['src/features/portal/routes.ts', `import { policy } from '../../settings.ts';`],
    ['src/jobs/purge.ts', `import { provider } from '../oidc/provider.ts';`],
    ['demo/myasn/app.ts', `import type { Db } from '../../src/platform/db.ts';`],
    ['src/app.ts', `import { app } from '../demo/main.ts';`],
  ];

  test.each(wrong)('%s: %s', (file, text) => {
    expect(importsOf(file, text).map(wrongImport)).toEqual([expect.stringContaining(file)]);
  });

  test.each([
    ['src/features/portal/routes.ts', `import type { Sessions } from '../../oidc/sessions.ts';`],
    [
      'src/features/signin/steps/totp.ts',
      `import { step } from '../step.ts'; import { t } from '../../../messages.ts';`,
    ],
    [
      'src/model/people/person.ts',
      `import { sql } from 'kysely'; import { policy } from '../../../config/policy.ts';`,
    ],
    ['src/main.ts', `import { app } from './app.ts';`],
    ['src/platform/db.ts', `// import { x } from '../main.ts';`],
  ])('but not a right one: %s: %s', (file, text) => {
    expect(
      importsOf(file, text)
        .map(wrongImport)
        .filter((found) => found !== null),
    ).toEqual([]);
  });

  test('a circle is found, and named', () => {
    const circle: Import[] = [edge('a', 'b'), edge('b', 'c'), edge('c', 'b')];
    expect(findCycle(circle)).toEqual(['b', 'c', 'b']);
    expect(findCycle([edge('a', 'b'), edge('a', 'c'), edge('b', 'c')])).toBeNull();
  });
});

function edge(from: string, to: string): Import {
  return { from, to, typeOnly: false };
}

function sourcesOf(folder: string): string[] {
  return readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => path.posix.join(folder, name));
}
