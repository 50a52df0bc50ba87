import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';

export interface JsonStore<Data> {
  /** What is stored now; not to be changed in place. */
  read(): Data;
  /** Changes a copy and keeps it once it is written; changes wait for each other, so each sees the last. */
  change<Result>(edit: (draft: Data) => Result): Promise<Result>;
}

/** A small JSON file, always whole: written beside and renamed into place. */
export async function openJsonStore<Data>(file: string, empty: Data): Promise<JsonStore<Data>> {
  let current = (await readJson<Data>(file)) ?? empty;
  let last: Promise<unknown> = Promise.resolve();

  const apply = async <Result>(edit: (draft: Data) => Result): Promise<Result> => {
    const draft = structuredClone(current);
    const result = edit(draft);
    await writeWhole(file, JSON.stringify(draft));
    current = draft;
    return result;
  };
  return {
    read: () => current,
    change(edit) {
      const mine = last.then(() => apply(edit));
      // A change that failed is told to its caller; the next one starts from what was kept.
      last = mine.catch(() => undefined);
      return mine;
    },
  };
}

/** Null where there is no such file; a broken file is an error, for silence would lose people's data. */
export async function readJson<Data>(file: string): Promise<Data | null> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    if ((error as { code?: string }).code === 'ENOENT') return null;
    throw error;
  }
  try {
    return JSON.parse(text) as Data;
  } catch (cause) {
    throw new Error(`${file} is not JSON`, { cause });
  }
}

/** Replaces a file in one step, so that a crash leaves the old one or the new one. Readable by its owner alone. */
export async function writeWhole(file: string, text: string): Promise<void> {
  await mkdir(path.dirname(file), { recursive: true });
  const beside = `${file}.${process.pid}.tmp`;
  await writeFile(beside, text, { mode: 0o600 });
  await rename(beside, file);
}
