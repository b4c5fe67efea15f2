/** CPU seconds that this process has used: steadier than the wall clock on a shared machine. */
const cpuS = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
};

/** CPU seconds of some work. */
export const cpuOf = (work: () => unknown): number => {
  const before = cpuS();
  work();
  return cpuS() - before;
};
