export * from './block.ts';
export * from './canonical.ts';
export * from './growing-log.ts';
export * from './signature.ts';
export * from './tree.ts';
