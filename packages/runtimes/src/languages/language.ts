/** What a language is, and which engine runs it. */
export interface LanguageManifest {
  id: string;
  label: string;
  /** The version that runs, as the language itself would say it. */
  version: string;
  /** Without the dot. */
  extensions: string[];
  /** The file that runs when none is named. */
  entry: string;
  /** The engine that runs it. Languages of one engine share a worker. */
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

/** The files of an engine, in the order wanted, as paths under the asset base. */
export interface EngineManifest {
  id: string;
  /** Its one module: `<engine>.js`. */
  driver: string;
  /** A name ending in `.gz` is unpacked on arrival; one ending in `/` stands for all files of that folder. */
  assets: string[];
  /** Those of them without which it boots too, if more slowly. */
  spare?: string[];
}

/** `assets.json`, which the build writes beside the files: the size and the address of each. */
export interface AssetManifest {
  files: Record<string, AssetFile>;
}
export interface AssetFile {
  /** Its size as shipped. */
  bytes: number;
  /** The first letters of its SHA-256, which make the address change when the file does. */
  hash: string;
}
