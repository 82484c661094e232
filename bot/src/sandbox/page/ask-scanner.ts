/// <reference lib="dom" />

/** Fired at the frame that holds a phone's page when that page wants something scanned. */
export const scanEvent = 'gonghai-scan'

/** Told what was scanned, or undefined when nothing was. */
export type Scanned = (text: string | undefined) => void

/** Asks the phone around this page to scan a QR code. */
export function askScanner(): Promise<string | undefined> {
  return new Promise(found => {
    const frame = window.frameElement
    if (frame) frame.dispatchEvent(new CustomEvent<Scanned>(scanEvent, { detail: found }))
    else found(undefined)
  })
}
