import { cell } from './cell'

/** Is the server within reach? False after a call that got no answer, and while the device says that it is offline. */
export const online = cell(true)

if (process.env.TARO_ENV === 'h5') {
  window.addEventListener('offline', () => online.set(false))
  window.addEventListener('online', () => online.set(true))
}
