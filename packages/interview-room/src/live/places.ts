/** Where the runtimes are. */
export interface Places {
  assetBase?: string;
  sandboxUrl?: string;
}

/** What an element names of them, without what it leaves open. */
export const placesOf = ({ assetBase, sandboxUrl }: Places): Places => ({
  ...(assetBase && { assetBase }),
  ...(sandboxUrl && { sandboxUrl }),
});
