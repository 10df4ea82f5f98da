// A node:test reporter that prints nothing but the counts of the leaves, as JSON, at the end.
export default async function* countReporter(source) {
  const count = { passed: 0, failed: 0, skipped: 0 };
  const isLeaf = (data) => data.details?.type !== 'suite';
  for await (const { type, data } of source) {
    if (type === 'test:pass' && isLeaf(data)) count[data.skip || data.todo ? 'skipped' : 'passed']++;
    if (type === 'test:fail' && isLeaf(data)) count.failed++;
  }
  yield JSON.stringify(count);
}
