import { lookup } from 'node:dns/promises';
import { BlockList, isIP } from 'node:net';

/*
 * A webhook's URL comes from whoever makes rooms, and must not be a way into the network that the server is in: to its
 * database, its cloud's metadata, its neighbours. The name is looked up here and the connection made to the very
 * address that was looked at, for a second look-up might say something else.
 */

/** Networks that are not the public Internet (IANA's special-purpose registries). */
const networks: readonly [string, number][] = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
  ['::', 96],
  ['64:ff9b::', 96],
  ['64:ff9b:1::', 48],
  ['100::', 64],
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
  ['5f00::', 16],
  ['fc00::', 7],
  ['fe80::', 9],
  ['ff00::', 8],
];

const special = new BlockList();
for (const [network, prefix] of networks)
  special.addSubnet(network, prefix, isIP(network) === 6 ? 'ipv6' : 'ipv4');

/** Whether an address is one of the public Internet. IPv4 written as IPv6 is taken for what it is. */
export function isPublic(address: string): boolean {
  const family = isIP(address);
  return family !== 0 && !special.check(address, family === 6 ? 'ipv6' : 'ipv4');
}

/** An address that may be connected to. */
export interface Address {
  address: string;
  family: number;
}

/** That a URL leads where a webhook must not. */
export class AddressRefusedError extends Error {
  override readonly name = 'AddressRefusedError';
}

/** The addresses of a host. Throws if one of them is private: a name that has both is up to something. */
export async function addressesOf(host: string, allowPrivate: boolean): Promise<Address[]> {
  const name = host.replace(/^\[|\]$/g, '');
  const found = isIP(name) ? [{ address: name, family: isIP(name) }] : await lookup(name, { all: true });
  const refused = allowPrivate ? undefined : found.find(({ address }) => !isPublic(address));
  if (refused)
    throw new AddressRefusedError(`${host} is at ${refused.address}, which is not a public address.`);
  return found;
}
