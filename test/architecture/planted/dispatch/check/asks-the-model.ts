export { plan } from '../optimise/index.ts';
