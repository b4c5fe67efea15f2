export { plan } from '../../dispatch/optimise/index.ts';
