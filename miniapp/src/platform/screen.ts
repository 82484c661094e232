import { cell } from '../lib/cell'

/** Is there room for a rail and two columns? Mini programs run on phones. */
export const wide = cell(false)
