/** The sandbox: stand-ins of the platforms and the page with the phones. Loaded by main.ts alone, in sandbox mode. */
export { startSandbox } from './start'
