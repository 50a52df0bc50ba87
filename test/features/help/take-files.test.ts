import { expect, test } from '@jest/globals';
import { takeFiles } from '../../../src/features/help/take-files.ts';

test('a sender whose file used up all its time gets no more of it for the others', async () => {
  const worked: string[] = [];
  const uploads = {
    async prepare({ name }: { name: string }) {
      worked.push(name);
      const reason = name === 'b.pdf' ? ('slow' as const) : ('damaged' as const);
      return { kind: 'refused' as const, reason };
    },
    close: () => Promise.resolve(),
  };
  const files = ['a.jpg', 'b.pdf', 'c.jpg', 'd.jpg'].map((name) => ({
    ...{ field: 'ktp', name, bytes: new Uint8Array(1), tooLarge: false },
  }));
  const taken = await takeFiles(uploads, { files, tooMany: false, busy: false });
  expect(worked).toEqual(['a.jpg', 'b.pdf']);
  expect(taken).toMatchObject({ kind: 'refused', reasons: ['damaged', 'slow'] });
});
