/** Leaves the app for an address of the server. */
export function leave(address: string): void {
  window.location.assign(address)
}
