export { dayReportHtml } from './day-report.ts';
export { dayEnergyCsv, periodEnergyCsv } from './energy-csv.ts';
export { planReportHtml, type ReportOptions } from './plan-report.ts';
export { statementCsv } from './statement-csv.ts';
export { statementHtml } from './statement-report.ts';
export { whatIfReportHtml } from './what-if-report.ts';
