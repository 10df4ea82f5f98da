// Answers the bench, which started this process, what it has used so far.
process.on('message', ({ id }) => {
  globalThis.gc?.();
  const { user, system } = process.cpuUsage();
  const { heapUsed, external, rss } = process.memoryUsage();
  process.send({ id, cpu: user + system, memory: heapUsed + external, rss });
});
process.on('disconnect', () => process.exit(0));

/** Says where the server is reached. */
export const ready = (url) => process.send({ url });
