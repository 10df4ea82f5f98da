import { strict as assert } from 'node:assert';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { shellBundle } from '../../../build/shell-bundle.js';

type Shell = {
  Bash: new (options: object) => { exec(command: string): Promise<{ stdout: string; stderr: string }> };
};

describe('the shell as it is shipped', () => {
  it('is one module that imports nothing, and works', async () => {
    const { outputFiles = [], metafile } = await build({ ...shellBundle, write: false, metafile: true });
    assert.deepEqual(
      Object.values(metafile?.outputs ?? {}).flatMap(({ imports }) => imports),
      [],
    );
    const folder = await mkdtemp(join(tmpdir(), 'shell-'));
    const path = join(folder, 'shell.mjs');
    await writeFile(path, outputFiles[0]?.contents ?? '');
    const { Bash } = (await import(pathToFileURL(path).href)) as Shell;
    const shell = new Bash({ files: { '/workspace/a.txt': 'b\na\n' }, cwd: '/workspace' });
    assert.equal((await shell.exec('sort a.txt | tr a-z A-Z')).stdout, 'A\nB\n');
    const { stderr } = await shell.exec('echo "<b>a</b>" | html-to-markdown');
    assert.match(stderr, /HTML cannot be converted in this shell/);
    assert.doesNotMatch(outputFiles[0]?.text ?? '', /DOMParser|parseFromString|innerHTML/, 'parses no HTML');
    await rm(folder, { recursive: true });
  });
});
