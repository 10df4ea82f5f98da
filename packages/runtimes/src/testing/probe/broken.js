// A driver that does not boot.
export async function createDriver() {
  throw new Error('broken on purpose');
}
