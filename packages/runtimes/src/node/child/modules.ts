import { SourceTextModule, type Context } from 'node:vm';

/** Modules that are in hand as text: they have an address, as blobs have in a browser, and nothing else can be imported. */
export class Modules {
  private readonly texts = new Map<string, string>();
  private last = 0;
  /** Makes an error of the program's realm; until there is one, Node's own. */
  unreadable: (message: string) => Error = (message) => new SyntaxError(message);

  constructor(private readonly context: Context) {}

  register(text: string): string {
    const url = `blob:null/${++this.last}`;
    this.texts.set(url, text);
    return url;
  }

  forget(url: string): void {
    this.texts.delete(url);
  }

  async load(url: string): Promise<SourceTextModule> {
    const text = this.texts.get(url);
    if (text === undefined) throw this.unreadable(`There is no module ${url}.`);
    const module = this.compile(text, url);
    await module.link((specifier) => {
      throw this.unreadable(`"${specifier}" cannot be imported.`);
    });
    await module.evaluate();
    return module;
  }

  private compile(text: string, identifier: string): SourceTextModule {
    try {
      return new SourceTextModule(text, {
        identifier,
        context: this.context,
        initializeImportMeta: (meta) => void (meta.url = identifier),
        importModuleDynamically: (specifier) => this.load(specifier),
      });
    } catch (error) {
      throw this.unreadable(`${error instanceof Error ? error.message : ''}`);
    }
  }
}
