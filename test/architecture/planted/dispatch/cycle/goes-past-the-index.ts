export { inner } from '../optimise/inner.ts';
