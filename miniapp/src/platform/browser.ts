import type { Host } from './host'

/** A plain browser: our own bar, and the platforms' own web login. */
export const browser: Host = {
  name: 'browser',
  drawsBar: false,
  signIn: 'choose',
  setTitle(title) {
    document.title = title
  },
}
