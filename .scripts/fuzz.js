// `npm run fuzz -- --seeds N [--seed S] [--operations N]`: people with real editors in rooms of a real backend, on lines that
// break. What fails names its seed; `--seed S` plays it again.
import { ensureBrowser } from './browser.js';
import { install, must, run } from './lib.js';

await install();
process.env.CHROME_PATH = await ensureBrowser('chromium');
await must('node', ['.scripts/build.js']);
const play = 'packages/interview-room/test/fuzz/run.ts';
process.exit(await run('node', ['--import', 'tsx', play, ...process.argv.slice(2)]));
