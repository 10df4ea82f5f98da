import type { Report, Result } from '../run.js';
import { detail } from './table.js';

/** The report as JUnit's XML, which CI systems read. */
export function junitOf({ dialect, variant, url, results, failed, skipped }: Report): string {
  const name = attribute([dialect, variant].filter(Boolean).join('/'));
  const ms = results.reduce((sum, each) => sum + each.ms, 0);
  const counts = `tests="${results.length}" failures="${failed}" errors="0" skipped="${skipped}" time="${ms / 1000}"`;
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="conformance" ${counts}>`,
    `  <testsuite name="${name}" hostname="${attribute(url)}" ${counts}>`,
    ...results.map((result) => `    ${testcase(result, name)}`),
    '  </testsuite>',
    '</testsuites>',
    '',
  ].join('\n');
}

function testcase(result: Result, suite: string): string {
  const { id, title, capability, outcome, ms, why = '' } = result;
  const open = `<testcase classname="${suite}.${attribute(capability)}" name="${attribute(`${id}: ${title}`)}" time="${ms / 1000}"`;
  if (outcome === 'passed') return `${open}/>`;
  if (outcome === 'skipped') return `${open}><skipped message="${attribute(why)}"/></testcase>`;
  return `${open}><failure message="${attribute(why)}">${content(detail(result).join('\n'))}</failure></testcase>`;
}

/** XML 1.0 has no place at all for most control characters and for halves of surrogate pairs. */
const allowed = (text: string): string =>
  // oxlint-disable-next-line no-control-regex
  text
    .replace(/\p{Cs}/gu, '\ufffd')
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '\ufffd');
const content = (text: string): string =>
  allowed(text).replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
const attribute = (text: string): string =>
  content(text)
    .replace(/"/g, '&quot;')
    .replace(/\t/g, '&#9;')
    .replace(/\n/g, '&#10;')
    .replace(/\r/g, '&#13;');
