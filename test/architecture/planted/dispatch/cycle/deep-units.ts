export { deep } from '../../units/deep.ts';
