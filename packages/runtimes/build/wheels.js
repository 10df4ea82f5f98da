// Packs wheels for the Python that runs in the page: `npm run pack:wheels -- [--assets DIR] PATH…`. A PATH is a `.whl`
// file, or a folder of installed packages (a site-packages, such as /usr/lib/python3/dist-packages) followed by
// `:name,name` to take only those. Writes them and `wheels.json` into DIR/wheels, and lists them in DIR/assets.json.
import { copyFile, mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { existsSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { writeManifest } from './manifest.js';

const here = dirname(fileURLToPath(import.meta.url));
const crcTable = Array.from({ length: 256 }, (_, n) => {
  for (let k = 0; k < 8; k++) n = n & 1 ? (n >>> 1) ^ 0xedb88320 : n >>> 1;
  return n >>> 0;
});
const crc = (bytes) => {
  let value = ~0;
  for (const byte of bytes) value = (value >>> 8) ^ crcTable[(value ^ byte) & 255];
  return ~value >>> 0;
};

/** The files of a zip archive by name: the central directory lies at its end (APPNOTE.TXT 4.3). */
export function unzip(bytes) {
  let end = bytes.length - 22;
  while (end >= 0 && bytes.readUInt32LE(end) !== 0x06054b50) end--;
  if (end < 0) throw new Error('It is no zip archive');
  const files = new Map();
  let at = bytes.readUInt32LE(end + 16);
  for (let left = bytes.readUInt16LE(end + 10); left > 0; left--) {
    const [method, size] = [bytes.readUInt16LE(at + 10), bytes.readUInt32LE(at + 20)];
    const [name, extra, comment] = [28, 30, 32].map((offset) => bytes.readUInt16LE(at + offset));
    const local = bytes.readUInt32LE(at + 42);
    const start = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
    const body = bytes.subarray(start, start + size);
    files.set(bytes.toString('utf8', at + 46, at + 46 + name), method === 8 ? inflateRawSync(body) : body);
    at += 46 + name + extra + comment;
  }
  return files;
}

/** A zip archive of files by name. */
export function zip(files) {
  const parts = [];
  const directory = [];
  let offset = 0;
  for (const [name, body] of files) {
    const title = Buffer.from(name);
    const packed = deflateRawSync(body, { level: 9 });
    const fields = Buffer.alloc(26);
    fields.writeUInt16LE(20, 0);
    fields.writeUInt16LE(0x800, 2);
    fields.writeUInt16LE(8, 4);
    fields.writeUInt32LE(0x210000, 6);
    fields.writeUInt32LE(crc(body), 10);
    fields.writeUInt32LE(packed.length, 14);
    fields.writeUInt32LE(body.length, 18);
    fields.writeUInt16LE(title.length, 22);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(offset, 10);
    parts.push(Buffer.from('PK\x03\x04'), fields, title, packed);
    directory.push(Buffer.from('PK\x01\x02\x14\x00'), fields, tail, title);
    offset += 30 + title.length + packed.length;
  }
  const central = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(files.size, 8);
  end.writeUInt16LE(files.size, 10);
  end.writeUInt32LE(central.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...parts, central, end]);
}

const normal = (name) => name.toLowerCase().replace(/[-_.]+/g, '-');

/** What a wheel holds, told from its metadata and its file names. */
export function describeWheel(file, files) {
  const names = [...files.keys()];
  const metadata = names.find((name) => /^[^/]+\.(dist|egg)-info\/(METADATA|PKG-INFO)$/.test(name));
  const text = metadata ? files.get(metadata).toString('utf8') : '';
  const fields = (key) =>
    [...text.matchAll(new RegExp(`^${key}: *(.+)$`, 'gm'))].map((match) => match[1].trim());
  const modules = names
    .map((name) => /^([A-Za-z_]\w*)(?:\/|\.py$|\.[^/]*\.so$)/.exec(name)?.[1])
    .filter((name) => name !== undefined);
  return {
    file,
    name: normal(fields('Name')[0] ?? file.split('-')[0]),
    version: fields('Version')[0] ?? file.split('-')[1] ?? '',
    modules: [...new Set(modules)],
    requires: fields('Requires-Dist')
      .filter((line) => !/;.*\bextra\s*==/.test(line))
      .map((line) => normal(/^[\w.-]+/.exec(line)?.[0] ?? '')),
  };
}

async function filesBelow(root, prefix = '') {
  const found = new Map();
  for (const entry of await readdir(join(root, prefix), { withFileTypes: true })) {
    const path = prefix ? `${prefix}/${entry.name}` : entry.name;
    if (entry.name === '__pycache__' || entry.name.endsWith('.pyc')) continue;
    if (entry.isDirectory()) for (const [name, body] of await filesBelow(root, path)) found.set(name, body);
    else if (statSync(join(root, path)).isFile()) found.set(path, await readFile(join(root, path)));
  }
  return found;
}

/** One distribution of a folder of installed packages: its info folder, and all top-level modules it names. */
async function distribution(root, info) {
  const files = await filesBelow(root, info);
  const read = (name) => files.get(`${info}/${name}`)?.toString('utf8') ?? '';
  const recorded = read('RECORD')
    .split('\n')
    .map((line) => line.split(',')[0].split('/')[0]);
  const listed = read('top_level.txt').split(/\s+/);
  const wanted = listed.some(Boolean) ? listed : recorded.length > 1 ? recorded : [info.split('-')[0]];
  for (const name of new Set(wanted.filter((name) => name && name !== '..' && !name.endsWith('-info')))) {
    const top = name.replace(/\.py$/, '');
    if (existsSync(join(root, top)))
      for (const [path, body] of await filesBelow(root, top)) files.set(path, body);
    else if (existsSync(join(root, `${top}.py`)))
      files.set(`${top}.py`, await readFile(join(root, `${top}.py`)));
  }
  return files;
}

async function wheelsOfFolder(path) {
  const [root, only] = path.split(':');
  const wanted = only?.split(',').map(normal);
  const infos = (await readdir(root)).filter(
    (name) => /\.(dist|egg)-info$/.test(name) && statSync(join(root, name)).isDirectory(),
  );
  const wheels = [];
  for (const info of infos) {
    const [, name, version] = /^(.+?)-([^-]+?)(?:-py[\d.]+)?\.(?:dist|egg)-info$/.exec(info) ?? [
      undefined,
      info,
      '0',
    ];
    if (wanted && !wanted.includes(normal(name))) continue;
    const files = await distribution(root, info);
    wheels.push({
      file: `${name.replaceAll('-', '_')}-${version}-py3-none-any.whl`,
      files,
      bytes: zip(files),
    });
  }
  return wheels;
}

async function wheelsOf(path) {
  if (!path.endsWith('.whl')) return wheelsOfFolder(path);
  const bytes = await readFile(path);
  return [{ file: basename(path), files: unzip(bytes), bytes }];
}

/** Packs what the paths name into `assets`/wheels. What was there before is replaced. */
export async function packWheels(assets, paths) {
  const scratch = await mkdtemp(join(tmpdir(), 'wheels-'));
  const rows = [];
  for (const path of paths) {
    for (const { file, files, bytes } of await wheelsOf(path)) {
      rows.push(describeWheel(file, files));
      await writeFile(join(scratch, file), bytes);
    }
  }
  const folder = join(assets, 'wheels');
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  for (const { file } of rows) await copyFile(join(scratch, file), join(folder, file));
  await rm(scratch, { recursive: true });
  await writeFile(join(folder, 'wheels.json'), `${JSON.stringify(rows, null, 1)}\n`);
  await writeManifest(assets);
  return rows;
}

async function main(args) {
  const flag = args.indexOf('--assets');
  const assets = flag < 0 ? join(here, '../dist/assets') : args.splice(flag, 2)[1];
  if (args.length === 0) {
    console.error('Usage: npm run pack:wheels -- [--assets DIR] WHEEL.whl… | SITE-PACKAGES[:name,name]…');
    return 2;
  }
  for (const { name, version, modules } of await packWheels(assets, args))
    console.log(`${name} ${version}: ${modules.join(' ')}`);
  return 0;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) process.exitCode = await main(process.argv.slice(2));
