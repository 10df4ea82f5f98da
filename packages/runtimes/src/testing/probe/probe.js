// A language for tests of the sandbox alone: a program is a module whose default export gets what a driver gets.
export async function createDriver(host) {
  host.progress('boot');
  const load = async (text) => {
    const url = URL.createObjectURL(new Blob([text], { type: 'text/javascript' }));
    return (await import(url)).default;
  };
  const perform = async (job, io, report) => {
    const program = await load(job.files[job.entry]);
    return (await program(io, { host, job, report })) ?? { outcome: 'ok', exitCode: 0 };
  };
  return { run: perform, test: perform, reusable: false };
}
