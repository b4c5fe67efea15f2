export { dayReportHtml } from './day-report.ts';
export { planReportHtml, type ReportOptions } from './plan-report.ts';
export { whatIfReportHtml } from './what-if-report.ts';
