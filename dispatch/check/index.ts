export { checkPlan } from './check-plan.ts';
export { type Tolerance, USUAL_TOLERANCE, type Violation } from './violation.ts';
