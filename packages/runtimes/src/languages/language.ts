/** What a language is, and which engine runs it. */
export interface LanguageManifest {
  id: string;
  label: string;
  /** The version that runs, as the language itself would say it. */
  version: string;
  extensions: string[];
  /** The file that runs when none is named. */
  entry: string;
  /** The engine that runs it: its driver is `languages/<engine>/driver.ts`. Languages of one engine share a worker. */
  engine: string;
  /** The engine that checks it for the editor, where there is one. */
  checker?: string;
  /** What its test files may be written with. */
  testing: string[];
}

/** What `runner.languages()` tells of each. */
export type LanguageInfo = Pick<
  LanguageManifest,
  'id' | 'label' | 'version' | 'extensions' | 'entry' | 'testing'
>;

/**
 * `assets.json`, which the build writes beside the files: what each engine needs. Its assets are all files of the
 * folder `<engine>/`; an asset's name is its path in there, without the `.gz` of those that are shipped packed.
 */
export interface AssetManifest {
  engines: Record<string, { driver: AssetFile; assets: AssetFile[] }>;
}
export interface AssetFile {
  name: string;
  /** Its path under the asset base. */
  file: string;
  /** Its size as shipped. */
  bytes: number;
  /** The first letters of its SHA-256, which make the address change when the file does. */
  hash: string;
}
