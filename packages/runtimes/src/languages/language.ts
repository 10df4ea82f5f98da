/** What a language is made of: the driver that speaks it and the files it needs, all under the asset base. */
export interface LanguageManifest {
  id: string;
  label: string;
  /** The version that runs, as the language itself would say it. */
  version: string;
  extensions: string[];
  /** The file that runs when none is named. */
  entry: string;
  /** Languages of one engine share one worker. */
  engine: string;
  /** What its test files may be written with. */
  testing: string[];
}
/** The files of an engine, in the order wanted; a name ending in `.gz` is unpacked on arrival. */
export interface EngineManifest {
  id: string;
  driver: string;
  assets: string[];
}
