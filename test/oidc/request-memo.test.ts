import { describe, expect, test } from '@jest/globals';
import { createRequestMemo } from '../../src/oidc/request-memo.ts';

const lost = Object.assign(new Error('lost'), { code: 'lost' });
const later = async (done: string[], name: string): Promise<void> => {
  await new Promise((resolve) => setTimeout(resolve, 5));
  done.push(name);
};

describe('what a request writes beside its work', () => {
  test('is done when the request is', async () => {
    const memo = createRequestMemo();
    const done: string[] = [];
    await memo.run(async () => {
      await memo.beforeAnswer(later(done, 'one'));
      await memo.beforeAnswer(later(done, 'two'));
      expect(done).toEqual([]);
    });
    expect(done).toEqual(['one', 'two']);
  });

  test('is waited for at once outside of a request', async () => {
    const done: string[] = [];
    await createRequestMemo().beforeAnswer(later(done, 'one'));
    expect(done).toEqual(['one']);
    await expect(createRequestMemo().beforeAnswer(Promise.reject(lost))).rejects.toBe(lost);
  });

  test('fails the request where it fails, unless that was asked about before', async () => {
    const memo = createRequestMemo();
    const failing = (work: () => Promise<void>) =>
      memo.run(async () => {
        await memo.beforeAnswer(Promise.reject(lost));
        await memo.beforeAnswer(Promise.resolve());
        await work();
      });
    await expect(failing(async () => {})).rejects.toBe(lost);
    await expect(failing(async () => expect(await memo.settled()).toBe(lost))).resolves.toBeUndefined();
  });
});
