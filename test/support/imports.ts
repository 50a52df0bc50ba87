import path from 'node:path';

export interface Import {
  /** Path of the importing file, from the root of the project. */
  from: string;
  /** The same of what is imported; a package's or core module's name as it is written. */
  to: string;
  typeOnly: boolean;
}

const statement = /^\s*(import|export)\s+(type\s)?(?:[^'";]*?\sfrom\s+)?['"]([^'"]+)['"]/gm;
const dynamic = /\bimport\(\s*['"]([^'"]+)['"]/g;
const comments = /\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm;

/** Every static and dynamic import and re-export of one source text. */
export function importsOf(from: string, source: string): Import[] {
  const text = source.replace(comments, '').replaceAll(';', ';\n');
  const here = path.posix.dirname(from);
  const resolve = (name: string) => (name.startsWith('.') ? path.posix.join(here, name) : name);
  const stated = [...text.matchAll(statement)].map(([, , type, name = '']) => ({
    from,
    to: resolve(name),
    typeOnly: type !== undefined,
  }));
  const dynamically = [...text.matchAll(dynamic)].map(([, name = '']) => ({
    from,
    to: resolve(name),
    typeOnly: false,
  }));
  return [...stated, ...dynamically];
}

/** The table of docs/architecture.md; data in config/ is for everybody above platform. */
const allowed: Record<string, string[]> = {
  policies: ['policies', 'config'],
  platform: ['platform'],
  model: ['policies', 'platform', 'model', 'config'],
  oidc: ['policies', 'model', 'platform', 'oidc', 'config'],
  parts: ['policies', 'model', 'platform', 'messages', 'config', 'parts'],
  features: ['policies', 'model', 'platform', 'messages', 'config', 'parts'],
  jobs: ['policies', 'model', 'platform', 'messages', 'jobs', 'config'],
  messages: ['messages', 'policies', 'platform', 'config'],
  config: ['config', 'policies', 'messages'],
  migrations: ['migrations'],
  demo: ['demo'],
};

/** Says what is wrong with an import, or null. */
export function wrongImport({ from, to, typeOnly }: Import): string | null {
  const refusal = (reason: string) => `${from} imports ${to}: ${reason}`;
  const area = areaOf(from);
  if (!isOurs(to)) return packageIsWrong(area, to) ? refusal('not a package for this layer') : null;
  const target = areaOf(to);
  if (target === 'demo' && area !== 'demo') return refusal('the demo is a program of its own');
  if (area === 'top') return null;
  if (target === 'top') return refusal('only the composition root sees it');
  if (area === 'features') return featureIsWrong(from, to, typeOnly) ? refusal('not for a feature') : null;
  // What features share may know the types of oidc, as they do.
  if (area === 'parts' && target === 'oidc') return typeOnly ? null : refusal('only its types');
  return allowed[area]?.includes(target) ? null : refusal(`${area} may not import ${target}`);
}

/** Of oidc a feature knows the types; of other features nothing. */
function featureIsWrong(from: string, to: string, typeOnly: boolean): boolean {
  const target = areaOf(to);
  if (target === 'features') return featureOf(from) !== featureOf(to);
  if (target === 'oidc') return !typeOnly;
  return !allowed['features']?.includes(target);
}

/** Policies do no I/O, the model knows no HTTP. */
function packageIsWrong(area: string, name: string): boolean {
  if (area === 'policies') return true;
  return area === 'model' && /^(koa|@koa\/|oidc-provider|ejs|node:http)/.test(name);
}

function isOurs(to: string): boolean {
  return /^(src|config|migrations|demo|test|bench|script)\//.test(to);
}

/** 'top' for the composition: src/main.ts, app.ts, cli.ts, settings.ts and what only they use. */
function areaOf(file: string): string {
  const [first = '', second = '', ...rest] = file.split('/');
  if (first !== 'src') return first;
  if (second === 'messages.ts') return 'messages';
  if (rest.length === 0 || second === 'cli') return 'top';
  return second;
}

function featureOf(file: string): string | undefined {
  return file.split('/')[2];
}

/** The first circle met, as a path that ends where it begins; null where there is none. */
export function findCycle(imports: Import[]): string[] | null {
  const next = Map.groupBy(imports, ({ from }) => from);
  const done = new Set<string>();
  const visit = (file: string, trail: string[]): string[] | null => {
    if (trail.includes(file)) return [...trail.slice(trail.indexOf(file)), file];
    if (done.has(file)) return null;
    for (const { to } of next.get(file) ?? []) {
      const circle = visit(to, [...trail, file]);
      if (circle) return circle;
    }
    done.add(file);
    return null;
  };
  for (const file of next.keys()) {
    const circle = visit(file, []);
    if (circle) return circle;
  }
  return null;
}
