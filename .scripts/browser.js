// Finds the browser that the tests drive; installs it where that can be done without asking.
import { existsSync } from 'node:fs';
import { platform } from 'node:os';
import { capture, run } from './lib.js';

const known = {
  chromium: {
    variable: 'CHROME_PATH',
    commands: ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'],
    paths: [
      '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
      '/Applications/Chromium.app/Contents/MacOS/Chromium',
      'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
    ],
    packages: { 'apt-get': 'chromium', 'dnf': 'chromium', 'apk': 'chromium', 'pacman': 'chromium' },
    name: 'Chrome or Chromium',
  },
  firefox: {
    variable: 'FIREFOX_PATH',
    commands: ['firefox-esr', 'firefox'],
    paths: [
      '/Applications/Firefox.app/Contents/MacOS/firefox',
      'C:\\Program Files\\Mozilla Firefox\\firefox.exe',
    ],
    packages: { 'apt-get': 'firefox-esr', 'dnf': 'firefox', 'apk': 'firefox-esr', 'pacman': 'firefox' },
    name: 'Firefox',
  },
};

async function find({ variable, commands, paths }) {
  const asked = process.env[variable];
  if (asked && existsSync(asked)) return asked;
  for (const command of commands) {
    const path = (await capture(platform() === 'win32' ? 'where' : 'which', [command]))
      ?.split('\n')[0]
      ?.trim();
    if (path) return path;
  }
  return paths.find((path) => existsSync(path));
}

const installers = {
  'apt-get': (name) => [
    ['apt-get', 'update', '-qq'],
    ['apt-get', 'install', '-y', '-qq', name],
  ],
  'dnf': (name) => [['dnf', 'install', '-y', name]],
  'apk': (name) => [['apk', 'add', name]],
  'pacman': (name) => [['pacman', '-Sy', '--noconfirm', name]],
};

async function installByPackageManager({ packages, name }) {
  if (process.getuid?.() !== 0) return;
  for (const [manager, steps] of Object.entries(installers)) {
    if (!(await capture('which', [manager]))) continue;
    console.log(`Installing ${name} with ${manager}…`);
    for (const [command, ...args] of steps(packages[manager])) {
      await run(command, args, { env: { DEBIAN_FRONTEND: 'noninteractive' } });
    }
    return;
  }
}

/** The path of a browser of that kind; ends the process with a sentence that says what to do where none can be had. */
export async function ensureBrowser(kind) {
  const browser = known[kind];
  let path = await find(browser);
  if (!path) {
    await installByPackageManager(browser);
    path = await find(browser);
  }
  if (path) return path;
  console.error(
    `The tests need ${browser.name}. Install it, or set ${browser.variable} to the path of its program, and run this again.`,
  );
  return process.exit(1);
}
