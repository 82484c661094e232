/** Milliseconds by which the server's clock is ahead of this device's (the sandbox can move it by days). */
let ahead = 0

/** The present moment by the server's clock; the only place of the mini-app that reads the device's. */
export function now(): Date {
  return new Date(Date.now() + ahead)
}

/** Takes over the server's clock from the header `x-gonghai-now` of an answer (ISO 8601). */
export function followServer(iso: string): void {
  const time = Date.parse(iso)
  if (!Number.isNaN(time)) ahead = time - Date.now()
}
