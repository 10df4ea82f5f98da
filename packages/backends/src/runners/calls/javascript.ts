import type { CaseCall } from '@interview-room/runtimes/remote';
import { freeName, quoted, type Driver } from './driver.js';

/** Calls in JavaScript for Node 12 and later: exports or declarations of the entry, of a class `Solution`, and objects. */
export const javascriptDriver: Driver = ({ files, entry }, cases, mark) => {
  const text = files[entry] ?? '';
  const module = entry.endsWith('.mjs') || (!entry.endsWith('.cjs') && isModule(text));
  const own = freeName(files, 'interview_calls', 'js');
  const key = `interview ${mark}`;
  const order = { entry, cases, mark, module, key };
  const kind: Record<string, string> =
    module && !('package.json' in files) ? { 'package.json': '{"type":"module"}\n' } : {};
  const seen = { [entry]: `${text}\n${footer(namesIn(cases), key)}` };
  return {
    entry: own,
    files: { ...files, ...kind, ...seen, [own]: SOURCE.replace('"ORDER"', () => quoted(order)) },
  };
};

const isModule = (text: string): boolean =>
  /^\s*(import\s*[\w{*'"]|export\s+(default|const|let|var|function|class|async|\{|\*))/m.test(text);

/** What is declared and not exported is only seen from within its own file. */
function footer(names: readonly string[], key: string): string {
  const rows = names.map(
    (name) => `case ${JSON.stringify(name)}: return typeof ${name} === 'undefined' ? undefined : ${name};`,
  );
  return `;globalThis[${JSON.stringify(key)}] = function (name) { switch (name) { ${rows.join(' ')} } };\n`;
}

const RESERVED = new Set('await break case catch class const continue debugger default delete do else enum export extends false finally for function if implements import in instanceof interface let new null package private protected public return static super switch this throw true try typeof var void while with yield arguments eval'.split(' ')); // prettier-ignore

function namesIn(cases: readonly CaseCall[]): string[] {
  const names = cases.map((each) => ('construct' in each ? each.construct : (each.call.split('.')[0] ?? '')));
  const all = new Set(['Solution', ...names.flatMap(spellings)]);
  return [...all].filter((name) => /^[A-Za-z_$][\w$]*$/.test(name) && !RESERVED.has(name));
}

/** A name as it stands, in snake_case, in camelCase. */
function spellings(name: string): string[] {
  const snake = name.replace(/([a-z\d])([A-Z])/g, '$1_$2').toLowerCase();
  const camel = name.replace(/_+([a-z\d])/g, (_, letter: string) => letter.toUpperCase());
  return [name, snake, camel];
}

const SOURCE = `(async function () {
  var order = JSON.parse("ORDER");
  var write = process.stdout.write.bind(process.stdout);
  var clock = Date.now;
  function spellings(name) {
    var snake = name.replace(/([a-z\\d])([A-Z])/g, '$1_$2').toLowerCase();
    var camel = name.replace(/_+([a-z\\d])/g, function (_, letter) { return letter.toUpperCase(); });
    return [name, snake, camel];
  }
  function encode(value, depth) {
    if (value === undefined) return { $: 'undefined' };
    if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
    if (typeof value === 'number') return Number.isFinite(value) ? value : { $: String(value) };
    if (depth > 60 || typeof value !== 'object') return { $: 'repr', text: String(value).slice(0, 20000) };
    if (Array.isArray(value) || value instanceof Set || ArrayBuffer.isView(value))
      return Array.from(value).slice(0, 100000).map(function (each) { return encode(each, depth + 1); });
    var pairs = value instanceof Map ? Array.from(value) : Object.entries(value);
    if (value instanceof Date) return { $: 'repr', text: value.toISOString() };
    var made = {};
    pairs.forEach(function (pair) { Object.defineProperty(made, String(pair[0]), { value: encode(pair[1], depth + 1), enumerable: true }); });
    return made;
  }
  function described(error) {
    if (error instanceof Error) return { name: error.name, message: String(error.message).slice(0, 4000) };
    return { name: 'Error', message: String(error).slice(0, 4000) };
  }
  async function outcome(work) {
    try { return { value: encode(await work(), 0) }; } catch (error) { return { error: described(error) }; }
  }
  var loaded = {};
  function lookUp(name) {
    var inside = globalThis[order.key];
    var names = spellings(name);
    var alone = typeof loaded === 'function' ? loaded : loaded.default;
    for (var at = 0; at < names.length; at++) {
      var one = names[at];
      if (Object.prototype.hasOwnProperty.call(loaded, one)) return loaded[one];
      var local = typeof inside === 'function' ? inside(one) : undefined;
      if (local !== undefined) return local;
      if (alone && typeof alone === 'object' && one in alone) return alone[one];
    }
    return typeof alone === 'function' ? alone : undefined;
  }
  function callMethod(target, name, args) {
    var key = spellings(name).find(function (one) { return one in Object(target); });
    if (key === undefined) throw new TypeError('There is no method ' + name + ' on the object.');
    var found = target[key];
    return typeof found === 'function' ? found.apply(target, args) : found;
  }
  function callFunction(name, args) {
    var parts = name.split('.');
    var found = lookUp(parts[0]);
    if (parts.length > 1 && found) return callMethod(typeof found === 'function' && !(parts[1] in found) ? new found() : found, parts[1], args);
    if (typeof found === 'function') return found.apply(undefined, args);
    var Solution = lookUp('Solution');
    if (typeof Solution === 'function') return callMethod(new Solution(), name, args);
    throw new ReferenceError('There is no function ' + name + ' in ' + order.entry + '.');
  }
  async function results(each) {
    if (!('construct' in each)) return [await outcome(function () { return callFunction(each.call, each.args); })];
    var held;
    var failed = await outcome(function () {
      var kind = lookUp(each.construct);
      if (typeof kind !== 'function') throw new ReferenceError('There is no class ' + each.construct + ' in ' + order.entry + '.');
      held = Reflect.construct(kind, each.args);
    });
    if (failed.error) return [failed];
    var all = [];
    for (var at = 0; at < each.steps.length; at++) {
      var step = each.steps[at];
      all.push(await outcome(function () { return callMethod(held, step.call, step.args); }));
    }
    return all;
  }
  var failed = await outcome(async function () {
    loaded = Object((order.module ? await import('./' + order.entry) : require('./' + order.entry)) || {});
  });
  for (var index = 0; index < order.cases.length; index++) {
    var began = clock();
    var came = failed.error ? [failed] : await results(order.cases[index]);
    write('\\n' + order.mark + JSON.stringify({ index: index, results: came, ms: clock() - began }) + '\\n');
  }
  process.exitCode = 0;
})();
`;
