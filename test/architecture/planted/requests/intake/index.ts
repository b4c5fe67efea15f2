export { record } from '../../dispatch/domain/index.ts';
