import type { Driver, DriverHost } from '../../worker/driver.js';
import { asDiagnostic } from './diagnostics.js';
import { LIBRARIES, readLibraries } from './libraries.js';
import { isCode, Service } from './service.js';

/** TypeScript's own checker, for the editor. It runs nothing: programs are the engine's that is called `javascript`. */
export async function createDriver(host: DriverHost): Promise<Driver> {
  host.progress('boot');
  const asset = host.asset(LIBRARIES);
  if (!(asset instanceof ArrayBuffer)) throw new TypeError(`${LIBRARIES} is not a file.`);
  const service = new Service(readLibraries(asset));
  host.progress('ready');
  const refuse = async (): Promise<never> => {
    throw new Error('The checker runs no programs.');
  };
  return {
    run: refuse,
    test: refuse,
    async check({ files }) {
      service.update(files);
      const paths = Object.keys(files).filter(isCode);
      return paths.flatMap((path) => service.diagnostics(path).map((remark) => asDiagnostic(path, remark)));
    },
    reusable: true,
  };
}
