import { cell } from '../lib/cell'

const query = typeof window.matchMedia === 'function' ? window.matchMedia('(min-width: 900px)') : undefined

/** Is there room for a rail and two columns (900 px and more)? */
export const wide = cell(query?.matches ?? false)

query?.addEventListener?.('change', event => wide.set(event.matches))
