import type { AcLine, Converter, HvdcLink } from '#dispatch/domain';
import type { PathProblem } from '../zod-problems.ts';
import { type Entry, problemAt, type RegionEntries } from './entries.ts';

/** What a line, a DC link or a converter says about itself holds together. */
export const network = (region: RegionEntries): PathProblem[] => [
  ...region.entries('acLines').flatMap(lineLimits),
  ...region.entries('hvdcLinks').flatMap(scheduleSteps),
  ...region.entries('converters').flatMap(converterShares),
];

function lineLimits({ path, value }: Entry<AcLine>): PathProblem[] {
  const { postContingencyMw, limitMw } = value;
  return postContingencyMw === undefined || postContingencyMw >= limitMw
    ? []
    : [
        problemAt(
          [...path, 'postContingencyMw'],
          `postContingencyMw ${postContingencyMw} lies below limitMw ${limitMw}`,
          'Write what the line carries for a short time: at least what it carries always.',
        ),
      ];
}

function scheduleSteps({ path, value }: Entry<HvdcLink>): PathProblem[] {
  const { stepMw, ratedMw, minimumRatio } = value;
  const rangeMw = ratedMw * (1 - minimumRatio);
  return stepMw === undefined || stepMw <= rangeMw
    ? []
    : [
        problemAt(
          [...path, 'stepMw'],
          `a step of ${stepMw} MW is wider than the ${rangeMw} MW between minimum and rating`,
          `Write at most ${rangeMw}, or leave stepMw out.`,
        ),
      ];
}

function converterShares({ path, value }: Entry<Converter>): PathProblem[] {
  const { minimumRatio, maximumRatio, efficiencyRatio } = value;
  const problems: PathProblem[] = [];
  if (typeof minimumRatio === 'number' && typeof maximumRatio === 'number' && minimumRatio > maximumRatio)
    problems.push(
      problemAt(
        [...path, 'minimumRatio'],
        `minimumRatio ${minimumRatio} lies above maximumRatio ${maximumRatio}`,
        'Exchange the two, or correct one.',
      ),
    );
  if (typeof efficiencyRatio === 'number' && efficiencyRatio <= 0)
    problems.push(
      problemAt(
        [...path, 'efficiencyRatio'],
        `efficiencyRatio ${efficiencyRatio}: nothing would ever come out`,
        'Write the power given per power taken, e.g. 0.98, or 3 for a heat pump.',
      ),
    );
  return problems;
}
