// The custom-elements manifest: paths point at what is published, and everything public has a description.
import { cemValidatorPlugin } from '@wc-toolkit/cem-validator';

const validating = process.env.CEM_VALIDATE === '1';

/** The manifest names modules of `dist`, since those are what a package ships. */
function publishedPaths() {
  const published = (path) => path?.replace(/^\/?src\//, 'dist/').replace(/\.ts$/, '.js');
  const rewrite = (node) => {
    if (!node || typeof node !== 'object') return;
    for (const [key, value] of Object.entries(node)) {
      if ((key === 'path' || key === 'module') && typeof value === 'string') node[key] = published(value);
      else rewrite(value);
    }
  };
  return {
    name: 'published-paths',
    packageLinkPhase: ({ customElementsManifest }) => rewrite(customElementsManifest.modules),
  };
}

/** Private members and lit's own are no part of the interface. */
function publicOnly() {
  const isPublic = (member) =>
    member.privacy !== 'private' && member.privacy !== 'protected' && !member.static;
  return {
    name: 'public-only',
    packageLinkPhase({ customElementsManifest }) {
      for (const declaration of customElementsManifest.modules.flatMap(
        (module) => module.declarations ?? [],
      )) {
        if (!declaration.customElement) continue;
        declaration.members = declaration.members?.filter(isPublic);
        // An event is a class here, and what the analyzer takes for its name is the class's first argument: @fires says it.
        declaration.events = declaration.events?.filter((event) => event.description);
      }
    },
  };
}

/** Registration stands in `define.js`, by a function of ours that the analyzer does not know. */
function definitions() {
  return {
    name: 'definitions',
    packageLinkPhase({ customElementsManifest }) {
      customElementsManifest.schemaVersion = '2.1.0';
      const registry = customElementsManifest.modules.find(({ path }) => path === 'dist/define.js');
      for (const { path, declarations = [] } of customElementsManifest.modules) {
        for (const { customElement, tagName, name } of declarations) {
          if (!customElement || !tagName) continue;
          registry?.exports.push({
            kind: 'custom-element-definition',
            name: tagName,
            declaration: { name, module: path },
          });
        }
      }
    },
  };
}

/** Fails where the class of an event that an element fires is not exported by the package. */
function exportedEvents() {
  return {
    name: 'exported-events',
    packageLinkPhase({ customElementsManifest: { modules } }) {
      const exported = new Set(
        modules.find(({ path }) => path === 'dist/index.js')?.exports.map(({ name }) => name),
      );
      const types = modules
        .flatMap(({ declarations = [] }) => declarations.filter(({ customElement }) => customElement))
        .flatMap(({ events = [] }) => events.map(({ type }) => type?.text))
        .filter((type) => type?.endsWith('Event') && !(type in globalThis) && !nativeEvents.has(type));
      const missing = types.filter((type) => !exported.has(type));
      if (missing.length > 0) throw new Error(`Not exported by index.ts: ${missing.join(', ')}`);
    },
  };
}
const nativeEvents = new Set(['InputEvent', 'FocusEvent', 'KeyboardEvent', 'PointerEvent']);

/** Fails where an attribute, property, event, slot, part or CSS property of an element has no description. */
function described() {
  return {
    name: 'described',
    packageLinkPhase({ customElementsManifest }) {
      const missing = customElementsManifest.modules
        .flatMap((module) => module.declarations ?? [])
        .filter((declaration) => declaration.customElement && declaration.tagName)
        .flatMap(undescribed);
      if (missing.length > 0) throw new Error(`Without a description:\n  ${missing.join('\n  ')}`);
    },
  };
}

const inheritedFromPlatform = new Set([
  'connectedCallback',
  'disconnectedCallback',
  'formResetCallback',
  'formStateRestoreCallback',
  'formDisabledCallback',
  'formAssociatedCallback',
  'focus',
  'blur',
  'render',
  'updated',
  'firstUpdated',
  'willUpdate',
  'update',
  'attributeChangedCallback',
  'adoptedCallback',
  'connectedMoveCallback',
  'createRenderRoot',
  'requestUpdate',
  'getUpdateComplete',
  'shouldUpdate',
  'performUpdate',
  'scheduleUpdate',
]);

function undescribed(declaration) {
  return ['attributes', 'members', 'events', 'slots', 'cssParts', 'cssProperties'].flatMap((kind) =>
    (declaration[kind] ?? [])
      .filter((item) => !item.description && !inheritedFromPlatform.has(item.name))
      .filter(
        (item) => !(kind === 'attributes' && item.fieldName && fieldIsDescribed(declaration, item.fieldName)),
      )
      .map((item) => `<${declaration.tagName}> ${kind} ${item.name}`),
  );
}

function fieldIsDescribed(declaration, field) {
  return declaration.members?.some((member) => member.name === field && member.description);
}

export default {
  globs: ['src/**/*.ts'],
  exclude: ['src/**/*.test.ts', 'src/locales/**'],
  outdir: 'dist',
  litelement: true,
  packagejson: false,
  plugins: [
    publishedPaths(),
    publicOnly(),
    definitions(),
    ...(validating
      ? [
          described(),
          exportedEvents(),
          cemValidatorPlugin({
            packageJsonPath: './package.json',
            exclude: ['RoomElement'],
            rules: {
              packageJson: { main: 'off', module: 'off', types: 'off' },
              // It asks for a component's types in the component's own module; ours are exported by the package, which is checked above.
              manifest: { exportTypes: 'off', typeDefinitionPath: 'off' },
            },
          }),
        ]
      : []),
  ],
};
