import type { ProofStep } from '#dispatch/ledger';
import { words } from '#platform/web-shell';
import type { Bilingual } from '#units';

export const say = words({
  title: { zh: '证明', en: 'Proof' },
  question: {
    zh: '一个作业用了谁的电？在这里核对，不必相信本中心：核对只在你的浏览器里进行。',
    en: 'Whose energy did a job use? Check it here without trusting the centre: nothing but your browser does the checking.',
  },
  file: { zh: '证明文件', en: 'Proof file' },
  choose: { zh: '选择或拖入证明文件', en: 'Choose a proof file, or drop it here' },
  job: { zh: '或取本中心一个作业的证明', en: 'Or take the proof of a job of this centre' },
  jobId: { zh: '作业编号', en: 'Id of the job' },
  fetch: { zh: '取来核对', en: 'Fetch and check' },
  save: { zh: '保存文件', en: 'Save the file' },
  key: { zh: '核对用的公钥', en: 'Public key to check against' },
  keyHint: {
    zh: '预填本中心的公钥。要不信任本中心，请填从合同或电话得到的公钥。',
    en: 'Filled in with this centre’s. To do without trust in it, put the key you got from the contract or by telephone.',
  },
  holds: { zh: '证明成立', en: 'The proof holds' },
  fails: { zh: '证明不成立', en: 'The proof does not hold' },
  checked: { zh: '逐步核对', en: 'What was checked' },
  notReached: { zh: '未核对到这一步', en: 'not reached' },
  answer: {
    zh: '作业 {job} 用电 {energy}，其中清洁 {share}。',
    en: 'The job {job} used {energy}, {share} of it clean.',
  },
  asOf: { zh: '截至区块 {block}', en: 'As of block {block}' },
  energy: { zh: '用电', en: 'Energy' },
  clean: { zh: '清洁', en: 'Clean' },
  co2: { zh: '排放', en: 'Emissions' },
  reversed: { zh: '被更正冲回的记录', en: 'Rows taken back by corrections' },
  bySource: { zh: '按来源', en: 'By source' },
  byHour: { zh: '按小时', en: 'By hour' },
  source: { zh: '来源', en: 'Source' },
  hour: { zh: '小时', en: 'Hour' },
  through: { zh: '{source}（经 {storage}）', en: '{source} (through {storage})' },
  ledger: { zh: '账本', en: 'The ledger' },
  fingerprint: { zh: '公钥指纹', en: 'Fingerprint of the key' },
  publicKey: { zh: '公钥', en: 'Public key' },
  blocks: { zh: '区块', en: 'Blocks' },
  head: { zh: '账本根', en: 'Root of the log' },
  late: { zh: '等待重新溯源的迟到读数', en: 'Late readings waiting to be traced' },
  empty: { zh: '还没有区块', en: 'No block yet' },
  emptyHint: {
    zh: '第一个时段结束后，它的读数与溯源写成第一个区块。',
    en: 'When the first period has ended, its readings and whose energy it was become the first block.',
  },
  number: { zh: '编号', en: 'Number' },
  subject: { zh: '内容', en: 'Subject' },
  written: { zh: '写入', en: 'Written' },
  rows: { zh: '记录数', en: 'Rows' },
  root: { zh: '根', en: 'Root' },
});

export const STEP_WORDS: Readonly<Record<ProofStep, Bilingual>> = {
  form: { zh: '文件完整，没有重复的内容', en: 'The file is whole and says nothing twice' },
  key: { zh: '文件写的公钥就是核对用的公钥', en: 'It names the key it is checked against' },
  signature: { zh: '该公钥签了账本头', en: 'That key signed the head of the ledger' },
  log: { zh: '各区块在已签名的日志中', en: 'Its blocks are in the log that was signed' },
  rows: { zh: '各条记录在自己的区块中', en: 'Its rows are in their blocks' },
  entries: {
    zh: '记录属于该作业，来源合计等于总量',
    en: 'Its rows are of this job, and their sources add up',
  },
};

export const BLOCK_WORDS: Readonly<Record<string, Bilingual>> = {
  period: { zh: '时段', en: 'Period' },
  certificates: { zh: '证书', en: 'Certificates' },
  contracts: { zh: '合同结算', en: 'Contracts' },
  statement: { zh: '结算单', en: 'Statement' },
  rules: { zh: '规则状态', en: 'Rules' },
};
