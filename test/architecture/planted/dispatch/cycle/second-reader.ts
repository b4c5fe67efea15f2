export { parquetRead } from 'hyparquet';
