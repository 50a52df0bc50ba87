import { expect, test } from '@jest/globals';
import { createLogger } from '../../src/platform/log.ts';

function logged(write: (log: ReturnType<typeof createLogger>) => void): string {
  const lines: string[] = [];
  write(createLogger({ level: 'info', destination: { write: (line: string) => void lines.push(line) } }));
  return lines.join('');
}

test('secrets are taken out by their names, on every level', () => {
  const line = logged((log) =>
    log.info(
      {
        password: 'p1',
        body: { newPassword: 'p2', form: { code: '123456' } },
        req: { headers: { cookie: 'c=1' } },
      },
      'x',
    ),
  );
  for (const secret of ['p1', 'p2', '123456', 'c=1']) expect(line).not.toContain(secret);
});

test('NIP and NIK keep their last four digits wherever they stand', () => {
  const line = logged((log) =>
    log.info(
      { nip: '199001012020011001', err: { message: 'no row for 3171010101900001' } },
      'NIP 199001012020011001',
    ),
  );
  expect(line).not.toMatch(/\d{12}/);
  expect(line).toContain('…1001');
  expect(line).toContain('…0001');
});

test('hashes, ids and times stay as they are', () => {
  const id = '4f1c1a52-0b9e-4a0e-9d57-123456789012';
  const line = logged((log) => log.info({ id, at: 1700000000000 }, 'x'));
  expect(line).toContain(id);
  expect(line).toContain('1700000000000');
});
