export { server } from '../../apps/server/main.ts';
