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
    ...(validating
      ? [
          described(),
          cemValidatorPlugin({
            packageJsonPath: './package.json',
            exclude: ['RoomElement'],
            rules: { packageJson: { main: 'off', module: 'off', types: 'off' } },
          }),
        ]
      : []),
  ],
};
