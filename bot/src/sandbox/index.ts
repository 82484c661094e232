export { startSandbox } from './start'
