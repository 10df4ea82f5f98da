import type { PyodideAPI } from 'pyodide';

export const root = '/home/room';
type FS = PyodideAPI['FS'];

function emptyFolder(fs: FS, folder: string): void {
  for (const name of fs.readdir(folder)) {
    if (name === '.' || name === '..') continue;
    const path = `${folder}/${name}`;
    if (fs.isDir(fs.lstat(path).mode)) {
      emptyFolder(fs, path);
      fs.rmdir(path);
    } else fs.unlink(path);
  }
}

/** Leaves the folders a program may have written to empty. */
export function emptyWorkspace(fs: FS): void {
  fs.chdir('/');
  for (const folder of [root, '/tmp']) if (fs.analyzePath(folder).exists) emptyFolder(fs, folder);
}

/** Writes a job's files into the working folder. A path that climbs out of it is refused. */
export function writeWorkspace(fs: FS, files: Record<string, string>): void {
  fs.mkdirTree(root);
  for (const [path, text] of Object.entries(files)) {
    if (path.split('/').includes('..')) throw new Error(`"${path}" leaves the workspace`);
    const folder = path.lastIndexOf('/');
    if (folder > 0) fs.mkdirTree(`${root}/${path.slice(0, folder)}`);
    fs.writeFile(`${root}/${path}`, text);
  }
}
