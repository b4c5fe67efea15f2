import type { ICruiseOptions, IForbiddenRuleType } from 'dependency-cruiser';

declare const config: {
  forbidden: IForbiddenRuleType[];
  options: ICruiseOptions & { enhancedResolveOptions: object };
};
export default config;
