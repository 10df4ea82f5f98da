// A node:test reporter that prints nothing but the counts of the leaves, what failed and how long each file took, as JSON, at the end.
import { relative } from 'node:path';

const why = ({ error }) => String(error?.cause?.message ?? error?.message ?? error).slice(0, 1000);

export default async function* countReporter(source) {
  const count = { passed: 0, failed: 0, skipped: 0, failures: [], seconds: {} };
  /** What was said aside last: why a file fails none of whose tests failed. */
  let aside = '';
  const isLeaf = (data) => data.details?.type !== 'suite';
  for await (const { type, data } of source) {
    if (/^test:(stderr|diagnostic)$/.test(type)) aside = `${aside}\n${data.message}`.slice(-2000);
    if (/^test:(pass|fail)$/.test(type) && data.nesting === 0 && data.file) {
      const file = relative(process.cwd(), data.file);
      count.seconds[file] = (count.seconds[file] ?? 0) + data.details.duration_ms / 1000;
    }
    if (type === 'test:pass' && isLeaf(data)) count[data.skip || data.todo ? 'skipped' : 'passed']++;
    if (type === 'test:fail' && isLeaf(data)) {
      count.failed++;
      const file = data.file ? relative(process.cwd(), data.file) : '';
      const said = data.name === data.file ? aside : '';
      count.failures.push(`${file}: ${data.name}\n${why(data.details)}${said}`);
    }
  }
  yield JSON.stringify(count);
}
