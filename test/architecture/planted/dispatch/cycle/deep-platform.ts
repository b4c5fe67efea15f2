export { inner } from '../../platform/log/inner.ts';
