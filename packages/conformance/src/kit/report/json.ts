import { capabilitiesOf, type Report } from '../run.js';

/** The report for programs. */
export const jsonOf = (report: Report): string =>
  `${JSON.stringify({ ...report, capabilities: capabilitiesOf(report) }, null, 2)}\n`;
