import { createHash } from 'node:crypto';

/** A name for the n-th try of a job that can name a folder anywhere; different jobs never share one. */
export function attemptIdOf(jobId: string, attempt: number): string {
  const plain = /^[a-z0-9][a-z0-9-]*$/.test(jobId) && jobId.length <= 100;
  if (plain) return `${jobId}.${attempt}`;
  const digest = createHash('sha256').update(jobId).digest('hex').slice(0, 16);
  const readable = jobId
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .slice(0, 40)
    .replace(/^-+/, '');
  return `${readable || 'job'}_${digest}.${attempt}`;
}
