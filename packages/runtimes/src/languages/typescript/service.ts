import ts from 'typescript';
import { FOLDER, type Libraries } from './libraries.js';

const ROOT = '/workspace/';
const options: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  // Every file is a module, as it is when it runs: two files may declare the same name.
  moduleDetection: ts.ModuleDetectionKind.Force,
  lib: ['lib.es2023.d.ts'],
  types: [],
  strict: true,
  allowJs: true,
  checkJs: false,
  noEmit: true,
  esModuleInterop: true,
  resolveJsonModule: true,
  allowImportingTsExtensions: true,
  experimentalDecorators: true,
  skipLibCheck: true,
};

/** TypeScript's language service over files in memory, kept warm: a check after an edit redoes what the edit touched. */
export class Service {
  private readonly files = new Map<string, { text: string; version: number }>();
  private readonly service: ts.LanguageService;
  private version = 0;

  constructor(private readonly libraries: Libraries) {
    this.service = ts.createLanguageService(this.host(), ts.createDocumentRegistry());
  }

  /** Makes the workspace what `files` says. */
  update(files: Record<string, string>): void {
    for (const path of this.files.keys())
      if (!Object.hasOwn(files, path.slice(ROOT.length))) this.files.delete(path);
    for (const [path, text] of Object.entries(files)) {
      if (this.files.get(ROOT + path)?.text !== text)
        this.files.set(ROOT + path, { text, version: ++this.version });
    }
  }

  /** What is to be said of a file. Of JavaScript only whether it can be read. */
  diagnostics(path: string): readonly ts.Diagnostic[] {
    const name = ROOT + path;
    const syntactic = this.service.getSyntacticDiagnostics(name);
    return isTypeScript(path) ? [...syntactic, ...this.service.getSemanticDiagnostics(name)] : syntactic;
  }

  private host(): ts.LanguageServiceHost {
    const ambient = Object.keys(this.libraries).filter((name) => !name.startsWith('lib.'));
    const read = (name: string): string | undefined =>
      this.files.get(name)?.text ??
      (name.startsWith(FOLDER) ? this.libraries[name.slice(FOLDER.length)] : undefined);
    return {
      getCompilationSettings: () => options,
      getScriptFileNames: () => [
        ...ambient.map((name) => FOLDER + name),
        ...[...this.files.keys()].filter(isCode),
      ],
      getScriptVersion: (name) => String(this.files.get(name)?.version ?? 0),
      getScriptSnapshot: (name) => {
        const text = read(name);
        return text === undefined ? undefined : ts.ScriptSnapshot.fromString(text);
      },
      getCurrentDirectory: () => ROOT,
      getDefaultLibFileName: () => `${FOLDER}lib.es2023.d.ts`,
      fileExists: (name) => read(name) !== undefined,
      readFile: read,
      directoryExists: (name) =>
        ROOT.startsWith(`${name}/`) || [...this.files.keys()].some((path) => path.startsWith(`${name}/`)),
      getDirectories: () => [],
      useCaseSensitiveFileNames: () => true,
    };
  }
}

export function isCode(path: string): boolean {
  return /\.[cm]?[jt]sx?$/.test(path);
}
function isTypeScript(path: string): boolean {
  return /\.[cm]?tsx?$/.test(path);
}
