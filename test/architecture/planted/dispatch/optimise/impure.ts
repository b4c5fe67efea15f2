export { log } from '../../platform/log/index.ts';
